"""Put a conversation aside until a time; a customer's word brings it back sooner."""

from datetime import datetime

from django.db import transaction

from keepword.conversations.changing import lock, tell
from keepword.conversations.models import Conversation
from keepword.conversations.models.conversation import OPEN, RESOLVED, SNOOZED, SPAM, WAITING
from keepword.conversations.waiting import wait_again
from keepword.events.actor import SYSTEM, Actor
from keepword.events.models import Event
from keepword.kit import clock

AT_ONCE = 200  # conversations woken in one go
SET_DOWN = (RESOLVED, WAITING, SPAM)  # whoever comes back to such a one says that it was not done


class InThePast(ValueError):
    """A time that has gone by."""


@transaction.atomic
def snooze(conversation: Conversation, *, until: datetime, by: Actor, cause: Event | None = None) -> None:
    """`until` is aware; UNTIL_THEY_WRITE for no time at all. Raises InThePast."""
    if until <= clock.now():
        raise InThePast
    lock(conversation)
    if conversation.status == SNOOZED and conversation.snoozed_until == until:
        return
    was = conversation.status
    if was in SET_DOWN:
        conversation.change(waiting_since=wait_again(conversation), settled_to=None)
    conversation.change(status=SNOOZED, snoozed_until=until, resolved_at=None)
    until_text, takes_back = until.isoformat(), was in SET_DOWN
    tell(conversation, "conversation.snoozed", by=by, cause=cause, until=until_text, was=was, takes_back=takes_back)


def wake_due() -> int:
    """Open again what was put aside until now. Run by the schedule; twice at once does no harm."""
    # For the system, not for a person: every inbox's conversations wake.
    due = Conversation.objects.filter(status=SNOOZED, snoozed_until__lte=clock.now()).order_by("snoozed_until")
    count = 0
    for conversation in due[:AT_ONCE]:
        count += _wake(conversation)
    return count


@transaction.atomic
def wake_early(conversation: Conversation, *, by: Actor, cause: Event | None = None) -> None:
    """The customer cannot wait for the time until which it is put aside. Nothing for one that is not."""
    lock(conversation)
    if conversation.status == SNOOZED:
        conversation.change(status=OPEN, snoozed_until=None)
        tell(conversation, "conversation.woken", by=by, cause=cause, early=True)


@transaction.atomic
def _wake(conversation: Conversation) -> bool:
    lock(conversation)
    if conversation.status != SNOOZED or not conversation.snoozed_until or conversation.snoozed_until > clock.now():
        return False
    conversation.change(status=OPEN, snoozed_until=None)
    tell(conversation, "conversation.woken", by=SYSTEM)
    return True
