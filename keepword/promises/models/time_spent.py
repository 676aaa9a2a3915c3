"""Where the time of solved conversations went."""

from typing import Self

from django.db import models
from django.db.models import Q

from keepword.conversations.models import Conversation, Inbox
from keepword.conversations.models.inbox import visible_inbox_ids
from keepword.people.models import Agent, Team

WE, CUSTOMER, ANOTHER_TEAM, SUPPLIER, APPROVAL, ASIDE = "agent", "customer", "team", "supplier", "approval", "snoozed"
PARTS = [WE, CUSTOMER, ANOTHER_TEAM, SUPPLIER, APPROVAL, ASIDE]


class TimeSpentQuerySet(models.QuerySet["TimeSpent"]):
    def visible_to(self, agent: Agent) -> Self:
        """Whoever sees the inbox sees where the time of its conversations went."""
        ids = visible_inbox_ids(agent)
        return self if ids is None else self.filter(inbox_id__in=ids)


class TimeSpent(models.Model):
    """How long one solved conversation waited for one of `PARTS`, from the first word to the last resolution.

    `week_on` is the Monday of the week in which it was solved, where the organisation is. Business time is that of the
    calendar in force when each stretch ended. There are rows only while it is solved.
    """

    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="+", db_index=False)
    inbox = models.ForeignKey(Inbox, on_delete=models.PROTECT, related_name="+", db_index=False)
    team = models.ForeignKey(Team, null=True, on_delete=models.SET_NULL, related_name="+", db_index=False)
    channel = models.CharField(max_length=20)
    part = models.CharField(max_length=10)
    week_on = models.DateField()
    calendar_seconds = models.PositiveIntegerField()
    business_seconds = models.PositiveIntegerField()

    objects = TimeSpentQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["part", "week_on", "-calendar_seconds"], name="time_spent_calendar"),
            models.Index(fields=["part", "week_on", "-business_seconds"], name="time_spent_business"),
            models.Index(fields=["week_on"], name="time_spent_week"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["conversation", "part"], name="time_spent_once"),
            models.CheckConstraint(condition=Q(part__in=PARTS), name="time_spent_part"),
        ]

    def __str__(self) -> str:
        return f"{self.part} of conversation {self.conversation_id}"


class WeekSpent(models.Model):
    """All of a week, counted together: `groups` as of `summing.packed`. What a report reads."""

    week_on = models.DateField(unique=True)
    groups = models.JSONField(default=list)
    counted_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"the week from {self.week_on}"


class WeekTouched(models.Model):
    """Rows of this week changed since it was counted. Written with them and never changed, so that nobody waits for
    anybody, and none is lost."""

    week_on = models.DateField()

    def __str__(self) -> str:
        return f"the week from {self.week_on} changed"
