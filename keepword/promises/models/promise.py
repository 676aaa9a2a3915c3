"""What a customer was told to expect, and when."""

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import F, Q

from keepword.conversations.models import Conversation, Inbox, Message
from keepword.conversations.models.inbox import visible_inbox_ids
from keepword.conversations.models.message import PROMPT
from keepword.events.models import Event
from keepword.people.models import Agent, Contact, Team

REPLY, UPDATE, CALL, RESOLUTION, ACTION = "reply", "update", "call", "resolution", "action"
WHATS = [REPLY, UPDATE, CALL, RESOLUTION, ACTION]
KEPT_BY_WRITING = [REPLY, UPDATE]
KEPT_BY_HAND = [CALL, ACTION]

ACKNOWLEDGEMENT, PUBLISHED, BY_AGENT, PHONE, CHAT = "acknowledgement", "published", "agent", "phone", "chat"
EMERGENCY = "emergency"
KINDS = [ACKNOWLEDGEMENT, PUBLISHED, BY_AGENT, PHONE, CHAT, EMERGENCY]

OPEN, KEPT, BROKEN, RENEWED, WITHDRAWN = "open", "kept", "broken", "renewed", "withdrawn"
STATES = [OPEN, KEPT, BROKEN, RENEWED, WITHDRAWN]
OWED = Q(state=OPEN) | Q(state=BROKEN, done_at__isnull=True, let_go_at__isnull=True)


def broken(*, at: datetime) -> Q:
    """Those that are broken `at` that instant, whether or not anybody wrote it down. What was answered in time a
    moment ago, and is on its way, is not yet: that it left says which."""
    not_on_its_way = Q(written_at=None) | Q(written_at__lt=at - PROMPT) | Q(written_at__gt=F("due_at"))
    return Q(state=BROKEN) | (Q(state=OPEN, due_at__lt=at) & not_on_its_way)


def still_open(*, at: datetime) -> Q:
    """The other open ones."""
    on_its_way = Q(written_at__gte=at - PROMPT, written_at__lte=F("due_at"))
    return Q(state=OPEN) & (Q(due_at__gte=at) | on_its_way)


class PromiseQuerySet(models.QuerySet["Promise"]):
    def visible_to(self, agent: Agent) -> Self:
        """The only door to promises for a person: whoever sees the inbox sees what was promised in it."""
        ids = visible_inbox_ids(agent)
        return self if ids is None else self.filter(inbox_id__in=ids)

    def open(self) -> Self:
        return self.filter(state=OPEN)

    def owed(self) -> Self:
        """What somebody has still to do: a broken promise is owed all the same, until it is done or let go."""
        return self.filter(OWED)

    def overdue(self, *, at: datetime) -> Self:
        """Open, though their time has passed: not yet written down as broken."""
        return self.filter(broken(at=at), state=OPEN)

    def standing(self, state: str, *, at: datetime) -> Self:
        """In this state `at` that instant: what is overdue is broken, whether or not anybody wrote it down."""
        meant = {BROKEN: broken, OPEN: still_open}.get(state)
        return self.filter(meant(at=at)) if meant else self.filter(state=state)

    def unsent(self) -> Self:
        """Answered, and the answer has not left."""
        return self.owed().filter(written_by__isnull=False)


class Promise(models.Model):
    """One stated time. `said` is how it was said, in `language`; `zone` is the customer's as we know it.

    `due_at` and `settled_at` are instants of the world, not of when a job looked: a broken promise was broken at
    `due_at`. `done_at` is when the thing promised was done, after `due_at` for a broken one, None while it was not;
    `done_by` is the reply that did it. `written_by` is the first reply that was written before that, at `written_at`,
    and has not left the house: it did nothing yet. `let_go_at` is when a broken one was no longer owed though nobody
    did it, because the conversation was over. `at_risk_since` is when the forecast said that it cannot be kept.
    """

    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="+", db_index=False)
    inbox = models.ForeignKey(Inbox, on_delete=models.PROTECT, related_name="+", db_index=False)
    contact = models.ForeignKey(Contact, on_delete=models.PROTECT, related_name="+")
    channel = models.CharField(max_length=20)
    what = models.CharField(max_length=12)
    kind = models.CharField(max_length=16)
    made_by = models.ForeignKey(Agent, null=True, on_delete=models.SET_NULL, related_name="+", db_index=False)
    team = models.ForeignKey(Team, null=True, on_delete=models.SET_NULL, related_name="+")
    message = models.ForeignKey(Message, null=True, on_delete=models.SET_NULL, related_name="+", db_index=False)
    said = models.CharField(max_length=300, blank=True)
    zone = models.CharField(max_length=64, default="UTC")
    language = models.CharField(max_length=20, blank=True)
    made_at = models.DateTimeField()
    due_at = models.DateTimeField()
    state = models.CharField(max_length=10, default=OPEN)
    settled_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)
    done_by = models.ForeignKey(Message, null=True, on_delete=models.SET_NULL, related_name="+")
    written_at = models.DateTimeField(null=True)
    written_by = models.ForeignKey(Message, null=True, on_delete=models.SET_NULL, related_name="+", db_index=False)
    let_go_at = models.DateTimeField(null=True)
    renewed_by = models.ForeignKey("self", null=True, on_delete=models.SET_NULL, related_name="+")
    reason = models.CharField(max_length=300, blank=True)
    cause = models.ForeignKey(Event, null=True, on_delete=models.SET_NULL, related_name="+", db_index=False)
    at_risk_since = models.DateTimeField(null=True)
    reminded_at = models.DateTimeField(null=True)
    team_reminded_at = models.DateTimeField(null=True)

    objects = PromiseQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["due_at", "id"], name="promise_due", condition=Q(state=OPEN)),
            models.Index(fields=["made_by", "due_at"], name="promise_owed", condition=Q(state=OPEN)),
            models.Index(fields=["due_at", "id"], name="promise_still_owed", condition=OWED),
            models.Index(fields=["conversation", "state", "due_at"], name="promise_conversation"),
            models.Index(fields=["-due_at", "-id"], name="promise_newest"),
            models.Index(fields=["written_by"], name="promise_unsent", condition=Q(written_by__isnull=False)),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["message", "due_at", "what"], name="promise_said_once", condition=Q(message__isnull=False)
            ),
            models.UniqueConstraint(
                fields=["cause", "what"],
                name="promise_caused_once",
                condition=Q(cause__isnull=False, message__isnull=True),
            ),
            models.CheckConstraint(condition=Q(what__in=WHATS), name="promise_what"),
            models.CheckConstraint(condition=Q(kind__in=KINDS), name="promise_kind"),
            models.CheckConstraint(condition=Q(state__in=STATES), name="promise_state"),
            models.CheckConstraint(condition=Q(due_at__gt=F("made_at")), name="promise_of_the_future"),
            # A comparison with NULL is neither true nor false, and a check lets it pass: each says what is not NULL.
            models.CheckConstraint(
                condition=Q(state=OPEN, settled_at=None, done_at=None, done_by=None)
                | Q(
                    state=KEPT,
                    settled_at__isnull=False,
                    done_at__isnull=False,
                    done_at__lte=F("due_at"),
                    settled_at=F("done_at"),
                )
                | (
                    Q(state=BROKEN, settled_at__isnull=False, settled_at=F("due_at"))
                    & (Q(done_at=None, done_by=None) | Q(done_at__isnull=False, done_at__gt=F("due_at")))
                )
                | Q(state=RENEWED, settled_at__isnull=False, settled_at__lt=F("due_at"), done_at=None, done_by=None)
                | Q(state=WITHDRAWN, settled_at__isnull=False, done_at=None, done_by=None),
                name="promise_settled_as_it_was",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.state} promise {self.pk} of conversation {self.conversation_id}"

    @property
    def is_open(self) -> bool:
        return self.state == OPEN

    def is_overdue(self, *, at: datetime) -> bool:
        """As `PromiseQuerySet.overdue`."""
        if not self.is_open or self.due_at >= at:
            return False
        return self.written_at is None or not at - PROMPT <= self.written_at <= self.due_at

    @property
    def is_unsent(self) -> bool:
        """Answered, and the answer has not left."""
        return self.is_owed and self.written_by_id is not None

    @property
    def is_owed(self) -> bool:
        return self.is_open or (self.state == BROKEN and self.done_at is None and self.let_go_at is None)
