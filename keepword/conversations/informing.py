"""Tell a customer something that they asked for themselves, by mail. It is no answer, see `announcing`."""

from django.db import transaction

from keepword.conversations.announcing import Announcement, queue_all
from keepword.conversations.changing import lock
from keepword.conversations.models import Conversation, Message
from keepword.conversations.withholding import Limits, Way


@transaction.atomic
def inform(conversation: Conversation, *, text: str, to: str, once: str, kind: str) -> Message | None:
    """Queue an automatic mail to one address. None when one with the same `once` (at most 120 characters, unique in
    the inbox) was queued before, or when as many went out as may: a stranger who asks in another's name must not fill
    their mailbox."""
    lock(conversation)
    known = Message.objects.filter(inbox_id=conversation.inbox_id, external_id=once)
    if known.exists() or not Limits([conversation]).take(conversation):
        return None
    way = Way(conversation, kind, None, once, (to,), known=None, reason="")
    return queue_all([Announcement(way, text, sender_name="", language="")])[0]
