"""It is done; or it is not, after all."""

from django.db import transaction

from keepword.conversations.changing import lock, tell
from keepword.conversations.chatting.holding import done
from keepword.conversations.models import Conversation
from keepword.conversations.models.chat import CHAT
from keepword.conversations.models.conversation import OPEN, RESOLVED, WAITING
from keepword.conversations.seeing import demand_seen
from keepword.conversations.waiting import settled, wait_again
from keepword.events.actor import Actor
from keepword.events.models import Event
from keepword.kit import clock


@transaction.atomic
def resolve(conversation: Conversation, *, by: Actor, seen: int | None = None, cause: Event | None = None) -> None:
    """Nobody waits any more. A wait that is open ends here without a reply, and the fact says so. `seen` as in
    `seeing.demand_seen`. Raises NotSeen."""
    lock(conversation)
    if conversation.status == RESOLVED:
        return
    demand_seen(conversation, seen=seen)
    was, was_waiting = conversation.status, conversation.waiting_since is not None
    conversation.change(
        status=RESOLVED,
        resolved_at=clock.now(),
        settled_to=settled(conversation),
        waiting_since=None,
        snoozed_until=None,
    )
    told = tell(conversation, "conversation.resolved", by=by, cause=cause, was=was, ended_a_wait=was_waiting)
    if conversation.channel == CHAT:
        done(conversation, cause=told)


@transaction.atomic
def reopen(conversation: Conversation, *, by: Actor) -> None:
    """Back to open, from whatever state. Whoever was not answered waits again, since they wrote."""
    lock(conversation)
    if conversation.status == OPEN:
        return
    was = conversation.status
    waits = wait_again(conversation)
    conversation.change(status=OPEN, resolved_at=None, snoozed_until=None, settled_to=None, waiting_since=waits)
    tell(conversation, "conversation.reopened", by=by, was=was, takes_back=True)


@transaction.atomic
def wait_for_customer(conversation: Conversation, *, by: Actor) -> None:
    """The next word is the customer's."""
    was = lock(conversation).status
    if was == WAITING:
        return
    was_waiting = conversation.waiting_since is not None
    conversation.change(
        status=WAITING,
        resolved_at=None,
        snoozed_until=None,
        settled_to=settled(conversation),
        waiting_since=None,
    )
    tell(conversation, "conversation.waiting", by=by, was=was, ended_a_wait=was_waiting)
