"""A message as the customer sees it."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from keepword.brands.naming import sender_name
from keepword.conversations.emergency_links import without
from keepword.conversations.models import Attachment, Conversation, Message
from keepword.conversations.models.message import INBOUND
from keepword.conversations.signing.faces import face_beside
from keepword.help_center.times import moment
from keepword.kit.file_kinds import DRAWABLE
from keepword.kit.html import from_text

KILO, MEGA = 1000, 1_000_000


@dataclass(frozen=True, slots=True)
class File:
    """`size` in words."""

    name: str
    address: str
    size: str


@dataclass(frozen=True, slots=True)
class Letter:
    """What `_letter.html` prints. `language` is BCP 47 or "". `text` is HTML with links for what we wrote, and plain
    text for what customers wrote: a stranger's link stays words."""

    key: str
    is_ours: bool
    name: str
    is_automatic: bool
    initial: str
    when: SafeString
    text: str | SafeString
    language: str
    pictures: list[File]
    files: list[File]
    photo: str = ""


def letter_of(message: Message, *, conversation: Conversation, link: str, zone: str) -> Letter:
    """`conversation` comes with its inbox and brand, `message` with its attachments, and its
    agent where the brand shows photos."""
    is_ours = message.kind != INBOUND
    name = _name(message, conversation=conversation) if is_ours else message.sender_name or _("You")
    attachments = list(message.attachments.all())
    return Letter(
        key=f"m{message.pk}",
        is_ours=is_ours,
        name=name,
        is_automatic=is_ours and message.is_automatic,
        initial=_initial(message.sender_name or name),
        when=moment(message.at, zone=zone),
        text=SafeString(from_text(_shown(message))) if is_ours else message.text,
        language=message.language or conversation.language,
        pictures=[_file(one, link=link) for one in attachments if one.type.lower() in DRAWABLE],
        files=[_file(one, link=link) for one in attachments if one.type.lower() not in DRAWABLE],
        photo=_photo(face_beside(message, brand=conversation.inbox.brand)),
    )


def _shown(message: Message) -> str:
    """The page itself has the link that stands in the mail."""
    return without(message.text) if message.is_automatic else message.text


def _name(message: Message, *, conversation: Conversation) -> str:
    brand = conversation.inbox.brand
    return sender_name(brand, person=message.sender_name, language=get_language() or "")


def _photo(token: str) -> str:
    return reverse("help:photo", args=[token]) if token else ""


def _initial(name: str) -> str:
    return next((letter for letter in name if letter.isalnum()), "?").upper()


def _file(attachment: Attachment, *, link: str) -> File:
    address = reverse("help:file", args=[link, attachment.token])
    return File(attachment.name, address, _size(attachment.size))


def _size(size: int) -> str:
    if size >= MEGA:
        return _("%(count)s MB") % {"count": f"{size / MEGA:.1f}"}
    return _("%(count)s kB") % {"count": max(1, round(size / KILO))}
