"""What was promised was done.

Words keep a promise when they left the house: what lies in the outbox, waits for a relay or came back keeps nothing
(decision 0029).
"""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce

from keepword.conversations.changing import lock
from keepword.conversations.drafting.planning import PAUSING
from keepword.conversations.models import Conversation, Message
from keepword.conversations.models.message import FAILED, INBOUND, REPLY
from keepword.events.actor import Actor
from keepword.events.models import Event
from keepword.kit import clock
from keepword.kit.prepared import Prepared
from keepword.promises.ledger.reckoning import Reckoned, Words, reckon
from keepword.promises.ledger.settling import settle_done, unsettle
from keepword.promises.ledger.unsaid import told_too_late
from keepword.promises.models import Promise
from keepword.promises.models.promise import BROKEN, KEPT, KEPT_BY_WRITING, OPEN, RESOLUTION


@transaction.atomic
def keep(promise: Promise, *, by: Actor, cause: Event | None = None) -> bool:
    """Somebody says: it is done, now. For what no message shows, a call or an errand; late, it is broken and done.
    False when there was nothing to keep."""
    _locked(promise)
    return settle_done(promise, at=clock.now(), by=by, cause=cause)


@transaction.atomic
def take_back(promise: Promise, *, by: Actor) -> bool:
    """It was not done after all. Only for what a hand had marked as done: a reply speaks for itself. False when there
    was nothing to take back."""
    _locked(promise)
    return promise.done_by_id is None and unsettle(promise, by=by)


def written(event: Event) -> None:
    """Reaction to `message.queued`, by `answering`: a person answers. Until the words leave, what was promised before
    is answered and still owed; sent again, they keep nothing any more by having been sent before."""
    _settle_all(event)


def left(event: Event) -> None:
    """Reaction to `message.sent`: they left, and what they answer is done; what they put off is put off."""
    if is_owed(event):
        _settle_all(event)
        told_too_late(event)


def is_owed(event: Event) -> bool:
    """Whether the words of this event could do anything that was promised. One small query."""
    return bool(TOUCHED(conversation=event.conversation_id or 0, message=event.message_id or 0))


def lost_with_reply(event: Event) -> None:
    """Reaction to `message.failed`: an answer that did not arrive kept nothing. A later one may have."""
    _settle_all(event)


def settle_by_words(promise: Promise, *, cause: Event | None = None) -> None:
    """Make it what the answers say that there are now: in whatever order, however often and late one hears of them, it
    comes to the same. What a hand settled, and what is not owed by writing, stays."""
    by_hand = promise.done_at is not None and promise.done_by_id is None
    if by_hand or promise.what not in KEPT_BY_WRITING or promise.state not in (OPEN, KEPT, BROKEN):
        return
    answers = _answers(promise)
    found = reckon(_words(answers, promise=promise))
    if found.done_at != promise.done_at or (found.done_at and found.message != promise.done_by_id):
        unsettle(promise, cause=cause)
        if found.done_at is not None:
            message = next(one for one in answers if one.pk == found.message)
            settle_done(promise, at=found.done_at, message=message, by=_writer(message), cause=cause)
    _note_waiting(promise, found=found)


def kept_by_resolving(event: Event) -> None:
    """Reaction to `conversation.resolved`."""
    promises = Promise.objects.filter(conversation_id=event.conversation_id or 0, what=RESOLUTION, done_at=None)
    for promise in promises.filter(state__in=[OPEN, BROKEN], made_at__lte=event.at):
        settle_done(promise, at=event.at, by=Actor(event.actor_kind, event.actor_id), cause=event)


def lost_with_resolution(event: Event) -> None:
    """Reaction to `conversation.reopened`: one of us takes the resolution back. When the customer writes again, it
    had been resolved all the same."""
    if event.actor_kind != "agent":
        return
    resolved = Event.objects.filter(name="conversation.resolved", conversation_id=event.conversation_id or 0)
    last = resolved.order_by("-id").first()
    for promise in Promise.objects.filter(
        conversation_id=event.conversation_id or 0, what=RESOLUTION, done_at=last.at if last else None, done_by=None
    ):
        unsettle(promise, by=Actor(event.actor_kind, event.actor_id), cause=event)


def _locked(promise: Promise) -> None:
    """As it is now, and nobody else settles it meanwhile."""
    lock(Conversation.objects.get(pk=promise.conversation_id))
    promise.refresh_from_db()


def _touched(conversation: int, message: int) -> QuerySet[Promise, Any]:
    """Asked at every answer, and when it leaves: most conversations owe nothing."""
    undone = Q(state__in=[OPEN, BROKEN], done_at=None) | Q(written_by__isnull=False)
    here = Q(conversation_id=conversation, what__in=KEPT_BY_WRITING) & undone
    said_in_it = Q(message_id=message, state=OPEN)
    return Promise.objects.filter(here | Q(written_by_id=message) | said_in_it).values_list("id")[:1]


TOUCHED = Prepared(_touched)


def _settle_all(event: Event) -> None:
    message, conversation = event.message_id or 0, event.conversation_id or 0
    undone = Q(state__in=[OPEN, BROKEN], done_at=None) | Q(written_by__isnull=False)
    here = Promise.objects.filter(undone, conversation_id=conversation, what__in=KEPT_BY_WRITING)
    named = Promise.objects.filter(Q(done_by_id=message) | Q(written_by_id=message))  # wherever the message was moved
    for promise in sorted({*here, *named}, key=lambda one: one.pk):
        settle_by_words(promise, cause=event)


def _note_waiting(promise: Promise, *, found: Reckoned) -> None:
    """What waits to leave, and would have been the first."""
    if (promise.written_by_id, promise.written_at) != (found.waiting, found.written_at):
        promise.written_by_id, promise.written_at = found.waiting, found.written_at
        promise.save(update_fields=["written_by", "written_at"])


def _answers(promise: Promise) -> list[Message]:
    """By persons, after it was made, and not the words that made it. One that was moved elsewhere speaks for it still.
    What failed answers nothing."""
    here = Q(conversation_id=promise.conversation_id) | Q(id__in=[promise.done_by_id or 0, promise.written_by_id or 0])
    people = Message.objects.filter(here, kind=REPLY, is_automatic=False, agent__isnull=False)
    arrived = people.exclude(delivery_state=FAILED).exclude(pk=promise.message_id or 0)
    since = arrived.alias(since=Coalesce("sent_again_at", "at")).filter(since__gte=promise.made_at)
    texts = ("text", "quoted", "html")  # they may be large
    return [one for one in since.defer(*texts) if _is_about(promise, message=one)]


def _words(answers: Sequence[Message], *, promise: Promise) -> Iterator[Words]:
    pressed = _pressed(answers)
    for one in answers:
        at = one.sent_again_at or max(pressed.get(one.pk, one.at), promise.made_at)
        yield Words(one.pk, at, one.left_at)


def _pressed(answers: Sequence[Message]) -> dict[int, datetime]:
    """When "Send" was pressed, where a pause followed in which it could be taken back. By message."""
    if not answers:
        return {}
    queued = Event.objects.filter(
        name="message.queued", conversation_id__in={one.conversation_id for one in answers}, cause__name=PAUSING
    )
    ours = queued.filter(message_id__in=[one.pk for one in answers])
    return {message or 0: at for message, at in ours.values_list("message_id", "cause__at")}


def _is_about(promise: Promise, *, message: Message) -> bool:
    asked_at = _asked_since(message)
    return asked_at is None or promise.made_at < asked_at


def _asked_since(message: Message) -> datetime | None:
    """When the customer wrote something that words which were sent again do not answer, None for nothing. What was
    promised from then on is about that."""
    if message.sent_again_at is None:
        return None
    wrote = Message.objects.filter(conversation_id=message.conversation_id, kind=INBOUND, is_automatic=False)
    return wrote.filter(id__gt=message.pk).order_by("id").values_list("at", flat=True).first()


def _writer(message: Message) -> Actor:
    return Actor("agent", message.agent_id)
