"""How a conversation stands, in words for the customer. What is internal (snoozed, spam) is none of theirs."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from keepword.conversations.models import Conversation
from keepword.conversations.models.conversation import RESOLVED, WAITING


@dataclass(frozen=True, slots=True)
class State:
    """`kind` is a component's name for it: "calm" or "done"."""

    kind: str
    words: str


def state_of(conversation: Conversation) -> State:
    if conversation.status == RESOLVED:
        return State("done", _("This is settled. If it is not, write below, and we look at it again."))
    if conversation.status == WAITING:
        return State("done", _("We have answered. If something is missing, write below."))
    return State("calm", _("We have your message. A person reads it and answers you."))
