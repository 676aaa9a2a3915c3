"""Record a fact, in the same transaction as the change that it tells of."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction

from keepword.events import hub, news, reacting
from keepword.events.actor import SYSTEM, Actor
from keepword.events.models import Event
from keepword.kit import clock
from keepword.kit.inserting import insert_all


@dataclass(frozen=True, slots=True)
class Fact:
    """What is about to be recorded, see `record`."""

    name: str
    actor: Actor = SYSTEM
    conversation_id: int | None = None
    inbox_id: int | None = None
    message_id: int | None = None
    cause: Event | None = None
    data: dict[str, Any] = field(default_factory=dict)


def record(
    name: str,
    *,
    actor: Actor = SYSTEM,
    conversation_id: int | None = None,
    inbox_id: int | None = None,
    message_id: int | None = None,
    cause: Event | None = None,
    **data: Any,
) -> Event:
    """Write down that `name` happened, run the reactions that belong to the same transaction and queue the others.

    `data` holds ids, states and numbers as JSON, never what customers wrote. Raises
    django.db.transaction.TransactionManagementError outside of a transaction: a fact alone would be a lie.
    """
    return record_all([Fact(name, actor, conversation_id, inbox_id, message_id, cause, data)])[0]


def record_all(facts: Iterable[Fact]) -> list[Event]:
    """Many facts of one transaction, in their order: as `record` for each, in a few queries for all."""
    facts = list(facts)
    if not transaction.get_connection().in_atomic_block:
        names = ", ".join(sorted({fact.name for fact in facts}))
        raise transaction.TransactionManagementError(f"{names} must be recorded in the transaction of its change")
    now = clock.now()
    events = insert_all(
        [
            Event(
                name=fact.name,
                at=now,
                conversation_id=fact.conversation_id,
                inbox_id=fact.inbox_id,
                message_id=fact.message_id,
                actor_kind=fact.actor.kind,
                actor_id=fact.actor.id,
                cause=fact.cause,
                data=fact.data,
            )
            for fact in facts
        ]
    )
    gathered = _GATHERED.get()
    if gathered is None:
        _hand_on(events)
    else:
        gathered.extend(events)
    return events


def _hand_on(events: list[Event]) -> None:
    reacting.react(events)
    hub.announce_on_commit(news.of(events))


@contextmanager
def gathered() -> Iterator[list[Event]]:
    """Whoever does one thing to many hands on the facts of all of them at its end, in their order: reactions that take
    groups are asked once. In one transaction; an error hands on nothing. The list is that of the facts so far: who
    rolls some of them back takes them out of it."""
    events: list[Event] = []
    mark = _GATHERED.set(events)
    try:
        yield events
    finally:
        _GATHERED.reset(mark)
    if events:
        _hand_on(events)


_GATHERED: ContextVar[list[Event] | None] = ContextVar("gathered", default=None)
