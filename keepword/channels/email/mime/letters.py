"""Which parts are the letter itself, and how they read as text and as HTML."""

import re
from html import escape
from typing import NamedTuple

from keepword.channels.email.mime import charsets, flowed, uuencoding, winmail
from keepword.channels.email.mime.parts import Part, Reading
from keepword.kit.html import to_text

ENRICHED = ("text/enriched", "text/richtext")
PLAIN = ("text/plain", *ENRICHED)
HTML = ("text/html", "application/xhtml+xml")
MOST_CHARS = 1_000_000
MOST_HTML_CHARS = 5_000_000
_META_CHARSET = re.compile(rb"(?i)<meta[^>]{0,200}charset\s{0,5}=\s{0,5}[\"']?([\w-]{2,40})")
_CONTROLS = re.compile(r"[\x01-\x08\x0b-\x1f\x7f]")
_ENRICHED = re.compile(r"<(param>[^<]{0,500}</param|/?[a-z-]{1,40})>", re.I)


class Block(NamedTuple):
    """One stretch of the letter, in one of both forms or in both. `parts` are those that it was made from."""

    text: str
    html: str


class Letter(NamedTuple):
    """`parts` are the ids of the parts that were read, so that nobody lists them as attachments; `files` are the
    uuencoded blocks that stood in the text; `cut_text` and `cut_html` the whole of what was over the bound, or ""."""

    text: str
    html: str
    parts: frozenset[int]
    files: tuple[uuencoding.Block, ...]
    cut_text: str
    cut_html: str


class _Writing:
    """What is gathered while the parts are read in order."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.parts: set[int] = set()
        self.files: list[uuencoding.Block] = []
        self.kinds: set[str] = set()


def read_letter(part: Part, *, reading: Reading) -> Letter:
    """The letter of a mail. A mail that has none of its own but brings another mail reads as that mail's."""
    writing = _Writing(reading)
    blocks = _blocks(part, writing)
    if not _say_something(blocks) and part.type != "multipart/report":
        blocks = _from_winmail(part) or _from_unnamed(part, writing) or _from_message(part, writing) or blocks
    return _bounded(_joined_text(blocks), _joined_html(blocks), writing)


def _bounded(text: str, html: str, writing: _Writing) -> Letter:
    """Half of a page of HTML is no page: over the bound it is only kept. Text is cut."""
    cut_text = text if len(text) > MOST_CHARS else ""
    cut_html = html if len(html) > MOST_HTML_CHARS else ""
    if cut_text or cut_html:
        writing.reading.warn("letter: over the bound, all of it is in an attachment")
    shown = "" if cut_html else html
    return Letter(text[:MOST_CHARS], shown, frozenset(writing.parts), tuple(writing.files), cut_text, cut_html)


def _say_something(blocks: list[Block]) -> bool:
    return any(block.text.strip() or block.html.strip() for block in blocks)


def _from_winmail(part: Part) -> list[Block]:
    for each in part.walk():
        if winmail.is_winmail(each.type, each.filename) and (envelope := winmail.unpack(each.content)):
            return [Block(_clean(envelope.text), _clean(envelope.html))] if envelope.text or envelope.html else []
    return []


def _from_unnamed(part: Part, writing: _Writing) -> list[Block]:
    """A few programs call the letter itself an attachment, but nobody gives it a name."""
    for each in part.walk():
        if each.is_message:
            return []
        if each.type in (*PLAIN, *HTML) and not each.filename and id(each) not in writing.parts:
            return [_read(each, writing)]
    return []


def _from_message(part: Part, writing: _Writing) -> list[Block]:
    """Messages in messages are opened until one says something."""
    for inner in part.walk():
        if inner.is_message and _say_something(blocks := _blocks(inner.children[0], writing)):
            writing.reading.warn("letter: taken from the attached message")
            return blocks
    return []


def _blocks(part: Part, writing: _Writing) -> list[Block]:
    if part.type == "multipart/alternative":
        return _best_of([_blocks(child, writing) for child in part.children] or [_preamble(part, writing)])
    if part.is_multipart:
        found = [block for child in part.children for block in _blocks(child, writing)]
        return _without_repetition(found) if part.children else _preamble(part, writing)
    if part.is_message or part.is_raw:
        return []
    if part.children:  # the content of a signed envelope
        return _blocks(part.children[0], writing)
    return [_read(part, writing)] if _is_letter(part, writing) else []


def _best_of(versions: list[list[Block]]) -> list[Block]:
    """Of alternatives, the first that is plain text and the last that is HTML."""
    texts = (joined for blocks in versions if (joined := "\n\n".join(b.text for b in blocks if b.text.strip())))
    htmls = (joined for blocks in reversed(versions) if (joined := _joined_html(blocks)))
    return [Block(next(texts, ""), next(htmls, ""))]


def _without_repetition(blocks: list[Block]) -> list[Block]:
    """Some senders say mixed where they mean alternative: text and the same again as HTML."""
    if len(blocks) != 2 or blocks[0].html or blocks[1].text or len(blocks[1].html) > MOST_CHARS:
        return blocks
    if _letters_of(to_text(blocks[1].html)) == _letters_of(blocks[0].text):
        return [Block(blocks[0].text, blocks[1].html)]
    return blocks


def _letters_of(text: str) -> str:
    return "".join(filter(str.isalnum, text))


def _preamble(part: Part, writing: _Writing) -> list[Block]:
    """A multipart without parts: what it holds is read as text rather than lost."""
    return [Block(_clean(charsets.decode(part.preamble, declared="", hints=writing.reading.hints).text), "")]


def _is_letter(part: Part, writing: _Writing) -> bool:
    if part.type not in PLAIN and part.type not in HTML:
        return False
    if part.disposition not in ("", "inline"):
        return False
    if part.type in ENRICHED and writing.kinds:
        return False
    named_by_disposition = "filename" in part.disposition_parameters
    return not part.filename or (not named_by_disposition and part.type not in writing.kinds)


def _read(part: Part, writing: _Writing) -> Block:
    writing.parts.add(id(part))
    writing.kinds.add(part.type)
    content = part.content
    writing.reading.warn(*filter(None, [part.content_warning]))
    if part.type in HTML:
        return Block("", _html(part, content, writing.reading))
    blocks = uuencoding.blocks(content)
    writing.files += blocks
    for block in reversed(blocks):
        content = content[: block.start] + content[block.end :]
    return Block(_text(part, content, writing.reading), "")


def _text(part: Part, content: bytes, reading: Reading) -> str:
    text = _clean(_decoded(part, content, reading, hints=reading.hints))
    if part.parameters.get("format", "").lower() == "flowed":
        text = flowed.unflow(text, delete_space=part.parameters.get("delsp", "").lower() == "yes")
    if part.type in ENRICHED:
        text = _ENRICHED.sub("", text).replace("<<", "<")
    return text


def _html(part: Part, content: bytes, reading: Reading) -> str:
    meta = _META_CHARSET.search(content, 0, 4_000)
    hints = (meta.group(1).decode("ascii", "ignore"),) if meta else ()
    return _clean(_decoded(part, content, reading, hints=(*hints, *reading.hints)))


def _decoded(part: Part, content: bytes, reading: Reading, *, hints: tuple[str, ...]) -> str:
    declared = part.parameters.get("charset", "")
    found = charsets.decode(content, declared=declared, hints=hints)
    reading.warn(*filter(None, [found.warning]))
    return found.text


def _clean(text: str) -> str:
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _CONTROLS.sub("", text)


def _joined_text(blocks: list[Block]) -> str:
    texts = [block.text if block.text.strip() else to_text(block.html[:MOST_CHARS]) for block in blocks]
    return "\n\n".join(text.strip("\n") for text in texts if text.strip())


def _joined_html(blocks: list[Block]) -> str:
    if not any(block.html.strip() for block in blocks):
        return ""
    pieces = [block.html or f"<pre>{escape(block.text)}</pre>" for block in blocks if block.html or block.text.strip()]
    return "\n".join(pieces)
