"""The pieces of a report: what it says in words, its machine-readable fields, and the mail that came back."""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import Message

MAX_PARTS = 40
MAX_CHARACTERS = 60_000  # of each piece; a report says what it has to say in its first page
REPORT_FIELDS = ("message/delivery-status", "message/global-delivery-status")
RETURNED_HEADERS = ("text/rfc822-headers", "text/rfc822-header", "message/rfc822-headers", "message/global-headers")

# Where the letter ends and the mail that came back begins, as the various servers draw the line.
_RULE = r"[-_=*#|>. ]{0,60}"
RETURNED_MAIL = re.compile(
    rf"^{_RULE}(?:"
    r"below this line is (?:a|the) copy of the message|(?:enclosed|this|included) is a copy of the message"
    r"|(?:the )?header of the original message|below is a copy of the original|original message (?:follows|headers?)"
    r"|original message\b|unsent message (?:follows|below)|returned (?:message|mail)\b|message text follows"
    r"|message headers? follow|undelivered message|the original message follows|bounced e-?mail:|original headers"
    r"|text of your (?:message|mail)|your (?:original )?(?:message|mail) (?:follows|reads|begins)|returned message"
    r"|original mail as follows|copy of (?:the|your) (?:original )?message|message header follows"
    r"|received:\s?from .{0,200}$|return-path: ?<|content-type: ?(?:message/rfc822|text/rfc822-headers)"
    r"|dkim-signature:|x-originating-ip: ?\["
    r")",
    re.IGNORECASE | re.MULTILINE,
)
_TAGS = re.compile(r"(?i)<(style|script|head)\b[^<]{0,20000}</\1>|<!--[^<]{0,5000}?-->")
_BREAKS = re.compile(r"(?i)<(?:br|/p|/div|/tr|/li|/h\d)\b[^>]{0,200}>")
_TAG = re.compile(r"</?[a-zA-Z!][^<>]{0,2000}>")


@dataclass(frozen=True, slots=True)
class Letter:
    """note: the words for people. fields: the lines of the delivery-status part(s), "" without. returned: headers
    (and perhaps more) of the mail that came back. rest: what followed in the note after the line that ends it."""

    note: str
    fields: str
    returned: str
    rest: str


def lay_out(message: Message, *, text: str) -> Letter:
    """Sort a report's parts. text: the mail's text as decoded elsewhere, used when no part of it can be read here."""
    notes, fields, returned = [], [], []
    for part in _parts(message):
        kind = part.get_content_type()
        if kind in REPORT_FIELDS:
            fields.append(_fields_of(part))
        elif kind in RETURNED_HEADERS:
            returned.append(_text_of(part))
        elif kind in ("message/rfc822", "message/global"):
            returned.append(_headers_of(part))
        elif isinstance(part.get_payload(), str) and not kind.startswith(
            ("image/", "application/", "audio/", "video/")
        ):
            notes.append(_text_of(part))
        elif part.is_multipart() and part.preamble and len(part.preamble) > 200:
            notes.append(part.preamble)  # the boundary was wrong: the whole report stands before it
    note = "\n".join(note for note in notes if note.strip())[:MAX_CHARACTERS] or text[:MAX_CHARACTERS]
    note = note.replace("\r\n", "\n")
    shown, rest = _cut(note)
    return Letter(note=shown, fields="\n\n".join(fields), returned="\n".join(returned), rest=rest)


def _cut(note: str) -> tuple[str, str]:
    for found in RETURNED_MAIL.finditer(note):
        if note[: found.start()].strip():
            return note[: found.start()], note[found.start() :]
    return note, ""


def _parts(message: Message) -> Iterator[Message]:
    """Parts in order, bounded, without going into the mail that came back: it may hold a report of its own."""
    waiting, seen = [message], 0
    while waiting and seen < MAX_PARTS:
        part = waiting.pop(0)
        seen += 1
        yield part
        if part.get_content_maintype() == "multipart" and isinstance(part.get_payload(), list):
            waiting[:0] = [child for child in part.get_payload() if isinstance(child, Message)]


def _fields_of(part: Message) -> str:
    """A delivery-status part as lines, with an empty line between its groups. Broken ones come through as they are."""
    payload = part.get_payload()
    if not isinstance(payload, list):
        return str(payload)[:MAX_CHARACTERS]
    groups = [
        "\n".join(f"{name}: {value}" for name, value in group.items()) + f"\n{group.get_payload() or ''}"
        for group in payload[:200]
        if isinstance(group, Message) and isinstance(group.get_payload(), (str, type(None)))
    ]
    return "\n\n".join(groups)[:MAX_CHARACTERS]


def _headers_of(part: Message) -> str:
    payload = part.get_payload()
    if isinstance(payload, list) and payload and isinstance(payload[0], Message):
        return "\n".join(f"{name}: {value}" for name, value in payload[0].items())[:MAX_CHARACTERS]
    return str(payload)[:MAX_CHARACTERS]


def _text_of(part: Message) -> str:
    try:
        raw = part.get_payload(decode=True)
    except (ValueError, LookupError, AssertionError):
        raw = None
    if not isinstance(raw, bytes):
        return str(part.get_payload())[:MAX_CHARACTERS]
    text = _decode(_first_page(raw), declared=str(part.get_param("charset") or ""))
    return _without_tags(text) if part.get_content_subtype() == "html" else text


def _first_page(raw: bytes) -> bytes:
    """Cut at the end of a line, so that no character is cut in two."""
    if len(raw) <= MAX_CHARACTERS:
        return raw
    return raw[: raw.rfind(b"\n", 0, MAX_CHARACTERS) + 1 or MAX_CHARACTERS]


def _decode(raw: bytes, *, declared: str) -> str:
    if b"\x1b$" in raw:
        declared = "iso-2022-jp"
    for charset in (declared, "utf-8"):
        try:
            return raw.decode(charset)
        except (LookupError, ValueError):
            continue
    return raw.decode("latin-1")


def _without_tags(text: str) -> str:
    return html.unescape(_TAG.sub("", _BREAKS.sub("\n", _TAGS.sub("", text))))
