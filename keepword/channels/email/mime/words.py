"""The text of a header: encoded words (RFC 2047) read as they are really sent, and raw 8-bit bytes beside them."""

import binascii
import re
from collections.abc import Iterator
from itertools import groupby
from typing import NamedTuple

from keepword.channels.email.mime import charsets

# Longer values are cut: no human writes them, and everything below must stay linear.
MOST_BYTES = 65_536
_OPENING = re.compile(r"=\?([^?\s]{1,60})\?([bBqQ])\?")
_FOLD = re.compile(r"[\r\n]+[ \t]*")
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_HEX = re.compile(rb"=([0-9A-Fa-f]{2})")
_NOT_BASE64 = re.compile(rb"[^A-Za-z0-9+/]+")


class _Word(NamedTuple):
    start: int
    end: int
    charset: str
    encoding: str
    payload: str


def header_text(value: bytes, *, hints: tuple[str, ...] = ()) -> str:
    """A header's value as people read it: unfolded, decoded, without control characters.

    hints: charsets named elsewhere in the mail, for raw 8-bit bytes that declare nothing.
    """
    return decode_words(raw_text(value, hints=hints), hints=hints)


def raw_text(value: bytes, *, hints: tuple[str, ...] = ()) -> str:
    """The value with its bytes made characters and its folds undone, encoded words left as they are."""
    text = charsets.decode(value[:MOST_BYTES], declared="", hints=hints).text
    return _CONTROLS.sub("", _FOLD.sub(" ", text)).strip().replace("\t", " ")


def decode_words(text: str, *, hints: tuple[str, ...] = ()) -> str:
    """`text` with every encoded word read; neighbours of one charset are joined *before* decoding, because senders
    cut them in the middle of a character."""
    if "=?" not in text:
        return text
    pieces: list[str] = []
    run: list[_Word] = []
    position = 0
    for word in _words(text):
        between = text[position : word.start]
        if between.strip() or not run:
            pieces += [_read(run, hints), between]
            run = []
        run.append(word)
        position = word.end
    pieces += [_read(run, hints), text[position:]]
    return _CONTROLS.sub("", _FOLD.sub(" ", "".join(pieces)))


def charsets_named(values: list[bytes]) -> tuple[str, ...]:
    """The charsets that encoded words in these values name, in order, for use as hints."""
    found: dict[str, None] = {}
    for value in values:
        if b"=?" in value:
            for match in _OPENING.finditer(value[:MOST_BYTES].decode("latin-1")):
                found[match.group(1).lower()] = None
    return tuple(found)[:4]


def _words(text: str) -> Iterator[_Word]:
    position, end = 0, -1
    while match := _OPENING.search(text, position):
        start = match.end()
        if end < start:
            end = text.find("?=", start)
        if end < 0:
            yield _unfinished(text, match)
            return
        yield _Word(match.start(), end + 2, match.group(1), match.group(2).lower(), text[start:end])
        position = end + 2


def _unfinished(text: str, match: re.Match) -> _Word:
    """The sender cut the value off inside its last word."""
    payload = text[match.end() :].rstrip("?= ")
    return _Word(match.start(), len(text), match.group(1), match.group(2).lower(), payload)


def _read(run: list[_Word], hints: tuple[str, ...]) -> str:
    """Decodes neighbouring words, those that share a charset together."""
    return "".join(
        _together(list(words), charset, hints)
        for charset, words in groupby(run, key=lambda word: word.charset.lower())
    )


def _together(run: list[_Word], charset: str, hints: tuple[str, ...]) -> str:
    """The bytes of all words, joined. Where some sender encoded the whole and cut the base64 anywhere, each word alone
    is broken, and their letters are joined instead."""
    apart = b"".join(_base64(word.payload) if word.encoding == "b" else _quoted(word.payload) for word in run)
    found = charsets.decode(apart, declared=charset, hints=hints)
    if found.warning and _is_cut_anywhere(run):
        whole = charsets.decode(_base64("".join(word.payload for word in run)), declared=charset, hints=hints)
        return found.text if whole.warning else whole.text
    return found.text


def _is_cut_anywhere(run: list[_Word]) -> bool:
    """Base64 whose pieces are not groups of four, though nothing ended there."""
    return all(word.encoding == "b" for word in run) and any(
        len(word.payload) % 4 and not word.payload.endswith("=") for word in run[:-1]
    )


def _quoted(payload: str) -> bytes:
    raw = payload.replace("_", " ").encode("utf-8", "replace")
    return _HEX.sub(lambda match: bytes((int(match.group(1), 16),)), raw)


def _base64(payload: str) -> bytes:
    """Pieces are decoded apart where padding stands inside: some senders glue two encodings together."""
    decoded = b""
    for piece in payload.encode("ascii", "ignore").split(b"="):
        clean = _NOT_BASE64.sub(b"", piece.replace(b"-", b"+").replace(b"_", b"/"))
        usable = clean if len(clean) % 4 != 1 else clean[:-1]
        decoded += binascii.a2b_base64(usable + b"=" * (-len(usable) % 4))
    return decoded
