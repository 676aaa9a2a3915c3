"""Record a fact, in the same transaction as the change that it tells of."""

from typing import Any

from django.db import transaction

from keepword.events import hub, reacting
from keepword.events.actor import SYSTEM, Actor
from keepword.events.live import Change
from keepword.events.models import Event
from keepword.kit import clock


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
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError(f"{name} must be recorded in the transaction of its change")
    event = Event.objects.create(
        name=name,
        at=clock.now(),
        conversation_id=conversation_id,
        inbox_id=inbox_id,
        message_id=message_id,
        actor_kind=actor.kind,
        actor_id=actor.id,
        cause=cause,
        data=data,
    )
    reacting.react(event)
    if conversation_id:
        hub.announce_on_commit(Change(event.pk, conversation_id, inbox_id, name))
    return event
