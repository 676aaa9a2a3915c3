"""What all small changes of a conversation have in common: one update, one fact, nothing when nothing changes."""

from collections.abc import Collection, Iterable
from typing import Any

from django.db.models import QuerySet

from keepword.conversations.models import Conversation
from keepword.events import log
from keepword.events.actor import Actor
from keepword.events.models import Event
from keepword.kit.among import Among, listed
from keepword.kit.prepared import PreparedModels


def lock(conversation: Conversation) -> Conversation:
    """The conversation as it is now, held until the transaction ends: two agents at one moment act in turn."""
    found = HELD.rows(conversation=conversation.pk)
    if not found:
        raise Conversation.DoesNotExist
    _renew(conversation, like=found[0])
    return conversation


def lock_each(conversations: Collection[Conversation]) -> None:
    """`lock` for many, taken in one order; each is there once."""
    wanted = {one.pk: one for one in conversations}
    if len(wanted) == 1:
        lock(*conversations)
        return
    fresh = {one.pk: one for one in HELD_EACH.rows(conversations=listed(wanted))}
    if len(fresh) < len(wanted):
        raise Conversation.DoesNotExist
    for number, one in wanted.items():
        _renew(one, like=fresh[number])


def _renew(conversation: Conversation, *, like: Conversation) -> None:
    for field in like._meta.concrete_fields:
        if getattr(conversation, field.attname) != getattr(like, field.attname):
            setattr(conversation, field.attname, getattr(like, field.attname))


def _held(conversation: int) -> QuerySet[Conversation]:
    rows = Conversation.objects.filter(pk=conversation)  # house: whoever acts was asked before
    return rows.select_for_update(of=("self",))


def _held_each(conversations: str) -> QuerySet[Conversation]:
    rows = Conversation.objects.filter(Among("pk", conversations))  # house: whoever acts was asked before
    return rows.order_by("id").select_for_update(of=("self",))


HELD, HELD_EACH = PreparedModels(_held), PreparedModels(_held_each)


def in_lock_order(events: Iterable[Event]) -> list[Event]:
    """Whoever locks many conversations in one transaction does it in one order, so that two never wait for each
    other. The events of one conversation stay in theirs."""
    return sorted(events, key=lambda event: event.conversation_id or 0)


def lock_all(conversation_ids: Iterable[int]) -> None:
    """Hold all of them until the transaction ends, taken in one order, so that two workers never wait for each other.
    Whoever writes rows that hang on conversations takes the conversations first."""
    wanted = Conversation.objects.filter(Among("pk", listed(conversation_ids))).order_by("id")
    list(wanted.select_for_update(of=("self",)).values_list("id", flat=True))


def tell(conversation: Conversation, name: str, *, by: Actor, cause: Event | None = None, **data: Any) -> Event:
    """Record a fact about this conversation."""
    return log.record(
        name, actor=by, conversation_id=conversation.pk, inbox_id=conversation.inbox_id, cause=cause, **data
    )
