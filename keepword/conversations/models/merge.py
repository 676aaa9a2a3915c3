"""Two conversations became one, and may become two again."""

from typing import Self

from django.db import models
from django.db.models import Q

from keepword.conversations.models.conversation import Conversation
from keepword.conversations.models.inbox import visible_inbox_ids
from keepword.people.models import Agent


class MergeQuerySet(models.QuerySet["Merge"]):
    def visible_to(self, agent: Agent) -> Self:
        """Whoever sees both: what is parted again stands in two inboxes."""
        ids = visible_inbox_ids(agent)
        return self if ids is None else self.filter(kept__inbox_id__in=ids, other__inbox_id__in=ids)

    def standing(self) -> Self:
        return self.filter(undone_at__isnull=True)


class Merge(models.Model):
    """`other` went on in `kept`. All that the merge moved or added stands here, so that it can be undone exactly:
    JSON lists of ids (`messages`, `participants` added to the kept one, `merged` conversations that led to the other
    one, `children` of it) and of words (`tags` added). `other_was` and `kept_was` are what each was: status and
    times, by the name of the field."""

    kept = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="+", db_index=False)
    other = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="+", db_index=False)
    at = models.DateTimeField()
    by = models.ForeignKey(Agent, null=True, on_delete=models.SET_NULL, related_name="+", db_index=False)
    messages = models.JSONField(default=list)
    participants = models.JSONField(default=list)
    tags = models.JSONField(default=list)
    merged = models.JSONField(default=list)
    children = models.JSONField(default=list)
    other_was = models.JSONField(default=dict)
    kept_was = models.JSONField(default=dict)
    undone_at = models.DateTimeField(null=True)

    objects = MergeQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["kept", "id"], name="merge_kept", condition=Q(undone_at__isnull=True))]
        constraints = [
            models.UniqueConstraint(fields=["other"], name="merge_once", condition=Q(undone_at__isnull=True)),
            models.CheckConstraint(condition=~Q(kept=models.F("other")), name="merge_of_two"),
        ]

    def __str__(self) -> str:
        return f"merge {self.pk} into conversation {self.kept_id}"
