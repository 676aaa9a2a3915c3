"""Since when does the customer wait? Read off the messages, for whoever undoes what ended the wait."""

from datetime import datetime

from django.db.models import Max

from keepword.conversations.models import Conversation
from keepword.conversations.models.conversation import SPAM
from keepword.conversations.models.message import FAILED, INBOUND, REPLY


def unanswered_since(conversation: Conversation) -> datetime | None:
    """When the oldest message came that no answer followed, None when there is none. A robot's word is no message
    and no answer, and neither is an answer that did not arrive. What somebody declared done without an answer is
    left out. In the order of storing: a mail that was on its way in while somebody answered is not answered by it."""
    answers = conversation.messages.filter(kind=REPLY, is_automatic=False).exclude(delivery_state=FAILED)
    last = answers.order_by("-id").values_list("id", flat=True).first() or 0
    beyond = max(last, conversation.settled_to or 0)
    unanswered = conversation.messages.filter(kind=INBOUND, is_automatic=False, id__gt=beyond).order_by("id")
    return unanswered.values_list("at", flat=True).first()


def settled(conversation: Conversation) -> int | None:
    """What `settled_to` becomes when somebody says that it is done: the newest message of now where a customer waits,
    else what it was. In spam nobody waits by name, but messages may lie there unanswered."""
    if conversation.waiting_since is None and conversation.status != SPAM:
        return conversation.settled_to
    newest: int | None = conversation.messages.aggregate(newest=Max("id"))["newest"]
    return newest


def wait_again(conversation: Conversation) -> datetime | None:
    """The wait of a conversation that is not done after all: whatever no answer followed counts again."""
    conversation.settled_to = None
    return unanswered_since(conversation)
