"""Say something to the customer by itself: an acknowledgement, a redirect, a word that a promise moved.

It is never an answer: no clock stops, the conversation stays as it is, and the customer waits as before.
"""

from django.db import transaction

from keepword.conversations.automatic_limits import LONGEST, LONGEST_OVER_ALL, may_send
from keepword.conversations.changing import lock
from keepword.conversations.models import Conversation, Message
from keepword.conversations.models.conversation import SPAM
from keepword.conversations.models.message import INBOUND, QUEUED, REPLY
from keepword.conversations.replying import answer_addresses, own_message_id
from keepword.events import log
from keepword.events.actor import SYSTEM
from keepword.events.models import Event
from keepword.kit import clock
from keepword.kit.storable import storable
from keepword.people.identifying import is_dead

WITHHELD = "announcement.withheld"
# Why an announcement was withheld: the `reason` of that fact.
IS_SPAM, NOBODY, DEAD_ADDRESS, NOT_ANSWERABLE, LIMIT = "spam", "nobody", "dead-address", "not-answerable", "limit"


@transaction.atomic
def announce(
    conversation: Conversation, *, text: str, sender_name: str, kind: str, language: str, cause: Event | None = None
) -> Message | None:
    """Queue an automatic message to whoever would be answered, marked as such.

    kind: a word for what it is ("acknowledgement", at most 40 characters). sender_name: who signs, as a reply's.
    language: BCP 47, of the text. For one `cause` one message of a kind is sent, however often this is called; without
    a cause each call counts.

    None, with the reason in the fact `announcement.withheld`, when the newest message of the customer may not be
    answered by a robot, when there is no address, or when as many went out as may.
    """
    lock(conversation)
    once = f"auto:{kind}:{cause.pk}" if cause else None
    known = _known(conversation, once=once)
    if known is not None:
        return known
    to = answer_addresses(conversation)
    reason = _why_withheld(conversation, to=to)
    if reason:
        _withhold(conversation, kind=kind, reason=reason, cause=cause)
        return None
    return queue(
        conversation, text=text, to=to, kind=kind, once=once, sender_name=sender_name, language=language, cause=cause
    )


def queue(
    conversation: Conversation,
    *,
    text: str,
    to: list[str],
    kind: str,
    once: str | None,
    sender_name: str = "",
    language: str = "",
    cause: Event | None = None,
) -> Message:
    """Write the message and the fact that sends it. Whoever calls has asked the limits."""
    message = Message.objects.create(
        conversation=conversation,
        inbox_id=conversation.inbox_id,
        kind=REPLY,
        external_id=once,
        at=clock.now(),
        sender_name=storable(sender_name)[:200],
        recipients={"to": to},
        message_id=own_message_id(conversation),
        is_automatic=True,
        automatic_kind=kind,
        language=language,
        delivery_state=QUEUED,
        text=storable(text).strip(),
    )
    log.record(
        "message.queued",
        conversation_id=conversation.pk,
        inbox_id=conversation.inbox_id,
        message_id=message.pk,
        cause=cause,
        automatic=kind,
    )
    return message


def is_within_limits(conversation: Conversation) -> bool:
    """Whether one more automatic message may go to this customer, in this conversation and at all. Counted by contact
    and by the log, which have an index: no table is read through."""
    now = clock.now()
    ours = Message.objects.filter(kind=REPLY, is_automatic=True, at__gt=now - LONGEST)
    told = Event.objects.filter(name="message.queued", actor_kind=SYSTEM.kind, at__gt=now - LONGEST_OVER_ALL)
    return may_send(
        now,
        to_recipient=list(ours.filter(conversation__contact=conversation.contact_id).values_list("at", flat=True)),
        in_conversation=list(ours.filter(conversation=conversation).values_list("at", flat=True)),
        over_all=list(told.values_list("at", flat=True)),
    )


def _known(conversation: Conversation, *, once: str | None) -> Message | None:
    if once is None:
        return None
    return Message.objects.filter(inbox_id=conversation.inbox_id, external_id=once).first()


def _why_withheld(conversation: Conversation, *, to: list[str]) -> str:
    if conversation.status == SPAM:
        return IS_SPAM
    if not to:
        return NOBODY
    if not _may_be_answered(conversation):
        return NOT_ANSWERABLE
    if all(map(is_dead, to)):
        return DEAD_ADDRESS
    return "" if is_within_limits(conversation) else LIMIT


def _may_be_answered(conversation: Conversation) -> bool:
    newest = Message.objects.filter(conversation=conversation, kind=INBOUND).order_by("-at", "-id")
    return bool(newest.values_list("may_be_answered", flat=True).first())


def _withhold(conversation: Conversation, *, kind: str, reason: str, cause: Event | None) -> None:
    """Once for each cause, however often it is tried."""
    told = Event.objects.filter(conversation_id=conversation.pk, name=WITHHELD, cause=cause)
    if cause is None or kind not in {event.data["automatic"] for event in told}:
        log.record(
            WITHHELD,
            conversation_id=conversation.pk,
            inbox_id=conversation.inbox_id,
            cause=cause,
            automatic=kind,
            reason=reason,
        )
