"""What was said."""

from datetime import datetime, timedelta
from typing import Self

from django.db import models
from django.db.models import Q

from keepword.conversations.models.aside import Aside
from keepword.conversations.models.conversation import Conversation
from keepword.conversations.models.inbox import Inbox, visible_inbox_ids
from keepword.people.models import Agent, Contact

INBOUND, REPLY, NOTE = "inbound", "reply", "note"
# Of a side conversation: to somebody outside, from them, and among colleagues.
OUTWARD, INWARD, INTERNAL = "outward", "inward", "internal"
ASIDES = (OUTWARD, INWARD, INTERNAL)
DELIVERED = (REPLY, OUTWARD)
QUEUED, SENT, FAILED, HELD = "queued", "sent", "failed", "held"
# What leaves so soon after it was written went at once: a busy worker, a restart, a relay that is asked twice.
PROMPT = timedelta(minutes=5)


class MessageQuerySet(models.QuerySet["Message"]):
    def visible_to(self, agent: Agent) -> Self:
        ids = visible_inbox_ids(agent)
        return self if ids is None else self.filter(inbox_id__in=ids)

    def for_customers(self) -> Self:
        """Never a note: what customers may read."""
        return self.exclude(kind=NOTE)


class ThreadManager(models.Manager.from_queryset(MessageQuerySet)):  # type: ignore[misc]
    """What belongs to the thread of the conversation: nobody who forgets that there are side conversations can show
    one to a customer, or count it. `Message.everywhere` has them too."""

    def get_queryset(self) -> MessageQuerySet:
        return super().get_queryset().filter(aside__isnull=True)


class Message(models.Model):
    """A customer's message, our reply, or a note among agents; with `aside`, a word of that side conversation.

    `text` is what this message adds, `quoted` what it repeats (folded on screen). `html` is as it came and must be
    sanitised before anybody sees it. `message_id` is the mail's own id without angle brackets; for a reply it is
    fixed when the reply is queued and never changes. `external_id` tells a message that comes twice from a new one.
    `sent_as` is the id that a provider sent it under instead of ours, as far as it told us, "" otherwise.
    `is_automatic`: a robot's word, theirs (inbound) or ours (a reply that nobody wrote; `automatic_kind` says which,
    and `language`, BCP 47, in which language when it is not the conversation's). `may_be_answered`: of an inbound
    one, whether an automatic answer may go out to it.

    Delivery of a reply: "queued", then "sent" (handed to the relay), "failed" (with `delivery_reason`,
    a short code, and `delivery_detail`, what the other side said) or "held" (in the local outbox, because no relay is
    set). "" for everything else. `delivered_at` is when it was handed over, `arrived_at` when the recipient's server
    took it, as far as a provider told us. `sent_again_at` is when an agent sent it once more, the last time: until
    then it had reached nobody, and so it is an answer since then, `answered_at`.
    """

    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="messages", db_index=False)
    aside = models.ForeignKey(Aside, null=True, on_delete=models.CASCADE, related_name="+", db_index=False)
    inbox = models.ForeignKey(Inbox, on_delete=models.PROTECT, related_name="+", db_index=False)
    kind = models.CharField(max_length=10)
    at = models.DateTimeField()
    contact = models.ForeignKey(Contact, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    agent = models.ForeignKey(Agent, null=True, on_delete=models.SET_NULL, related_name="+", db_index=False)
    sender_name = models.CharField(max_length=200, blank=True)
    sender_address = models.CharField(max_length=320, blank=True)
    recipients = models.JSONField(default=dict, blank=True)
    external_id = models.CharField(max_length=120, null=True)
    message_id = models.CharField(max_length=998, blank=True)
    sent_as = models.CharField(max_length=998, blank=True)
    is_automatic = models.BooleanField(default=False)
    automatic_kind = models.CharField(max_length=40, blank=True)
    may_be_answered = models.BooleanField(default=False)
    language = models.CharField(max_length=20, blank=True)
    has_html = models.BooleanField(default=False)
    warnings = models.JSONField(default=list, blank=True)
    delivery_state = models.CharField(max_length=10, blank=True)
    delivery_reason = models.CharField(max_length=20, blank=True)
    delivery_detail = models.TextField(blank=True)
    delivered_at = models.DateTimeField(null=True)
    arrived_at = models.DateTimeField(null=True)
    sent_again_at = models.DateTimeField(null=True)
    text = models.TextField(blank=True)
    quoted = models.TextField(blank=True)
    html = models.TextField(blank=True)

    objects = ThreadManager()
    everywhere = MessageQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["aside", "at", "id"], name="message_aside", condition=Q(aside__isnull=False)),
            models.Index(fields=["conversation", "at", "id"], name="message_conversation"),
            models.Index(fields=["at", "id"], name="message_at"),
            models.Index(
                fields=["delivery_state", "-id"],
                name="message_undelivered",
                condition=Q(delivery_state__in=[QUEUED, FAILED, HELD]),
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["inbox", "external_id"], name="message_once", condition=Q(external_id__isnull=False)
            ),
            models.CheckConstraint(
                condition=Q(kind__in=[INBOUND, REPLY, NOTE], aside__isnull=True)
                | Q(kind__in=ASIDES, aside__isnull=False),
                name="message_kind",
            ),
            models.CheckConstraint(
                condition=Q(delivery_state__in=["", QUEUED, SENT, FAILED, HELD]), name="message_delivery_state"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=DELIVERED) | Q(delivery_state=""), name="message_only_replies_are_delivered"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"

    @property
    def answered_at(self) -> datetime:
        """Of a reply: since when it counts as an answer, if it leaves promptly."""
        return self.sent_again_at or self.at

    @property
    def left_at(self) -> datetime | None:
        """Of a reply: when it left the house, None for one that has not, or that came back."""
        return (self.delivered_at or self.answered_at) if self.delivery_state == SENT else None


def said_at(*, written_at: datetime, left_at: datetime) -> datetime:
    """Since when words count that left the house then: since they were written, unless they lay here meanwhile.
    Decision 0029."""
    return written_at if left_at - written_at <= PROMPT else left_at


class MessageReference(models.Model):
    """A mail's Message-ID that an inbox knows, from a mail itself or only from somebody's References. With `aside` it
    leads into that side conversation, and never into the thread.

    `digest` is the first 128 bits of the SHA-256 of the id as hex: ids may be longer than an index allows.
    """

    inbox = models.ForeignKey(Inbox, on_delete=models.CASCADE, related_name="+", db_index=False)
    digest = models.CharField(max_length=32)
    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="+")
    aside = models.ForeignKey(Aside, null=True, on_delete=models.CASCADE, related_name="+", db_index=False)

    class Meta:
        indexes = [models.Index(fields=["aside"], name="reference_aside", condition=Q(aside__isnull=False))]
        constraints = [models.UniqueConstraint(fields=["digest", "inbox"], name="reference_once")]

    def __str__(self) -> str:
        return f"reference {self.pk}"
