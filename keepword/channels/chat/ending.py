"""The visitor ends the chat: from then on their ticket opens nothing."""

from django.db import transaction

from keepword.channels.chat.models import Visit
from keepword.channels.chat.visiting import conversation_of
from keepword.conversations.changing import lock, tell
from keepword.kit import clock


@transaction.atomic
def end(visit: Visit) -> None:
    """Once, however often it is said."""
    conversation = lock(conversation_of(visit))
    if Visit.objects.filter(pk=visit.pk, ended_at=None).update(ended_at=clock.now()):
        tell(conversation, "visitor.ended", by=conversation.contact.as_actor)
