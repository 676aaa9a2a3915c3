"""Since when does the customer wait? Read off the messages, for whoever undoes what ended the wait."""

from datetime import datetime

from keepword.conversations.models import Conversation
from keepword.conversations.models.message import FAILED, INBOUND, REPLY


def unanswered_since(conversation: Conversation) -> datetime | None:
    """When the oldest message came that no answer followed, None when there is none. A robot's word is no message
    and no answer, and neither is an answer that did not arrive. In the order of storing: a mail that was on its way
    in while somebody answered is not answered by that."""
    answers = conversation.messages.filter(kind=REPLY, is_automatic=False).exclude(delivery_state=FAILED)
    last = answers.order_by("-id").values_list("id", flat=True).first() or 0
    unanswered = conversation.messages.filter(kind=INBOUND, is_automatic=False, id__gt=last).order_by("id")
    return unanswered.values_list("at", flat=True).first()
