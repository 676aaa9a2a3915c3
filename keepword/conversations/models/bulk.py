"""One act on many conversations."""

from typing import Self

from django.db import models
from django.db.models import Q

from keepword.conversations.models.conversation import Conversation
from keepword.people.models import Agent

GATHERING, RUNNING, DONE, CANCELLED = "gathering", "running", "done", "cancelled"
STATES = [GATHERING, RUNNING, DONE, CANCELLED]
TO_DO, SAME, FAILED, LEFT = "to_do", "same", "failed", "left"
ROW_STATES = [TO_DO, DONE, SAME, FAILED, LEFT]


class BulkQuerySet(models.QuerySet["Bulk"]):
    def visible_to(self, agent: Agent) -> Self:
        """Whoever began it, and nobody else: it counts what they may see."""
        return self.filter(by=agent)


class Bulk(models.Model):
    """`do` and `to` as `bulk/acts.py` has them, `to` as JSON. `view` is a built-in view and `saved_view` the id of a
    saved one whose conversations are gathered first; neither for a selection. `undoes` is the one whose acts this one
    takes back. `form` is the mark of the form, so that a second press begins nothing."""

    by = models.ForeignKey(Agent, on_delete=models.CASCADE, related_name="+", db_index=False)
    at = models.DateTimeField()
    do = models.CharField(max_length=20)
    to = models.JSONField(null=True)
    view = models.CharField(max_length=20, blank=True)
    saved_view = models.BigIntegerField(null=True)
    undoes = models.OneToOneField("self", null=True, on_delete=models.CASCADE, related_name="+")
    form = models.CharField(max_length=64, null=True)
    state = models.CharField(max_length=10, default=GATHERING)
    ended_at = models.DateTimeField(null=True)

    objects = BulkQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["by", "-id"], name="bulk_by")]
        constraints = [
            models.UniqueConstraint(fields=["by", "form"], name="bulk_once", condition=Q(form__isnull=False)),
            models.CheckConstraint(condition=Q(state__in=STATES), name="bulk_state"),
        ]

    def __str__(self) -> str:
        return f"bulk {self.pk}"

    @property
    def is_over(self) -> bool:
        return self.state in (DONE, CANCELLED)


class BulkRow(models.Model):
    """What became of one conversation: "same" when there was nothing to change, "failed" with a `reason`, "left" when
    an undoing found it changed since. `was` is how to take it back, `mark` the newest fact after it was done."""

    bulk = models.ForeignKey(Bulk, on_delete=models.CASCADE, related_name="rows", db_index=False)
    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="+")
    state = models.CharField(max_length=10, default=TO_DO)
    reason = models.CharField(max_length=30, blank=True)
    was = models.JSONField(null=True)
    mark = models.BigIntegerField(null=True)

    class Meta:
        indexes = [models.Index(fields=["bulk", "state", "id"], name="bulk_row_state")]
        constraints = [
            models.UniqueConstraint(fields=["bulk", "conversation"], name="bulk_row_once"),
            models.CheckConstraint(condition=Q(state__in=ROW_STATES), name="bulk_row_state_known"),
        ]

    def __str__(self) -> str:
        return f"row {self.pk} of bulk {self.bulk_id}"
