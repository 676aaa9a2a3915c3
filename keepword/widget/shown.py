"""A message as the visitor's page shows it."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from keepword.brands.naming import sender_name
from keepword.channels.chat.models import Visit
from keepword.channels.chat.reading import Reading
from keepword.conversations.models import Attachment, Conversation, Message
from keepword.conversations.models.message import INBOUND
from keepword.conversations.signing.faces import face_beside
from keepword.kit.file_kinds import DRAWABLE
from keepword.kit.html import from_text
from keepword.kit.zones import zone_of


@dataclass(frozen=True, slots=True)
class File:
    name: str
    address: str
    is_picture: bool


@dataclass(frozen=True, slots=True)
class Word:
    """`number` is the page's own, "" for what we wrote. `text` is HTML with links for what we wrote, and plain text
    for what the visitor wrote."""

    id: int
    number: str
    is_ours: bool
    name: str
    initial: str
    when: SafeString
    text: str | SafeString
    files: list[File]
    photo: str = ""


def words_of(reading: Reading, *, visit: Visit, ticket: str, zone: str) -> list[Word]:
    """`zone`: an IANA name, for a page without a script; "" for the brand's own."""
    return [
        _word(one, conversation=reading.conversation, visit=visit, ticket=ticket, zone=zone)
        for one in reading.messages
    ]


def as_html(words: list[Word], *, request: HttpRequest) -> str:
    return render_to_string("widget/_words.html", {"words": words}, request=request)


def _word(message: Message, *, conversation: Conversation, visit: Visit, ticket: str, zone: str) -> Word:
    is_ours, brand = message.kind != INBOUND, conversation.inbox.brand
    name = sender_name(brand, person=message.sender_name, language=get_language() or "") if is_ours else _("You")
    local = message.at.astimezone(zone_of(zone or visit.time_zone or "UTC"))
    words = f"{date_format(local, 'SHORT_DATE_FORMAT')} {local:%H:%M} {local.tzname()}"
    return Word(
        id=message.pk,
        number="" if is_ours else (message.external_id or "").rpartition(":")[2],
        is_ours=is_ours,
        name=name,
        initial=next((letter for letter in message.sender_name or name if letter.isalnum()), "?").upper(),
        when=format_html('<time datetime="{}">{}</time>', message.at.isoformat(), words),
        text=SafeString(from_text(message.text)) if is_ours else message.text,
        files=[_file(one, slug=brand.slug, ticket=ticket) for one in message.attachments.all()],
        photo=reverse("help:photo", args=[face]) if (face := face_beside(message, brand=brand)) else "",
    )


def _file(attachment: Attachment, *, slug: str, ticket: str) -> File:
    address = reverse("widget:file", args=[slug, ticket, attachment.token])
    return File(attachment.name, address, attachment.type.lower() in DRAWABLE)
