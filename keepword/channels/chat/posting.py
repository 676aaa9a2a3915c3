"""A reply in a chat: it is sent when it lies ready for the visitor's page, and it has arrived when the page shows it.

Who has gone and left an address gets it by mail, as any other answer.
"""

from datetime import datetime
from functools import partial

from django.db import transaction
from django.db.models import Q

from keepword.channels.chat.models import Posted, Visit
from keepword.channels.chat.reading import belongs_on_page, mailed_from
from keepword.channels.chat.saying import CHANNEL
from keepword.channels.chat.visiting import NOWHERE, conversation_of
from keepword.conversations.delivering import mark_failed, mark_sent, note_arrival
from keepword.conversations.models import Conversation, Message
from keepword.conversations.models.message import REPLY
from keepword.events.reacting import Finish
from keepword.kit import clock

LEFT = "visitorleft"  # why it cannot arrive: they ended the chat and told no address


def may_be_of_chat(message: Message) -> bool:
    """Whether it is worth a question: `message` comes with its conversation."""
    if message.kind != REPLY or not belongs_on_page(message):
        return False
    return message.conversation.channel == CHANNEL or any(
        one.endswith(f"@{NOWHERE}") for one in message.recipients.get("to", [])
    )


def post(message: Message) -> Finish | None:
    """What lays it down for the page of whom it is to, or says that it cannot be; None when it goes by mail."""
    visit = _visit_for(message)
    if visit is None:
        return None
    by_mail = not message.is_automatic and bool(visit.email) and visit.email in message.recipients.get("to", [])
    if by_mail and not reads_here(visit, conversation=conversation_of(visit)):
        return None
    if visit.ended_at is not None:
        return partial(mark_failed, message, reason=LEFT, detail="")
    return partial(_lay_down, message, visit=visit, at=clock.now())


def _visit_for(message: Message) -> Visit | None:
    to = message.recipients.get("to", [])
    here = Q(conversation=message.conversation_id) | Q(conversation__merged_into=message.conversation_id)
    return Visit.objects.filter(here, Q(address__in=to) | Q(email__in=to)).order_by("-seen_at", "-id").first()


def reads_here(visit: Visit, *, conversation: Conversation) -> bool:
    """Whether their page is open and shows what we write to them. `conversation` is the one in which it goes on."""
    return visit.is_here(at=clock.now()) and mailed_from(visit, conversation=conversation) is None


@transaction.atomic(savepoint=False)
def _lay_down(message: Message, *, visit: Visit, at: datetime) -> None:
    Posted.objects.get_or_create(message=message, defaults={"visit": visit, "at": at})
    mark_sent(message, at=at)


@transaction.atomic
def confirm(visit: Visit, *, to: int) -> None:
    """The page has shown every reply up to this message id."""
    rows = Posted.objects.select_related("message").filter(visit=visit, message__lte=to, seen_at=None)
    for posted in rows.order_by("message"):
        if Posted.objects.filter(pk=posted.pk, seen_at=None).update(seen_at=clock.now()):
            note_arrival(posted.message)
