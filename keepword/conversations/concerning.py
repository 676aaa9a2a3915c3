"""Which order it is about."""

from django.db import transaction

from keepword.conversations.changing import lock, tell
from keepword.conversations.models import Conversation
from keepword.events.actor import Actor


@transaction.atomic
def concern(conversation: Conversation, *, order: int | None, by: Actor) -> None:
    """`order` is the id of one that `by` may see: whoever calls has asked. None for no certain one."""
    lock(conversation)
    if conversation.about_order == order:
        return
    was = conversation.about_order
    conversation.change(about_order=order)
    tell(conversation, "conversation.about_order", by=by, order=order, was=was)
