"""What a conversation in the bin says of that: asked only there."""

from dataclasses import dataclass

from keepword.conversations.models import BinMark, Conversation
from keepword.conversations.models.conversation import BINNED
from keepword.web import times


@dataclass(frozen=True, slots=True)
class Binned:
    """`by` is "" for somebody who is not known any more."""

    by: str
    goes_on: str


def binned(conversation: Conversation, *, reader: times.Reader) -> Binned | None:
    """None for what is not in the bin."""
    if conversation.status != BINNED or conversation.delete_at is None:
        return None
    mark = BinMark.objects.select_related("by").get(conversation=conversation)  # house: it was found for the agent
    return Binned(by=mark.by.name if mark.by else "", goes_on=reader.long_date(conversation.delete_at))
