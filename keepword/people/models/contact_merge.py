"""Two contacts turned out to be one person, or not to be."""

from typing import Self

from django.db import models
from django.db.models import F, Q

from keepword.people.models.agent import Agent
from keepword.people.models.contact import Contact


class ContactMergeQuerySet(models.QuerySet["ContactMerge"]):
    def standing(self) -> Self:
        return self.filter(undone_at__isnull=True)


class ContactMerge(models.Model):
    """`other` went on in `kept`. What the merge moved stands here, so that it can be undone exactly: `moved` has lists
    of ids by the name of what moved (each room writes its own), `filled` what the kept one took over because it had
    nothing: a list of [what it was, what it is since] by the name of the field, `note` the words that were added to
    its note."""

    kept = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="+", db_index=False)
    other = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="+", db_index=False)
    at = models.DateTimeField()
    by = models.ForeignKey(Agent, null=True, on_delete=models.SET_NULL, related_name="+", db_index=False)
    moved = models.JSONField(default=dict)
    filled = models.JSONField(default=dict)
    note = models.TextField(blank=True, default="")
    undone_at = models.DateTimeField(null=True)

    objects = ContactMergeQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["kept", "id"], name="contact_merge_kept")]
        constraints = [
            models.UniqueConstraint(fields=["other"], name="contact_merge_once", condition=Q(undone_at__isnull=True)),
            models.CheckConstraint(condition=~Q(kept=F("other")), name="contact_merge_of_two"),
        ]

    def __str__(self) -> str:
        return f"merge {self.pk} into contact {self.kept_id}"


class NotSame(models.Model):
    """Somebody said that these two are different people: nobody suggests to merge them any more. `one` has the lower
    id."""

    one = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="+")
    other = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="+")
    by = models.ForeignKey(Agent, null=True, on_delete=models.SET_NULL, related_name="+", db_index=False)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["one", "other"], name="not_same_once"),
            models.CheckConstraint(condition=Q(one__lt=F("other")), name="not_same_in_order"),
        ]

    def __str__(self) -> str:
        return f"contacts {self.one_id} and {self.other_id} are two"
