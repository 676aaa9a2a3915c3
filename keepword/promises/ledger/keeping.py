"""What was promised was done.

Words that reached nobody keep nothing: an answer that failed, or was held back, and is sent again counts from then.
"""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce

from keepword.conversations.changing import lock
from keepword.conversations.models import Conversation, Message
from keepword.conversations.models.message import FAILED, INBOUND, REPLY
from keepword.events.actor import Actor
from keepword.events.models import Event
from keepword.kit import clock
from keepword.kit.prepared import Prepared
from keepword.promises.ledger.settling import settle_done, unsettle
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


def kept_by_reply(event: Event) -> None:
    """Reaction to `message.queued`: a person answers, which keeps every reply and update promised before."""
    if not OWED(conversation=event.conversation_id or 0):
        return
    message = _reply_of_a_person(event)
    if message is None:
        return
    for promise in _kept_by_writing(message):
        settle_done(promise, at=message.answered_at, message=message, by=_writer(message), cause=event)


def kept_when_sent_again(event: Event) -> None:
    """What the same words seemed to keep before they went out: that is done now, or by another answer meanwhile."""
    for promise in Promise.objects.filter(done_by_id=event.message_id or 0):
        if unsettle(promise, cause=event):
            _kept_by_another(promise, cause=event)


def lost_with_reply(event: Event) -> None:
    """Reaction to `message.failed`: an answer that did not arrive kept nothing. A later one may have."""
    for promise in Promise.objects.filter(done_by_id=event.message_id or 0):
        if unsettle(promise, cause=event):
            _kept_by_another(promise, cause=event)


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


def _reply_of_a_person(event: Event) -> Message | None:
    if event.data.get("automatic"):
        return None
    found = Message.objects.filter(pk=event.message_id or 0, kind=REPLY, is_automatic=False, agent__isnull=False)
    return found.defer("text", "quoted", "html").first()  # they may be large


def _owed(conversation: int) -> QuerySet[Promise, Any]:
    """Asked at every reply: most conversations owe nothing but the answer."""
    owed = Promise.objects.filter(conversation_id=conversation, state__in=[OPEN, BROKEN], done_at=None)
    return owed.filter(what__in=KEPT_BY_WRITING).values_list("id")[:1]


OWED = Prepared(_owed)


def _kept_by_writing(message: Message) -> list[Promise]:
    """Made before these words, and not in them."""
    promises = Promise.objects.filter(
        conversation_id=message.conversation_id, what__in=KEPT_BY_WRITING, state__in=[OPEN, BROKEN], done_at=None
    )
    made = promises.filter(made_at__lte=message.answered_at).filter(~Q(message_id=message.pk) | Q(message=None))
    return [one for one in made if _is_about(one, message=message)]


def _asked_since(message: Message) -> datetime | None:
    """When the customer wrote something that words which were sent again do not answer, None for nothing. What was
    promised from then on is about that."""
    if message.sent_again_at is None:
        return None
    wrote = Message.objects.filter(conversation_id=message.conversation_id, kind=INBOUND, is_automatic=False)
    return wrote.filter(id__gt=message.pk).order_by("id").values_list("at", flat=True).first()


def _kept_by_another(promise: Promise, *, cause: Event) -> None:
    if promise.what not in KEPT_BY_WRITING or promise.state not in (OPEN, KEPT, BROKEN):
        return
    first = next((one for one in _answers_after(promise) if _is_about(promise, message=one)), None)
    if first is not None:
        settle_done(promise, at=first.answered_at, message=first, by=_writer(first), cause=cause)


def _answers_after(promise: Promise) -> QuerySet[Message]:
    replies = Message.objects.filter(
        conversation_id=promise.conversation_id, kind=REPLY, is_automatic=False, agent__isnull=False
    )
    arrived = replies.exclude(delivery_state=FAILED).exclude(pk=promise.message_id or 0)
    answered = arrived.alias(since=Coalesce("sent_again_at", "at")).filter(since__gte=promise.made_at)
    return answered.order_by("since", "id").defer("text", "quoted", "html")


def _is_about(promise: Promise, *, message: Message) -> bool:
    asked_at = _asked_since(message)
    return asked_at is None or promise.made_at < asked_at


def _writer(message: Message) -> Actor:
    return Actor("agent", message.agent_id)
