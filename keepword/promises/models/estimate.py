"""What a customer was told about their wait, and whether it held."""

from typing import Self

from django.db import models
from django.db.models import Q

from keepword.conversations.models import Conversation, Inbox
from keepword.conversations.models.inbox import visible_inbox_ids
from keepword.people.models import Agent

HISTORY, TARGET = "history", "target"
HELD, MISSED, NEVER = "held", "missed", "never"
OUTCOMES = [HELD, MISSED, NEVER]


class PublishedWaitQuerySet(models.QuerySet["PublishedWait"]):
    def visible_to(self, agent: Agent) -> Self:
        ids = visible_inbox_ids(agent)
        return self if ids is None else self.filter(inbox_id__in=ids)

    def open(self) -> Self:
        return self.filter(outcome="")

    def counted(self) -> Self:
        """Those of which it is known whether they held."""
        return self.filter(outcome__in=[HELD, MISSED])


class PublishedWait(models.Model):
    """One estimate that was told to a customer who began to wait at `said_at`, and its outcome.

    `basis`: "history", or "target" where there was none. `group` and `n`: the past waits that it was read from, and
    how many. `stretch`: the factor by which misses before had lengthened it. `business_seconds`: from `said_at` to
    `due_at`. `outcome`: "" while open; "held" when a person answered in time; "missed"; "never" when the wait ended
    without an answer before it was due, so that nobody can know. `known_at`: the instant of the outcome in the world
    (the answer, or `due_at`), never when a job looked.
    """

    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="+", db_index=False)
    inbox = models.ForeignKey(Inbox, on_delete=models.PROTECT, related_name="+", db_index=False)
    channel = models.CharField(max_length=20)
    priority = models.PositiveSmallIntegerField()
    language = models.CharField(max_length=20, blank=True)
    said_at = models.DateTimeField()
    due_at = models.DateTimeField()
    business_seconds = models.PositiveIntegerField()
    basis = models.CharField(max_length=10)
    group = models.CharField(max_length=20, blank=True)
    n = models.PositiveIntegerField(default=0)
    stretch = models.FloatField(default=1.0)
    outcome = models.CharField(max_length=10, blank=True)
    known_at = models.DateTimeField(null=True)

    objects = PublishedWaitQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["inbox", "channel", "known_at", "id"], name="published_wait_known"),
            models.Index(fields=["id"], name="published_wait_open", condition=Q(outcome="")),
            models.Index(fields=["said_at"], name="published_wait_said"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["conversation", "said_at"], name="published_wait_once"),
            models.CheckConstraint(condition=Q(basis__in=[HISTORY, TARGET]), name="published_wait_basis"),
            models.CheckConstraint(
                condition=Q(outcome="", known_at__isnull=True) | (Q(outcome__in=OUTCOMES) & Q(known_at__isnull=False)),
                name="published_wait_outcome",
            ),
        ]

    def __str__(self) -> str:
        return f"published wait {self.pk} of conversation {self.conversation_id}"
