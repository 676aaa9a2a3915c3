"""Nothing to answer: the customer's last words need no reply, and somebody says so."""

from django.db import transaction

from keepword.conversations.changing import lock, tell
from keepword.conversations.models import Conversation
from keepword.conversations.models.conversation import SPAM
from keepword.conversations.waiting import settled
from keepword.events.actor import Actor


@transaction.atomic
def need_no_reply(conversation: Conversation, *, by: Actor) -> None:
    """End the wait without a reply; the conversation stays where it is. Nothing where nobody waits."""
    lock(conversation)
    if conversation.waiting_since is None or conversation.status == SPAM:
        return
    conversation.change(settled_to=settled(conversation), waiting_since=None)
    tell(conversation, "conversation.no_reply_needed", by=by)
