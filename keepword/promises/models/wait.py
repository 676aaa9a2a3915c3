"""How long a customer waited for a person."""

from typing import Self

from django.db import models
from django.db.models import Q

from keepword.conversations.models import Conversation, Inbox
from keepword.hours.models import HoursVersion
from keepword.people.models import Agent

REPLY, NO_REPLY_NEEDED, RESOLVED, SPAM, MERGED = "reply", "no_reply_needed", "resolved", "spam", "merged"
ENDED_BY = [REPLY, NO_REPLY_NEEDED, RESOLVED, SPAM, MERGED]


class WaitQuerySet(models.QuerySet["Wait"]):
    def running(self) -> Self:
        return self.filter(ended_at__isnull=True)

    def counted(self) -> Self:
        """Spam counts nowhere, and what was merged counts once, where it went to."""
        return self.exclude(ended_by__in=[SPAM, MERGED])


class Wait(models.Model):
    """From the oldest customer message that was not yet answered to the next public reply by a person.

    Several messages in a row are one wait. `is_first`: the first of its conversation, so that its length is the first
    response time. `ended_by` is "" while it runs; only "reply" is an answer. `priority` is that of the start, `agent`
    who answered. The seconds are None while it runs; business time is
    that of `hours_version`, the calendar in force when it ended, None for a calendar that never closes.
    """

    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="+", db_index=False)
    inbox = models.ForeignKey(Inbox, on_delete=models.PROTECT, related_name="+", db_index=False)
    channel = models.CharField(max_length=20)
    priority = models.PositiveSmallIntegerField()
    language = models.CharField(max_length=20, blank=True)
    is_first = models.BooleanField()
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    ended_by = models.CharField(max_length=20, blank=True)
    agent = models.ForeignKey(Agent, null=True, on_delete=models.SET_NULL, related_name="+", db_index=False)
    calendar_seconds = models.PositiveIntegerField(null=True)
    business_seconds = models.PositiveIntegerField(null=True)
    hours_version = models.ForeignKey(
        HoursVersion, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )

    objects = WaitQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["conversation", "started_at"], name="wait_conversation"),
            models.Index(fields=["inbox", "started_at"], name="wait_inbox_started"),
            # Who waits now is few among many who waited once.
            models.Index(
                fields=["inbox", "started_at"], name="wait_inbox_running", condition=Q(ended_at__isnull=True)
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["conversation"], name="wait_one_running", condition=Q(ended_at__isnull=True)
            ),
            models.CheckConstraint(condition=Q(ended_by__in=["", *ENDED_BY]), name="wait_ended_by"),
            models.CheckConstraint(
                condition=Q(
                    ended_by="", ended_at__isnull=True, calendar_seconds__isnull=True, business_seconds__isnull=True
                )
                | (
                    ~Q(ended_by="")
                    & Q(ended_at__isnull=False, calendar_seconds__isnull=False, business_seconds__isnull=False)
                ),
                name="wait_ended",
            ),
        ]

    def __str__(self) -> str:
        return f"wait {self.pk} of conversation {self.conversation_id}"

    @property
    def is_running(self) -> bool:
        return self.ended_at is None
