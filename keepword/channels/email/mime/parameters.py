"""`Content-Type: text/plain; charset=utf-8; name*0*=…`: the value and its parameters, however they were written."""

import re
from typing import NamedTuple
from urllib.parse import unquote_to_bytes

from keepword.channels.email.mime import charsets, words

_MOST_PARAMETERS = 100
_NAME = re.compile(r'([^\s=;,"*]{1,60})(?:\*(\d{1,3}))?(\*)?\s{0,20}=\s*')
_QUOTED = re.compile(r'"((?:[^"\\]|\\.)*)(?:"|$)', re.S)
_BARE = re.compile(r"[;\r\n]")
_COMMENT = re.compile(r"\([^()]{0,200}\)")
_TYPE = re.compile(r"([\w!#$&^.+-]+)\s*/\s*([\w!#$&^.+-]+)")


class Value(NamedTuple):
    """`value` in lower case ("text/plain", "attachment", "" when unreadable); parameter names in lower case, their
    values decoded."""

    value: str
    parameters: dict[str, str]


class _Piece(NamedTuple):
    number: int
    encoded: bool
    text: str


def content_type(raw: bytes, *, hints: tuple[str, ...] = ()) -> Value:
    """The media type; value "" when it is not `type/subtype`."""
    text = words.raw_text(raw, hints=hints)
    match = _TYPE.match(_COMMENT.sub("", text[:200]).strip(" '\"<;"))
    found = f"{match.group(1)}/{match.group(2)}".lower() if match else ""
    return Value(found, _parameters(text.partition(";")[2], hints))


def disposition(raw: bytes, *, hints: tuple[str, ...] = ()) -> Value:
    """inline, attachment or what else was written; "" when the value begins with a parameter."""
    text = words.raw_text(raw, hints=hints)
    first, _, rest = text.partition(";")
    if "=" in first:
        first, rest = "", text
    return Value(first.strip(" '\"").lower(), _parameters(rest, hints))


def _parameters(text: str, hints: tuple[str, ...]) -> dict[str, str]:
    pieces: dict[str, list[_Piece]] = {}
    for _ in range(_MOST_PARAMETERS):
        match = _NAME.search(text)
        if match is None:
            break
        value, rest = _value(text[match.end() :])
        piece = _Piece(int(match.group(2) or 0), bool(match.group(3)), value)
        pieces.setdefault(match.group(1).lower(), []).append(piece)
        text = rest
    return {name: _joined(found, hints) for name, found in pieces.items()}


def _value(text: str) -> tuple[str, str]:
    quoted = _QUOTED.match(text)
    if quoted is None:
        bare = _BARE.split(text, maxsplit=1)[0]
        if "=?" in bare[:3] and "?=" in text:  # an unquoted encoded word may hold anything
            bare = text[: text.rindex("?=") + 2]
        return bare.strip(), text[len(bare) :]
    rest = text[quoted.end() :]
    tail = rest.partition(";")[0]
    if tail.strip() and "=" not in tail:  # a quote inside the quotes: name="a "b".pdf"
        return f"{quoted.group(1)}{tail.rstrip().removesuffix(chr(34))}", rest[len(tail) :]
    return re.sub(r'\\(["\\])', r"\1", quoted.group(1)), rest


def _joined(pieces: list[_Piece], hints: tuple[str, ...]) -> str:
    """RFC 2231 continuations in order of their numbers; a plain value twice is read once."""
    extended = any(piece.encoded for piece in pieces)
    if not extended and len({piece.number for piece in pieces}) < len(pieces):
        return words.decode_words(pieces[0].text, hints=hints)
    pieces = sorted(_distinct(pieces, extended), key=lambda piece: piece.number)
    if not extended:
        return words.decode_words("".join(piece.text for piece in pieces), hints=hints)
    return _percent_decoded(pieces, hints)


def _distinct(pieces: list[_Piece], extended: bool) -> list[_Piece]:
    """Where both `name` and `name*` were sent, the extended one is meant (RFC 6266)."""
    best: dict[int, _Piece] = {}
    for piece in pieces:
        kept = best.get(piece.number)
        if kept is None or (extended and piece.encoded and not kept.encoded):
            best[piece.number] = piece
    return list(best.values())


def _percent_decoded(pieces: list[_Piece], hints: tuple[str, ...]) -> str:
    charset, first = "", pieces[0].text
    if first.count("'") >= 2:
        charset, _, first = first.split("'", 2)
    raw = b""
    for piece, text in zip(pieces, (first, *(piece.text for piece in pieces[1:])), strict=True):
        content = text.encode("utf-8", "replace")
        raw += unquote_to_bytes(content) if piece.encoded else content
    text = charsets.decode(raw, declared=charset, hints=hints).text
    return words.decode_words(text, hints=hints)
