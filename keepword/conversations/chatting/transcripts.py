"""The whole chat as a letter, for who wants it and told an address: once, when it is over."""

from collections.abc import Iterable

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from keepword.conversations.announcing import announce
from keepword.conversations.changing import lock, tell
from keepword.conversations.models import Chat, Conversation, Message
from keepword.conversations.models.chat import OVER
from keepword.conversations.models.message import INBOUND, REPLY
from keepword.conversations.replying import answer_addresses
from keepword.events.actor import SYSTEM, Actor
from keepword.events.models import Event
from keepword.kit import clock
from keepword.kit.languages import code_of
from keepword.kit.zones import zone_of

KIND = "chat_transcript"
MOST = 500  # lines of one letter
NOWHERE = "@invalid"  # how the address of a visitor ends who told none


class NoAddress(ValueError):
    """They told none, so no letter can reach them."""


@transaction.atomic
def want(conversation: Conversation, *, by: Actor) -> None:
    """It goes when the chat is over, at once if it is. Raises NoAddress."""
    lock(conversation)
    if not can_be_mailed(conversation):
        raise NoAddress
    if Chat.objects.filter(conversation=conversation.pk, is_wanted_by_mail=False).update(is_wanted_by_mail=True):
        tell(conversation, "chat.transcript_wanted", by=by)


def can_be_mailed(conversation: Conversation) -> bool:
    return any(not address.lower().endswith(NOWHERE) for address in answer_addresses(conversation))


def send(event: Event) -> None:
    """Reaction to `chat.transcript_wanted`, `chat.ended` and `chat.over`. Nothing until it is over and wanted, and
    nothing twice."""
    if event.conversation_id is not None:
        _send(event.conversation_id, cause=event)


@transaction.atomic
def _send(number: int, *, cause: Event) -> None:
    conversation = lock(Conversation.objects.select_related("inbox__brand", "contact").get(pk=number))  # house: system
    chat = Chat.objects.filter(conversation=number, state=OVER, is_wanted_by_mail=True, mailed_at=None).first()
    if chat is None:
        return
    language = conversation.language or conversation.inbox.brand.language
    with translation.override(code_of(language) or "en"):
        text = _letter(conversation, messages=_said(conversation))
    brand = conversation.inbox.brand.name
    sent = announce(conversation, text=text, sender_name=brand, kind=KIND, language=language, cause=cause)
    if sent is not None:
        chat.change(mailed_at=clock.now())
        tell(conversation, "chat.transcript_sent", by=SYSTEM, cause=cause)


def _said(conversation: Conversation) -> list[Message]:
    """What both sides wrote, never a note and never what a robot wrote."""
    rows = Message.objects.filter(conversation=conversation.pk, kind__in=[INBOUND, REPLY], is_automatic=False)
    return list(rows.order_by("at", "id")[:MOST])


def _letter(conversation: Conversation, *, messages: Iterable[Message]) -> str:
    zone = conversation.contact.time_zone
    clock_there = zone_of(zone)
    lines = [
        f"{one.at.astimezone(clock_there):%H:%M}  {_who(one, conversation=conversation)}: {one.text}"
        for one in messages
    ]
    heading = _("This is your chat with %(brand)s, as you asked for it.") % {"brand": conversation.inbox.brand.name}
    return "\n\n".join([heading, *lines])


def _who(message: Message, *, conversation: Conversation) -> str:
    if message.kind == INBOUND:
        return message.sender_name or _("You")
    return message.sender_name or conversation.inbox.brand.name
