"""What goes first."""

from django.db import transaction

from keepword.conversations.changing import lock, tell
from keepword.conversations.models import Conversation
from keepword.conversations.models.conversation import PRIORITIES
from keepword.events.actor import Actor
from keepword.events.models import Event


@transaction.atomic
def prioritise(conversation: Conversation, *, priority: str, by: Actor, cause: Event | None = None) -> None:
    """`priority` is one of low, normal, high, urgent. Raises KeyError for another."""
    lock(conversation)
    value = PRIORITIES[priority]
    if conversation.priority == value:
        return
    was = conversation.priority_name
    conversation.change(priority=value)
    tell(conversation, "conversation.prioritised", by=by, cause=cause, to=priority, was=was)
