"""A message as a letter, or a note on tinted paper."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from keepword.channels.chat.visiting import is_stand_in
from keepword.conversations.calls.reading import Held
from keepword.conversations.models import Conversation
from keepword.conversations.models.call import IN, OUT, UNANSWERED
from keepword.conversations.models.message import INBOUND, NOTE, REPLY
from keepword.conversations.notes.whose import ABOUT_NOTES
from keepword.conversations.whose.passed_on import without_writer
from keepword.kit.html import make_safe
from keepword.kit.reversing import address_of
from keepword.web import times
from keepword.web.conversations.said import QUOTED, WORDS, Kept, Said
from keepword.web.conversations.warnings import Caution, warning_of
from keepword.web.initials import initials_of
from keepword.web.messages.delivery import Delivery, delivery_of
from keepword.web.messages.files import is_picture
from keepword.web.notes.marks import Marks

KILO, MEGA = 1000, 1_000_000
NO_PHOTOS: Mapping[int, str] = {}


@dataclass(frozen=True, slots=True)
class File:
    """`size` in words."""

    name: str
    address: str
    size: str


@dataclass(frozen=True, slots=True)
class Editing:
    """A note in other words, as they are typed: `seen` is how often it was corrected before, `files` are token and
    name, `going` the tokens of those that go. `why` they could not be taken, and the `newer` words that stand there by
    now; "" when nothing was wrong. Without a script `cancel_address` leads back, with one `shown_address`."""

    address: str
    cancel_address: str
    shown_address: str
    colleagues_address: str
    text: str
    seen: int
    files: list[tuple[str, str]]
    going: list[str]
    why: str = ""
    newer: str = ""


@dataclass(frozen=True, slots=True)
class Letter:
    """What `_letter.html` prints. `kind` is "letter", "note", "call" or "announcement" (nobody of ours wrote it);
    `agent_id` is "" where no agent wrote; `spoken` says of a call which way it was and how long. `goes_on` is where
    the whole of words stands that are too long for the page, and `quoted_goes_on` the same of those that they repeat;
    "" where all is shown. `note` is what became of a note, `refusal` why something could not be done with it.
    `original` is where the mail stands as it came, "" for what came by another way."""

    kind: str
    key: str
    agent_id: int | str
    label: str
    name: str
    sender_address: str
    is_ours: bool
    is_automatic: bool
    language: str
    text: str
    formed: SafeString | str
    quoted: str
    when: SafeString
    route: str
    warnings: list[Caution]
    html_address: str
    pictures: list[File]
    files: list[File]
    delivery: Delivery | None
    forward_address: str = ""
    photo: str = ""
    spoken: str = ""
    goes_on: str = ""
    quoted_goes_on: str = ""
    note: Marks | None = None
    editing: Editing | None = None
    refusal: str = ""
    takes_focus: bool = False
    original: str = ""

    @property
    def initials(self) -> str:
        return initials_of(self.name)


def letter_of(
    message: Said,
    files: list[Kept],
    *,
    conversation: Conversation,
    reader: times.Reader,
    photos: Mapping[int, str] = NO_PHOTOS,
    call: Held | None = None,
    note: Marks | None = None,
) -> Letter:
    """`photos` are addresses by agent; `call` and `note` are what is known of a message that is one."""
    is_inbound, formed = message.kind == INBOUND, _formed(message, files=files)
    name = message.sender_name or _nameless(message, conversation=conversation)
    return Letter(
        kind="call" if call else _kind(message),
        key=f"message-{message.pk}",
        agent_id=message.agent_id or "",
        label=_("Call, logged by %(name)s") % {"name": name} if call else _label(message, name=name),
        name=name,
        sender_address="" if is_stand_in(message.sender_address) else message.sender_address,
        is_ours=not is_inbound,
        is_automatic=message.is_automatic,
        language=conversation.language if message.kind != NOTE else "",
        text=message.text[:WORDS],
        formed=formed,
        quoted=message.quoted[:QUOTED],
        when=reader.clock(message.at),
        route=_route(message),
        warnings=[warning_of(code) for code in without_writer(message.warnings) if code not in ABOUT_NOTES],
        html_address=address_of("web:message-html", message.pk) if message.has_html and is_inbound else "",
        pictures=[_file(one) for one in files if is_picture(one.type) and (is_inbound or not one.is_inline)],
        files=[_file(one) for one in files if not is_picture(one.type)],
        delivery=delivery_of(message, reader=reader),
        forward_address=_forward_address(message, conversation=conversation),
        photo=photos.get(message.agent_id or 0, "") if not message.is_automatic else "",
        spoken=spoken_in_words(call, language=reader.language) if call else "",
        goes_on=_whole(message) if len(message.text) > WORDS and not formed else "",
        quoted_goes_on=_whole(message) if len(message.quoted) > QUOTED else "",
        note=note,
        original=address_of("web:message-original", message.pk) if is_inbound and message.message_id else "",
    )


def _whole(message: Said) -> str:
    return address_of("web:message-words", message.pk)


def _forward_address(message: Said, *, conversation: Conversation) -> str:
    """Where it is passed on, "" for a note: that stays inside."""
    if message.kind == NOTE:
        return ""
    return f"{address_of('web:new-aside', conversation.pk)}?way=forward&message={message.pk}"


def _formed(message: Said, *, files: list[Kept]) -> SafeString | str:
    """Our own words with their form, "" for what has none. They were made safe before they were kept."""
    if not message.html:
        return ""
    own = {one.cid: address_of("web:file", one.token, one.name) for one in files if one.cid}
    return mark_safe(make_safe(message.html, pictures=own).html)  # noqa: S308


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
    """To whom it went, where that is not plain; the hidden ones too, for us alone."""
    ways = message.recipients
    said = [
        _("To %(addresses)s") % {"addresses": ", ".join(ways.get("to", []))} if message.kind != INBOUND else "",
        _("Copy to %(addresses)s") % {"addresses": ", ".join(ways.get("cc", []))},
        _("Hidden copy to %(addresses)s") % {"addresses": ", ".join(ways.get("bcc", []))},
        _("By the number %(numbers)s") % {"numbers": ", ".join(ways.get("call", []))},
    ]
    known = zip(("to", "cc", "bcc", "call"), said, strict=True)
    return " · ".join(words for way, words in known if words and ways.get(way))


def spoken_in_words(call: Held, *, language: str) -> str:
    """Which way, and how long."""
    ways = {
        IN: _("The customer called"),
        OUT: _("We called the customer"),
        UNANSWERED: _("We called, and nobody answered"),
    }
    return " · ".join([ways[call.way], *([times.length(call.seconds, language)] if call.seconds else [])])


def _file(kept: Kept) -> File:
    address = address_of("web:file", kept.token, kept.name)
    return File(name=kept.name, address=address, size=size_in_words(kept.size))


def size_in_words(size: int) -> str:
    """Bytes in the unit that people know from their own files."""
    if size >= MEGA:
        return _("%(count)s MB") % {"count": f"{size / MEGA:.1f}"}
    return _("%(count)s kB") % {"count": max(1, round(size / KILO))}
