"""A target in one conversation: when is it due, and was it met?"""

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Q

from keepword.conversations.models import Conversation
from keepword.hours.models import HoursVersion
from keepword.promises.models.policy import KINDS, SlaPolicy

RUNNING, PAUSED, MET, MET_LATE, NEVER_MET, VOID = "running", "paused", "met", "met_late", "never_met", "void"
OUTCOMES = [RUNNING, PAUSED, MET, MET_LATE, NEVER_MET, VOID]


class ClockQuerySet(models.QuerySet["Clock"]):
    def running(self) -> Self:
        return self.filter(ended_at__isnull=True)

    def counted(self) -> Self:
        """What can be met or missed: not spam, and not what another policy took over in time."""
        return self.exclude(outcome=VOID)


class Clock(models.Model):
    """As `deadlines.Deadline`, kept. Overdue is not a state but `due_at` in the past; that is also the instant of the
    breach, whoever looked when. `next_at`: when a warning or the breach has to be told, None when nothing is left;
    `told`: the shares that were."""

    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="+", db_index=False)
    policy = models.ForeignKey(SlaPolicy, on_delete=models.PROTECT, related_name="+", db_index=False)
    kind = models.CharField(max_length=20)
    started_at = models.DateTimeField()
    since = models.DateTimeField()
    seconds = models.PositiveIntegerField()
    due_at = models.DateTimeField(null=True)
    warnings = models.JSONField(default=list)
    pauses = models.JSONField(default=list)
    ended_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=10)
    hours_version = models.ForeignKey(
        HoursVersion, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    next_at = models.DateTimeField(null=True)
    told = models.JSONField(default=list)

    objects = ClockQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["conversation", "started_at"], name="clock_conversation"),
            models.Index(fields=["kind", "due_at"], name="clock_kind_due"),
            models.Index(fields=["next_at"], name="clock_next", condition=Q(next_at__isnull=False)),
            models.Index(fields=["hours_version"], name="clock_running", condition=Q(ended_at__isnull=True)),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=KINDS), name="clock_kind"),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, outcome__in=[RUNNING, PAUSED])
                | Q(ended_at__isnull=False, outcome__in=[MET, MET_LATE, NEVER_MET, VOID]),
                name="clock_outcome",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} of conversation {self.conversation_id}"

    @property
    def is_running(self) -> bool:
        return self.ended_at is None

    @property
    def done_at(self) -> datetime | None:
        """When it was done, late or not."""
        return self.ended_at if self.outcome in (MET, MET_LATE) else None

    def is_overdue(self, *, at: datetime) -> bool:
        return self.is_running and self.due_at is not None and self.due_at < at
