"""It is done; or it is not, after all."""

from django.db import transaction

from keepword.conversations.changing import lock, tell
from keepword.conversations.models import Conversation
from keepword.conversations.models.conversation import OPEN, RESOLVED
from keepword.events.actor import Actor
from keepword.kit import clock


@transaction.atomic
def resolve(conversation: Conversation, *, by: Actor) -> None:
    """Nobody waits any more. A wait that is open ends here without a reply, and the fact says so."""
    lock(conversation)
    if conversation.status == RESOLVED:
        return
    was, was_waiting = conversation.status, conversation.waiting_since is not None
    conversation.change(status=RESOLVED, resolved_at=clock.now(), waiting_since=None, snoozed_until=None)
    tell(conversation, "conversation.resolved", by=by, was=was, ended_a_wait=was_waiting)


@transaction.atomic
def reopen(conversation: Conversation, *, by: Actor) -> None:
    """Back to open, from whatever state."""
    lock(conversation)
    if conversation.status == OPEN:
        return
    was = conversation.status
    conversation.change(status=OPEN, resolved_at=None, snoozed_until=None)
    tell(conversation, "conversation.reopened", by=by, was=was)


@transaction.atomic
def wait_for_customer(conversation: Conversation, *, by: Actor) -> None:
    """The next word is the customer's."""
    from_status = lock(conversation).status
    if from_status == "waiting":
        return
    conversation.change(status="waiting", resolved_at=None, snoozed_until=None, waiting_since=None)
    tell(conversation, "conversation.waiting", by=by, was=from_status)
