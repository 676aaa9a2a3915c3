"""What a visitor's page may show: what they said there, and what we answered to them.

The trick to stop is that of the contact form: somebody chats in another's name and reads here what that person writes
by mail. So a page shows the chat up to the first mail of that address; from there on it takes a link that was read in
the mailbox.
"""

from dataclasses import dataclass

from django.db.models import Q

from keepword.channels.chat.models import Visit
from keepword.channels.chat.saying import CHANNEL
from keepword.channels.chat.visiting import conversation_of
from keepword.conversations.chatting import going_on
from keepword.conversations.models import Conversation, Message
from keepword.conversations.models.message import INBOUND, REPLY

ON_PAGE = (going_on.KIND,)  # of what no person typed: the rest goes by mail
MOST = 300  # messages at once


@dataclass(frozen=True, slots=True)
class Reading:
    """`messages` oldest first, with their attachments. `goes_on_by_mail`: there is more, in their mailbox."""

    conversation: Conversation
    messages: list[Message]
    goes_on_by_mail: bool


def read_for(visit: Visit, *, after: int = 0) -> Reading:
    """What came after the message of this id; the newest ones, where there are very many. Never a note."""
    conversation = conversation_of(visit)
    end = mailed_from(visit, conversation=conversation)
    theirs = Q(kind=INBOUND, external_id__startswith=f"{CHANNEL}:{visit.number}:")
    ours = Q(kind=REPLY) & (Q(is_automatic=False) | Q(automatic_kind__in=ON_PAGE))
    rows = Message.objects.filter(theirs | ours, conversation=conversation, pk__gt=after)
    if end is not None:
        rows = rows.filter(pk__lt=end)
    newest = rows.select_related("agent").prefetch_related("attachments").order_by("-id")[:MOST]
    shown = [one for one in reversed(newest) if one.kind == INBOUND or is_to(visit, message=one)]
    return Reading(conversation, shown, goes_on_by_mail=end is not None)


def mailed_from(visit: Visit, *, conversation: Conversation) -> int | None:
    """The first message of their address that did not come from this page, None while there is none."""
    if not visit.email:
        return None
    inbound = Message.objects.filter(conversation=conversation, kind=INBOUND, sender_address=visit.email)
    others = inbound.exclude(external_id__startswith=f"{CHANNEL}:{visit.number}:").order_by("id")
    first: int | None = others.values_list("id", flat=True).first()
    return first


def belongs_on_page(message: Message) -> bool:
    """Whether what we wrote is for the visitor's page, as far as its kind goes."""
    return not message.is_automatic or message.automatic_kind in ON_PAGE


def is_to(visit: Visit, *, message: Message) -> bool:
    """Whether a reply was written to this visitor: where two people's conversations were merged, it may not be."""
    return not {visit.address, visit.email}.isdisjoint(message.recipients.get("to", []))
