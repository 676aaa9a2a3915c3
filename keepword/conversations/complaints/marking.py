"""Somebody says that this is a complaint, or that it is none."""

from django.db import transaction

from keepword.conversations.changing import lock, tell
from keepword.conversations.models import Conversation
from keepword.conversations.models.conversation import COMPLAINT, NO_COMPLAINT
from keepword.events.actor import Actor
from keepword.kit import clock


@transaction.atomic
def mark_complaint(conversation: Conversation, *, by: Actor) -> None:
    lock(conversation)
    if conversation.complaint == COMPLAINT:
        return
    conversation.change(complaint=COMPLAINT, complained_at=clock.now())
    tell(conversation, "complaint.marked", by=by)


@transaction.atomic
def mark_no_complaint(conversation: Conversation, *, by: Actor) -> None:
    """Nobody suggests it here any more. A fact only where one was taken back."""
    lock(conversation)
    was = conversation.complaint
    if was == NO_COMPLAINT:
        return
    conversation.change(complaint=NO_COMPLAINT, complained_at=None)
    if was == COMPLAINT:
        tell(conversation, "complaint.taken_back", by=by)
