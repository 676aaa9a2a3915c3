"""Whether a brand asks, and what became of each question."""

from datetime import timedelta
from typing import Self

from django.db import models
from django.db.models import Q

from keepword.brands.models import Brand
from keepword.conversations.models import Conversation, Inbox, Message
from keepword.conversations.models.inbox import visible_inbox_ids
from keepword.events.models import Event
from keepword.people.models import Agent, Team

PLANNED, ASKED, ANSWERED, DROPPED = "planned", "asked", "answered", "dropped"
STATES = [PLANNED, ASKED, ANSWERED, DROPPED]
SCORES = (1, 2, 3, 4, 5)
LONGEST_PAUSE = 14 * 24  # hours
LONGEST_REST = 365  # days


class Asking(models.Model):
    """How a brand asks its customers; without a row it does not. `pause_hours`: from the resolution to the question,
    day and night. `rest_days`: a person who was asked is left in peace that long, by all brands."""

    brand = models.OneToOneField(Brand, on_delete=models.CASCADE, related_name="+")
    is_on = models.BooleanField(default=False)
    pause_hours = models.PositiveSmallIntegerField(default=4)
    rest_days = models.PositiveSmallIntegerField(default=30)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(pause_hours__lte=LONGEST_PAUSE), name="asking_pause"),
            models.CheckConstraint(condition=Q(rest_days__gte=1, rest_days__lte=LONGEST_REST), name="asking_rest"),
        ]

    def __str__(self) -> str:
        return f"asking of brand {self.brand_id}"

    @property
    def pause(self) -> timedelta:
        return timedelta(hours=self.pause_hours)

    @property
    def rest(self) -> timedelta:
        return timedelta(days=self.rest_days)


class SurveyQuerySet(models.QuerySet["Survey"]):
    def visible_to(self, agent: Agent) -> Self:
        ids = visible_inbox_ids(agent)
        return self if ids is None else self.filter(inbox_id__in=ids)

    def asked(self) -> Self:
        """Those that went out, answered or not."""
        return self.filter(state__in=[ASKED, ANSWERED])

    def answered(self) -> Self:
        return self.filter(state=ANSWERED)

    def about(self, conversation: Conversation) -> Self:
        """Also about those that were merged into it."""
        return self.filter(Q(conversation=conversation) | Q(conversation__merged_into=conversation))


class Survey(models.Model):
    """One question about one conversation, from the resolution that it is about.

    "planned" until `due_at`, then "asked" (or "dropped", with the `reason` as a short word), at last "answered" with
    a `score` from 1 (very bad) to 5 (very good) and, if they like, `words`. `cause` is the fact of the resolution,
    `resolved_at` its moment: a conversation that was opened again meanwhile is not asked about. `agent` and `team` had
    it then. `token` stands in the address that only the customer's mail holds; None before the mail, and after the
    person was erased. `channel` and `inbox` as they were then. `language`: BCP 47, in which they were asked.
    """

    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="+", db_index=False)
    inbox = models.ForeignKey(Inbox, on_delete=models.PROTECT, related_name="+", db_index=False)
    channel = models.CharField(max_length=20)
    agent = models.ForeignKey(Agent, null=True, on_delete=models.SET_NULL, related_name="+")
    team = models.ForeignKey(Team, null=True, on_delete=models.SET_NULL, related_name="+")
    message = models.ForeignKey(Message, null=True, on_delete=models.SET_NULL, related_name="+", db_index=False)
    cause = models.OneToOneField(Event, null=True, on_delete=models.SET_NULL, related_name="+")
    state = models.CharField(max_length=10, default=PLANNED)
    reason = models.CharField(max_length=20, blank=True)
    token = models.CharField(max_length=32, null=True, unique=True)
    language = models.CharField(max_length=20, blank=True)
    resolved_at = models.DateTimeField()
    due_at = models.DateTimeField()
    asked_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    score = models.PositiveSmallIntegerField(null=True)
    words = models.TextField(blank=True)

    objects = SurveyQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["due_at", "id"], name="survey_due", condition=Q(state=PLANNED)),
            models.Index(fields=["conversation"], name="survey_conversation"),
            models.Index(fields=["asked_at", "channel"], name="survey_asked", condition=Q(asked_at__isnull=False)),
            models.Index(
                fields=["-answered_at", "-id"], name="survey_answered", condition=Q(answered_at__isnull=False)
            ),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=STATES), name="survey_state"),
            models.CheckConstraint(
                condition=Q(state=ANSWERED, score__in=SCORES, answered_at__isnull=False)
                | (~Q(state=ANSWERED) & Q(score=None, answered_at=None)),
                name="survey_score",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[ASKED, ANSWERED], asked_at__isnull=False)
                | Q(state__in=[PLANNED, DROPPED], asked_at=None),
                name="survey_asked_at",
            ),
            models.UniqueConstraint(fields=["conversation"], name="survey_planned_once", condition=Q(state=PLANNED)),
        ]

    def __str__(self) -> str:
        return f"survey {self.pk}"
