"""A raw mail, read: the one way in for whoever has bytes and wants a `Mail`. Pure: no inbox, no database, no clock."""

from dataclasses import replace
from datetime import datetime

from keepword.channels.email.automatic import is_auto_reply
from keepword.channels.email.bounces.reading import read_bounce
from keepword.channels.email.bounces.suspecting import may_be_report
from keepword.channels.email.mail import Address, Attachment, Bounce, Header, Mail
from keepword.channels.email.mime import (
    addresses,
    attachments,
    calendars,
    charsets,
    dates,
    letters,
    message_ids,
    sealed,
    words,
)
from keepword.channels.email.mime.headers import Block
from keepword.channels.email.mime.parts import Part, Reading, read_part
from keepword.channels.email.mime.structure import as_message
from keepword.channels.email.trimming import new_part


def parse(raw: bytes) -> Mail:
    """The mail in `raw`. Never raises: what cannot be read is kept as an attachment and said in `warnings`."""
    try:
        return read(raw)
    except Exception as error:  # noqa: BLE001 one odd mail must never block a mailbox; the property test calls read()
        return _unreadable(raw, error)


def read(raw: bytes) -> Mail:
    """As `parse`, but lets errors out: for tests, which must see them."""
    reading = Reading()
    part = read_part(_with_line_breaks(raw), reading=reading)
    letter = letters.read_letter(part, reading=reading)
    attached = attachments.collect(part, letter=letter, reading=reading)
    block, hints = part.block, reading.hints
    reading.warn(*sealed.warnings(part, text=letter.text))
    headers = tuple(Header(field.name, words.header_text(field.value, hints=hints)) for field in block.fields)
    known = {header.name: header.value for header in reversed(headers)}
    subject = _subject(headers)
    return Mail(
        message_id=_first_id(block),
        in_reply_to=_ids(block, "in-reply-to"),
        references=_ids(block, "references"),
        date=_date(headers, reading),
        sender=_sender(block, hints, reading),
        reply_to=_addresses(block, "reply-to", hints),
        to=_addresses(block, "to", hints),
        cc=_addresses(block, "cc", hints),
        subject=subject,
        text=letter.text,
        html=letter.html,
        new_text=new_part(letter.text),
        attachments=attached,
        auto_reply=is_auto_reply(known, subject=subject),
        bounce=_bounce(part, known, text=letter.text),
        calendar=calendars.read_invitations(part, reading=reading),
        headers=headers,
        warnings=tuple(reading.warnings),
    )


def _with_line_breaks(raw: bytes) -> bytes:
    """Old Mac programs end lines with a lone CR; a byte order mark comes from files that were edited by hand."""
    raw = raw.removeprefix(b"\xef\xbb\xbf")
    return raw.replace(b"\r", b"\n") if b"\n" not in raw else raw


def _bounce(part: Part, known: dict[str, str], *, text: str) -> Bounce | None:
    """What a report says. Most mail is none, and the standard library's view of it is never made."""
    if not may_be_report(known, types=[each.type for each in part.walk()]):
        return None
    found = read_bounce(as_message(part), text=text)
    if found is None:
        return None
    recipient, original = charsets.storable(found.recipient), charsets.storable(found.original_message_id)
    return replace(found, recipient=recipient, original_message_id=original)


def _first_id(block: Block) -> str:
    return next((found for value in block.values("message-id") if (found := message_ids.read_id(value))), "")


def _ids(block: Block, name: str) -> tuple[str, ...]:
    return message_ids.read_ids(b" ".join(block.values(name)[:20]))


def _addresses(block: Block, name: str, hints: tuple[str, ...]) -> tuple[Address, ...]:
    values = block.values(name)[:20]
    return tuple(dict.fromkeys(found for value in values for found in addresses.read_addresses(value, hints=hints)))


def _sender(block: Block, hints: tuple[str, ...], reading: Reading) -> Address | None:
    """From; where it is missing or holds no address, Sender, then Return-Path."""
    candidates = _addresses(block, "from", hints)
    for name in ("from", "sender", "return-path"):
        found = next((each for each in _addresses(block, name, hints) if "@" in each.address), None)
        if found is not None:
            if name != "from":
                reading.warn(f"sender: no address in From, {name} read")
            return found
    return candidates[0] if candidates else None


def _date(headers: tuple[Header, ...], reading: Reading) -> datetime | None:
    values = [header.value for header in headers if header.name == "date" and header.value]
    found = next((date for value in values if (date := dates.read_date(value))), None)
    if values and found is None:
        reading.warn("date: cannot be read")
    return found


def _subject(headers: tuple[Header, ...]) -> str:
    """The first that says something: some relays add an empty second one."""
    return next((header.value for header in headers if header.name == "subject" and header.value), "")


def _unreadable(raw: bytes, error: Exception) -> Mail:
    whole = Attachment("message.eml", "message/rfc822", raw, False, "")
    return Mail(
        "", (), (), None, None, (), (), (), "", "", "", "", (whole,), False, None, (), (),
        (f"unreadable: {type(error).__name__}, the mail is attached whole",),
    )  # fmt: skip
