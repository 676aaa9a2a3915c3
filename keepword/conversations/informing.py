"""Tell a customer something by itself. It is no answer: no clock stops, and the conversation stays as it is."""

from django.db import transaction

from keepword.conversations.models import Conversation, Message
from keepword.conversations.models.message import QUEUED, REPLY
from keepword.conversations.replying import own_message_id
from keepword.events import log
from keepword.kit import clock


@transaction.atomic
def inform(conversation: Conversation, *, text: str, to: str, once: str) -> Message | None:
    """Queue an automatic mail to one address. None when one with the same `once` (at most 120 characters, unique in
    the inbox) was queued before."""
    message, is_new = Message.objects.get_or_create(
        inbox_id=conversation.inbox_id,
        external_id=once,
        defaults={
            "conversation": conversation,
            "kind": REPLY,
            "at": clock.now(),
            "is_automatic": True,
            "recipients": {"to": [to]},
            "message_id": own_message_id(conversation),
            "delivery_state": QUEUED,
            "text": text,
        },
    )
    if not is_new:
        return None
    log.record(
        "message.queued",
        conversation_id=conversation.pk,
        inbox_id=conversation.inbox_id,
        message_id=message.pk,
        is_automatic=True,
    )
    return message
