"""What came with the letter: every part that is not the letter itself, none lost, none twice."""

import mimetypes
import re
from collections.abc import Iterator, Set
from urllib.parse import unquote

from keepword.channels.email.mail import Attachment
from keepword.channels.email.mime import charsets, filenames, winmail, words
from keepword.channels.email.mime.letters import Letter
from keepword.channels.email.mime.parts import Part, Reading

# The same letter once more, for a few programs; nobody attached it.
_OTHER_FORMS = ("text/x-amp-html", "text/watch-html", "text/enriched", "text/richtext")
_SHOWN = re.compile(r"cid:([^\"'\s<>)]{1,300})", re.I)
_SOURCE = re.compile(r"<img[^<>]{0,1000}?\ssrc\s{0,5}=\s{0,5}[\"']?([^\"'\s>]{1,1000})", re.I)


def collect(part: Part, *, letter: Letter, reading: Reading) -> tuple[Attachment, ...]:
    """Attachments in the order of the mail, those of attached messages after the message that brought them."""
    shown = _shown_in(letter.html)
    found = list(_below(part, letter, reading, shown, inside_message=False))
    found += [_unpacked(block.name, block.content, reading) for block in letter.files]
    if any(not block.whole for block in letter.files):
        reading.warn("encoding: damaged uuencode")
    if letter.cut_text:
        found.append(_plain("letter.txt", "text/plain", letter.cut_text.encode()))
    if letter.cut_html:
        found.append(_plain("letter.html", "text/html", letter.cut_html.encode()))
    return tuple(found)


def _below(
    part: Part, letter: Letter, reading: Reading, shown: set[str], *, inside_message: bool
) -> Iterator[Attachment]:
    if part.is_multipart:
        for child in part.children:
            if not (part.type == "multipart/alternative" and child.type in _OTHER_FORMS):
                yield from _below(child, letter, reading, shown, inside_message=inside_message)
    elif part.is_message:
        if not inside_message:
            yield _message(part, reading)
        yield from _below(part.children[0], letter, reading, shown, inside_message=True)
    elif id(part) not in letter.parts and not _is_letter_of_a_message(part, inside_message):
        yield from _leaf(part, letter, reading, shown)


def _is_letter_of_a_message(part: Part, inside_message: bool) -> bool:
    """The text of an attached message stays in that message."""
    return inside_message and part.type in ("text/plain", "text/html") and not part.filename


def _leaf(part: Part, letter: Letter, reading: Reading, shown: set[str]) -> Iterator[Attachment]:
    reading.warn(*filter(None, [part.content_warning]))
    if winmail.is_winmail(part.type, part.filename):
        envelope = winmail.unpack(part.content)
        if envelope is not None:
            yield from (_plain(file.name, file.type, file.content, shown, file.cid) for file in envelope.files)
        if envelope is not None and envelope.whole:
            return
        reading.warn("winmail.dat: damaged, kept beside what could be unpacked")
    yield _attachment(part, _type(part), part.content, shown)
    for child in part.children:  # what a signed envelope holds
        yield from _below(child, letter, reading, shown, inside_message=False)


def _attachment(part: Part, type_: str, content: bytes, shown: set[str]) -> Attachment:
    cid = part.content_id
    inline = cid.lower() in shown or (bool(part.location) and part.location.lower() in shown)
    return Attachment(filenames.safe(part.filename, type=type_), type_, content, inline, cid)


def _plain(name: str, type_: str, content: bytes, shown: Set[str] = frozenset(), cid: str = "") -> Attachment:
    type_ = type_ or _by_name(name)
    return Attachment(filenames.safe(name, type=type_), type_, content, cid.lower() in shown, cid)


def _unpacked(name: bytes, content: bytes, reading: Reading) -> Attachment:
    decoded = words.decode_words(charsets.decode(name, declared="", hints=reading.hints).text)
    return _plain(decoded, _by_name(decoded), content)


def _message(part: Part, reading: Reading) -> Attachment:
    """A mail in a mail, whole, as a file that mail programs open. Without a name it is called by its subject."""
    subjects = part.children[0].block.values("subject")
    subject = words.header_text(subjects[0], hints=reading.hints) if subjects else ""
    name = part.filename or (f"{subject[:80]}.eml" if subject.strip() else "")
    return Attachment(filenames.safe(name, type=part.type), part.type, part.content, False, part.content_id)


def _type(part: Part) -> str:
    if part.is_declared or not part.filename:
        return part.type
    return _by_name(part.filename)


def _by_name(name: str) -> str:
    return mimetypes.MimeTypes().guess_type(f"file:{name}")[0] or "application/octet-stream"


def _shown_in(html: str) -> set[str]:
    """The content ids and locations that the HTML shows, in lower case."""
    shown = {unquote(found).lower() for found in _SHOWN.findall(html)}
    if shown or "src" in html:
        shown |= {found.lower() for found in _SOURCE.findall(html)}
    return shown
