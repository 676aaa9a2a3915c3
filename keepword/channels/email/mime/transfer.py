"""Content-Transfer-Encoding: back to the bytes that the sender meant."""

import binascii
import gzip
import re
import zlib
from typing import NamedTuple

from keepword.channels.email.mime import uuencoding

_NOT_BASE64 = re.compile(rb"[^A-Za-z0-9+/=]+")
_HEX = re.compile(rb"=([0-9A-Fa-f]{2})")
_MOST_UNZIPPED = 50_000_000


class Content(NamedTuple):
    """`warning` is "" when the encoding was what it said."""

    content: bytes
    warning: str


def encoding_of(values: list[bytes]) -> str:
    """base64, quoted-printable, uuencode, gzip64 or "" for none, from all that stands in the headers: senders write
    `7-bit`, `base64;`, `Quoted-Printable (fixed)`, `text/html`, or the header twice."""
    for value in values:
        said = value[:200].lower()
        if b"gzip64" in said:
            return "gzip64"
        if b"base64" in said or b"base-64" in said:
            return "base64"
        if b"quoted" in said or b"printable" in said:
            return "quoted-printable"
        if b"uue" in said or b"uuencode" in said:
            return "uuencode"
    return ""


def decode(body: bytes, *, encoding: str) -> Content:
    """Never raises: what cannot be decoded is kept as it stood, with a warning."""
    if encoding == "base64":
        return _base64(body)
    if encoding == "quoted-printable":
        return Content(_quoted_printable(body), "")
    if encoding == "uuencode":
        return _uuencode(body)
    if encoding == "gzip64":
        return _gzip64(body)
    return Content(body, "")


def _base64(body: bytes) -> Content:
    try:
        return Content(binascii.a2b_base64(body, strict_mode=True), "")
    except binascii.Error:
        pass  # line breaks at the least: nearly every mail takes the next step
    compact = body.translate(None, b"\r\n\t \x00")
    try:
        return Content(binascii.a2b_base64(compact, strict_mode=True), "")
    except binascii.Error:
        return _damaged_base64(body, compact)


def _damaged_base64(body: bytes, compact: bytes) -> Content:
    foreign = sum(map(len, _NOT_BASE64.findall(compact)))
    if foreign * 20 > len(compact) or (b" " in body.strip() and foreign and len(body) < 10_000 and _is_prose(body)):
        return Content(body, "encoding: base64 declared, but the content is not")
    decoded = []
    for piece in filter(None, _NOT_BASE64.sub(b"", compact).split(b"=")):
        usable = piece if len(piece) % 4 != 1 else piece[:-1]
        decoded.append(binascii.a2b_base64(usable + b"=" * (-len(usable) % 4)))
    return Content(b"".join(decoded), "encoding: damaged base64")


def _is_prose(body: bytes) -> bool:
    """More blanks than any folded base64 holds."""
    return body.count(b" ") * 12 > len(body)


def _quoted_printable(body: bytes) -> bytes:
    """By lines: blanks at the end of a line were added on the way (RFC 2045, 6.7), and `=` ends a soft line."""
    if b"=" not in body:
        return body
    kept = []
    for line in body.split(b"\n"):
        ending = b"\r\n" if line.endswith(b"\r") else b"\n"
        text = line.rstrip(b"\r\t ")
        if text.endswith(b"="):
            kept.append(text[:-1])
        else:
            kept += [text, ending]
    if kept and kept[-1] == b"\n" and not body.endswith(b"\n"):
        kept.pop()
    elif kept[-2:] == [b"", b"\n"]:
        del kept[-2:]
    return _HEX.sub(lambda match: bytes((int(match.group(1), 16),)), b"".join(kept))


def _uuencode(body: bytes) -> Content:
    blocks = uuencoding.blocks(body)
    if not blocks and not body.strip():
        return Content(b"", "")
    if not blocks:
        return Content(body, "encoding: uuencode declared, but the content is not")
    return Content(blocks[0].content, "" if blocks[0].whole else "encoding: damaged uuencode")


def _gzip64(body: bytes) -> Content:
    packed = _base64(body).content
    try:
        unzipped = zlib.decompressobj(16 + zlib.MAX_WBITS).decompress(packed, _MOST_UNZIPPED)
    except (zlib.error, gzip.BadGzipFile, EOFError):
        return Content(packed, "encoding: damaged gzip")
    return Content(unzipped, "")
