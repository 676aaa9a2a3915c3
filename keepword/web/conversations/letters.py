"""A message as a letter, or a note on tinted paper."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from keepword.conversations.models import Conversation
from keepword.conversations.models.message import INBOUND, NOTE, REPLY
from keepword.web import times
from keepword.web.conversations.said import Kept, Said
from keepword.web.conversations.warnings import Caution, warning_of
from keepword.web.initials import initials_of
from keepword.web.messages.delivery import Delivery, delivery_of
from keepword.web.messages.files import is_picture

KILO, MEGA = 1000, 1_000_000


@dataclass(frozen=True, slots=True)
class File:
    """`size` in words."""

    name: str
    address: str
    size: str


@dataclass(frozen=True, slots=True)
class Letter:
    """What `_letter.html` prints. `kind` is "letter", "note" or "announcement" (nobody of ours wrote it)."""

    kind: str
    key: str
    label: str
    name: str
    initials: str
    sender_address: str
    is_ours: bool
    is_automatic: bool
    language: str
    text: str
    quoted: str
    when: SafeString
    route: str
    warnings: list[Caution]
    html_address: str
    pictures: list[File]
    files: list[File]
    delivery: Delivery | None


def letter_of(message: Said, files: list[Kept], *, conversation: Conversation, reader: times.Reader) -> Letter:
    is_inbound = message.kind == INBOUND
    name = message.sender_name or _nameless(message, conversation=conversation)
    return Letter(
        kind=_kind(message),
        key=f"message-{message.pk}",
        label=_label(message, name=name),
        name=name,
        initials=initials_of(name),
        sender_address=message.sender_address,
        is_ours=not is_inbound,
        is_automatic=message.is_automatic,
        language=conversation.language if message.kind != NOTE else "",
        text=message.text,
        quoted=message.quoted,
        when=reader.clock(message.at),
        route=_route(message),
        warnings=[warning_of(code) for code in message.warnings],
        html_address=reverse("web:message-html", args=[message.pk]) if message.has_html else "",
        pictures=[_file(one) for one in files if is_picture(one.type)],
        files=[_file(one) for one in files if not is_picture(one.type)],
        delivery=delivery_of(message, reader=reader),
    )


def _nameless(message: Said, *, conversation: Conversation) -> str:
    """Who it is from when no name came with it."""
    if message.kind == REPLY and message.is_automatic:
        return conversation.inbox.brand.name
    return message.sender_address or conversation.contact.name or _("Unknown sender")


def _kind(message: Said) -> str:
    if message.kind == REPLY and message.is_automatic:
        return "announcement"
    return "note" if message.kind == NOTE else "letter"


def _label(message: Said, *, name: str) -> str:
    """What a screen reader says before the letter."""
    if message.kind == NOTE:
        return _("Note of %(name)s") % {"name": name}
    return _("Message of %(name)s") % {"name": name}


def _route(message: Said) -> str:
    """To whom it went, where that is not plain."""
    to, cc = message.recipients.get("to", []), message.recipients.get("cc", [])
    if message.kind != INBOUND and to:
        return _("To %(addresses)s") % {"addresses": ", ".join(to)}
    if cc:
        return _("Copy to %(addresses)s") % {"addresses": ", ".join(cc)}
    return ""


def _file(kept: Kept) -> File:
    address = reverse("web:file", args=[kept.token, kept.name])
    return File(name=kept.name, address=address, size=size_in_words(kept.size))


def size_in_words(size: int) -> str:
    """Bytes in the unit that people know from their own files."""
    if size >= MEGA:
        return _("%(count)s MB") % {"count": f"{size / MEGA:.1f}"}
    return _("%(count)s kB") % {"count": max(1, round(size / KILO))}
