"""A reply leaves the house by the channel of its conversation."""

from functools import partial
from typing import Any

from django.db.models import QuerySet

from keepword.channels.chat import posting
from keepword.channels.email import sending
from keepword.channels.email.relays.outcomes import OurTrouble
from keepword.conversations.delivering import mark_failed
from keepword.conversations.models import Message
from keepword.conversations.models.message import QUEUED
from keepword.events.models import Event
from keepword.events.reacting import Finish, TryLater
from keepword.events.working import PATIENCE
from keepword.kit import clock
from keepword.kit.prepared import Prepared, PreparedModels


def deliver(event: Event) -> Finish | None:
    """Send the queued message of this event, unless it went already. What is not for the page of a visitor who chats
    is a mail: whoever wrote by the contact form is answered at the address that they gave.

    What the other side did not take for three days turns to "failed", where the agent sees it. Our own trouble with
    the relay does not: it is an administrator's, and all that waited can go when it is mended."""
    found = WAITING.rows(message=event.message_id or 0)
    if not found or _is_queued_again(event):
        return None
    [message] = found
    to_page = posting.post(message) if posting.may_be_of_chat(message) else None
    if to_page is not None:
        return to_page
    try:
        return sending.attempt(message)
    except TryLater as later:
        if isinstance(later.__cause__, OurTrouble) or clock.now() - event.at < PATIENCE:
            raise
        return partial(mark_failed, message, reason="expired", detail=str(later))


def _is_queued_again(event: Event) -> bool:
    """Whether it was queued once more since: it failed while this task waited for its next try, and somebody said
    "send it again". Then the newer task sends it, and two never do."""
    return bool(
        LATER(conversation=event.conversation_id or 0, name=event.name, message=event.message_id or 0, event=event.pk)
    )


def _waiting(message: int) -> QuerySet[Message]:
    queued = Message.everywhere.filter(pk=message, delivery_state=QUEUED)  # house: to be sent, not to be shown
    return queued.select_related("conversation")


def _later(conversation: int, name: str, message: int, event: int) -> QuerySet[Event, Any]:
    queued = Event.objects.filter(conversation_id=conversation, name=name, message_id=message)
    return queued.filter(id__gt=event).values_list("id")[:1]


WAITING, LATER = PreparedModels(_waiting), Prepared(_later)
