"""This is not a customer; or it is one, after all."""

from django.db import transaction

from keepword.conversations.changing import lock, tell
from keepword.conversations.models import Conversation
from keepword.conversations.models.conversation import OPEN, SPAM
from keepword.conversations.waiting import unanswered_since
from keepword.events.actor import Actor


@transaction.atomic
def mark_spam(conversation: Conversation, *, by: Actor) -> None:
    """Out of every list but its own; counted nowhere; what follows in it stays there."""
    lock(conversation)
    if conversation.status == SPAM:
        return
    was = conversation.status
    conversation.change(status=SPAM, waiting_since=None, snoozed_until=None)
    tell(conversation, "conversation.marked_spam", by=by, was=was)


@transaction.atomic
def unmark_spam(conversation: Conversation, *, by: Actor) -> None:
    lock(conversation)
    if conversation.status != SPAM:
        return
    conversation.change(status=OPEN, resolved_at=None, waiting_since=unanswered_since(conversation))
    tell(conversation, "conversation.unmarked_spam", by=by)
