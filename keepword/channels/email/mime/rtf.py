"""Outlook's compressed RTF ([MS-OXRTFCP]), and the letter inside: HTML where Outlook wrapped HTML ([MS-OXRTFEX]),
otherwise the plain words."""

import re
import struct
from html import escape
from typing import NamedTuple

from keepword.channels.email.mime import charsets

_MOST_BYTES = 20_000_000
_RING = 4096
_START = (
    b"{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript "
    b"\\fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n\\par "
    b"\\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx"
)
_TOKEN = re.compile(
    rb"\\([a-zA-Z]{1,32})(-?\d{1,10})? ?|\\'([0-9a-fA-F]{2})|\\([^a-zA-Z])|([{}])|[\r\n]+|([^\\{}\r\n]+)"
)
_SILENT = {b"fonttbl", b"colortbl", b"stylesheet", b"info", b"pict", b"object", b"header", b"footer", b"generator"}
_SYMBOLS = {
    b"par": "\n", b"line": "\n", b"tab": "\t", b"row": "\n", b"cell": "\t", b"lquote": "‘", b"rquote": "’",
    b"ldblquote": "“", b"rdblquote": "”", b"bullet": "•", b"endash": "–", b"emdash": "—",
}  # fmt: skip


class Letter(NamedTuple):
    text: str
    html: str


def decompress(packed: bytes) -> bytes:
    """The RTF; as far as it goes when the data break off, b"" when it is something else."""
    if len(packed) < 16:
        return b""
    _, size, kind = struct.unpack_from("<II4s", packed)
    if kind == b"MELA":
        return packed[16 : 16 + size]
    return _unpacked(packed, min(size, _MOST_BYTES)) if kind == b"LZFu" else b""


def _unpacked(packed: bytes, size: int) -> bytes:
    """Runs of flags and, for each, one byte as it is or a reference into the last 4096 bytes."""
    ring = bytearray(_START + bytes(_RING - len(_START)))
    at, position, found = len(_START), 16, bytearray()
    while position < len(packed) and len(found) < size:
        flags = packed[position]
        position += 1
        for bit in range(8):
            if position + (flags >> bit & 1) >= len(packed):
                break
            if flags >> bit & 1:
                offset, length = packed[position] << 4 | packed[position + 1] >> 4, (packed[position + 1] & 15) + 2
                position += 2
                if offset == at:
                    return bytes(found[:size])
                piece = [(offset + step) % _RING for step in range(length)]
            else:
                piece, ring[at] = [at], packed[position]
                position += 1
            for source in piece:
                ring[at] = ring[source]
                found.append(ring[at])
                at = (at + 1) % _RING
    return bytes(found[:size])


class _Group(NamedTuple):
    """What holds inside one pair of braces."""

    silent: bool = False
    is_tag: bool = False
    is_rtf_only: bool = False
    skip: int = 1


class _Reader:
    def __init__(self, source: bytes) -> None:
        self.wraps_html = b"\\fromhtml" in source[:2_000]
        page = re.search(rb"\\ansicpg(\d{2,5})", source[:2_000])
        self.charset = f"cp{page.group(1).decode()}" if page else "cp1252"
        self.group = _Group()
        self.groups: list[_Group] = []
        self.pieces: list[str] = []
        self.pending = bytearray()
        self.skipping = 0

    def take(self, found: re.Match) -> None:
        word, argument, code, symbol, brace, words = found.groups()
        if words is not None:
            self._write_bytes(words)
        elif code is not None:
            self._write_bytes(bytes((int(code, 16),)))
        elif brace == b"{":
            if len(self.groups) < 10_000:
                self.groups.append(self.group)
        elif brace == b"}":
            self.group = self.groups.pop() if self.groups else _Group()
        elif word is not None:
            self._control(word, argument)
        elif symbol == b"*":
            self.group = self.group._replace(silent=True)
        elif symbol in (b"\\", b"{", b"}", b"~"):
            self._write_bytes(b" " if symbol == b"~" else symbol)

    def _control(self, word: bytes, argument: bytes | None) -> None:
        if word == b"htmltag":
            self.group = self.group._replace(silent=False, is_tag=True)
        elif word == b"htmlrtf":
            self.group = self.group._replace(is_rtf_only=argument != b"0")
        elif word in _SILENT:
            self.group = self.group._replace(silent=True)
        elif word == b"uc":
            self.group = self.group._replace(skip=min(int(argument or 1), 10))
        elif word == b"u" and argument is not None:
            self._write(chr(int(argument) % 65536))
            self.skipping = self.group.skip
        elif word in _SYMBOLS:
            self._write(_SYMBOLS[word])

    def _write_bytes(self, content: bytes) -> None:
        if self.skipping > 0:
            skipped, self.skipping = self.skipping, max(self.skipping - len(content), 0)
            content = content[skipped:]
        if content and self._is_shown:
            self.pending += content

    def _write(self, text: str) -> None:
        if self._is_shown:
            self._flush()
            self.pieces.append(text)

    @property
    def _is_shown(self) -> bool:
        return not self.group.silent and not (self.wraps_html and self.group.is_rtf_only)

    def _flush(self) -> None:
        if self.pending:
            self.pieces.append(charsets.decode(bytes(self.pending), declared=self.charset).text)
            self.pending.clear()

    def mark(self) -> None:
        """Tags go out as they are, words between them escaped."""
        self._flush()


def read(source: bytes) -> Letter:
    """The letter in the RTF, as HTML or as text, whichever Outlook put in."""
    reader = _Reader(source)
    done: list[str] = []
    for found in _TOKEN.finditer(source):
        was_tag = reader.group.is_tag
        reader.take(found)
        if reader.group.is_tag != was_tag:
            reader.mark()
            done += [piece if was_tag else _between(piece, reader.wraps_html) for piece in reader.pieces]
            reader.pieces.clear()
    reader.mark()
    done += [_between(piece, reader.wraps_html) for piece in reader.pieces]
    whole = "".join(done).encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return Letter("", whole) if reader.wraps_html else Letter(whole, "")


def _between(text: str, wraps_html: bool) -> str:
    return escape(text, quote=False) if wraps_html else text
