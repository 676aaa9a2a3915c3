"""A live chat, as the desk sees it."""

from typing import Any

from django.db import models
from django.db.models import Q

from keepword.conversations.models.conversation import OPEN, SNOOZED, WAITING, Conversation
from keepword.conversations.models.inbox import visible_inbox_ids
from keepword.conversations.models.message import Message
from keepword.people.models import Agent, Team
from keepword.people.models.agent import MOST_CHATS

CHAT = "chat"  # the channel of such a conversation
RINGING, RUNNING, UNANSWERED, OVER = "ringing", "running", "unanswered", "over"
LIVE = (RINGING, RUNNING)
SECONDS = (5, 300)  # of ringing for one agent
LEFT_MINUTES = (1, 120)


class ChatRules(models.Model):
    """How chats ring in this house: one row, and none until somebody changes something. `ring_seconds` for each whom
    one is offered to; `most` at once for each agent who has no limit of their own; `has_sound`; `left_minutes` after
    the visitor went a chat is over."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    ring_seconds = models.PositiveSmallIntegerField(default=20)
    most = models.PositiveSmallIntegerField(default=3)
    has_sound = models.BooleanField(default=True)
    left_minutes = models.PositiveSmallIntegerField(default=5)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(id=1), name="chat_rules_alone"),
            models.CheckConstraint(
                condition=Q(ring_seconds__gte=SECONDS[0], ring_seconds__lte=SECONDS[1]), name="chat_rules_ring"
            ),
            models.CheckConstraint(condition=Q(most__gte=1, most__lte=MOST_CHATS), name="chat_rules_most"),
            models.CheckConstraint(
                condition=Q(left_minutes__gte=LEFT_MINUTES[0], left_minutes__lte=LEFT_MINUTES[1]),
                name="chat_rules_left",
            ),
        ]

    def __str__(self) -> str:
        return "chat rules"


class ChatQuerySet(models.QuerySet["Chat"]):
    def visible_to(self, agent: Agent) -> "ChatQuerySet":
        ids = visible_inbox_ids(agent)
        return self if ids is None else self.filter(conversation__inbox_id__in=ids)

    def live(self) -> "ChatQuerySet":
        """Ringing or running, and neither resolved nor spam meanwhile: few, whatever there is in all."""
        return self.filter(state__in=LIVE, conversation__status__in=[OPEN, WAITING, SNOOZED])


class Chat(models.Model):
    """`state`: RINGING until somebody takes it, RUNNING with the assignee of its conversation, UNANSWERED when nobody
    took it in time, OVER.

    While it rings: for `rings_for`, else for those of `rings_team`, else for all who take chats and see it; until
    `rings_until`. `tried` are the ids of agents for whom it rang in vain. `given_by` is the colleague who hands it on
    (it stays theirs until it is taken), None for one that nobody holds; `note` says why, `None` where it was never
    handed on. `taken_at` is when it was taken last. `read_to` is the newest message that its agent has seen.
    `left_at` is when the visitor went away from the page, None while they are there. `is_wanted_by_mail`: the visitor
    wants the transcript, which went at `mailed_at`."""

    conversation = models.OneToOneField(Conversation, on_delete=models.CASCADE, related_name="+", primary_key=True)
    state = models.CharField(max_length=10, default=RINGING)
    rings_for = models.ForeignKey(Agent, null=True, on_delete=models.SET_NULL, related_name="+", db_index=False)
    rings_team = models.ForeignKey(Team, null=True, on_delete=models.SET_NULL, related_name="+", db_index=False)
    rings_until = models.DateTimeField(null=True)
    tried = models.JSONField(default=list, blank=True)
    given_by = models.ForeignKey(Agent, null=True, on_delete=models.SET_NULL, related_name="+", db_index=False)
    note = models.ForeignKey(Message, null=True, on_delete=models.SET_NULL, related_name="+", db_index=False)
    began_at = models.DateTimeField()
    taken_at = models.DateTimeField(null=True)
    read_to = models.BigIntegerField(default=0)
    left_at = models.DateTimeField(null=True)
    is_wanted_by_mail = models.BooleanField(default=False)
    mailed_at = models.DateTimeField(null=True)

    objects = ChatQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["state", "began_at"], name="chat_live", condition=Q(state__in=LIVE)),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=[*LIVE, UNANSWERED, OVER]), name="chat_state"),
            models.CheckConstraint(
                condition=Q(state=RINGING, rings_until__isnull=False) | ~Q(state=RINGING), name="chat_rings_until"
            ),
        ]

    def __str__(self) -> str:
        return f"chat of conversation {self.conversation_id}"

    def change(self, **fields: Any) -> None:
        """Write these fields, nothing else."""
        for name, value in fields.items():
            setattr(self, name, value)
        self.save(update_fields=list(fields))
