"""A conversation goes on in another, or gets back what was its own: so do its side conversations, whole."""

from collections.abc import Iterable

from keepword.conversations.asides.marking import mark
from keepword.conversations.asides.placing import place_of
from keepword.conversations.drafting.marking import mark as mark_drafts
from keepword.conversations.models import Aside, Conversation, Draft, Message


def move(other: Conversation, *, into: Conversation) -> None:
    """Inside the transaction of the merge, which has moved the words."""
    # house: whoever merges sees both
    if Aside.objects.filter(conversation=other).update(conversation=into):
        mark(other)
        mark(into)


def move_back(message_ids: Iterable[int], *, to: Conversation, origin: Conversation) -> None:
    """Those whose words went back; with what was said in them since."""
    # house: ids that the merge wrote down
    ids = list(
        Message.everywhere.filter(id__in=list(message_ids), aside__isnull=False).values_list("aside_id", flat=True)
    )
    if not ids:
        return
    Aside.objects.filter(id__in=ids).update(conversation=to)
    Message.everywhere.filter(aside_id__in=ids).update(conversation=to, inbox=to.inbox_id)
    places = [place_of(one) for one in ids]
    # house: of whoever wrote them
    Draft.objects.filter(conversation=origin, place__in=places).update(conversation=to)
    for conversation in (to, origin):
        mark(conversation)
        mark_drafts(conversation)
