"""Vouch for an address that came into a conversation by itself."""

from django.db import transaction

from keepword.conversations.changing import lock, tell
from keepword.conversations.models import Conversation, Participant
from keepword.events.actor import Actor


@transaction.atomic
def trust(conversation: Conversation, *, participant: Participant, by: Actor) -> None:
    """From now on answers may go to this address, also where it only wrote in. What was said before is not sent to
    it."""
    lock(conversation)
    if conversation.participants.filter(pk=participant.pk, is_trusted=False).update(
        is_trusted=True, is_bystander=False
    ):
        conversation.change()
        tell(conversation, "participant.trusted", by=by, participant=participant.pk)
