"""A letter to outside leaves after the pause in which it can be taken back, as an answer does.

Until then it is a message that is not on its way: its delivery state is "". The task that lets it go is written
together with it.
"""

from datetime import timedelta
from functools import partial

from django.db import transaction

from keepword.conversations.changing import lock
from keepword.conversations.models import Conversation, Message
from keepword.conversations.models.message import OUTWARD, QUEUED
from keepword.events import log
from keepword.events.models import Event, Task
from keepword.events.reacting import Finish
from keepword.kit import clock
from keepword.people.models import Agent

PAUSING, IS_QUEUED = "aside.pausing", "aside.queued"


def let_leave(message: Message, *, by: Agent, pause: timedelta) -> None:
    """Inside the transaction that wrote it."""
    if not pause:
        _queue(message, by=by)
        return
    send_at = clock.now() + pause
    event = _tell(PAUSING, message=message, by=by)
    Task.objects.filter(event=event).update(run_at=send_at)


def leave(event: Event) -> Finish | None:
    """Reaction to `aside.pausing`, run when the pause is over."""
    return partial(_leave, event) if _paused(event) else None


def is_pausing(message: Message) -> bool:
    return message.kind == OUTWARD and not message.delivery_state


@transaction.atomic
def _leave(event: Event) -> None:
    """In the transaction that removes the task: it leaves once. Nothing when it was taken back meanwhile."""
    message = _paused(event)
    if message is None:
        return
    lock(Conversation(pk=message.conversation_id))
    message = _paused(event)
    if message is not None and message.agent is not None:
        _queue(message, by=message.agent)


def _paused(event: Event) -> Message | None:
    waiting = Message.everywhere.filter(kind=OUTWARD, delivery_state="")  # house: to be sent, not to be shown
    return waiting.select_related("agent").filter(pk=event.message_id or 0).first()


def _queue(message: Message, *, by: Agent) -> None:
    message.delivery_state = QUEUED
    Message.everywhere.filter(pk=message.pk).update(delivery_state=QUEUED)  # house: as above
    _tell(IS_QUEUED, message=message, by=by)


def _tell(name: str, *, message: Message, by: Agent) -> Event:
    return log.record(
        name,
        actor=by.as_actor,
        conversation_id=message.conversation_id,
        inbox_id=message.inbox_id,
        message_id=message.pk,
        aside=message.aside_id,
    )
