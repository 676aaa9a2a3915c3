"""PNG (ISO/IEC 15948): chunks, each with its length, its name and a sum over both."""

import struct
import zlib
from collections.abc import Iterator

from keepword.kit.pictures.pieces import NotAPicture, Picture

BEGIN = b"\x89PNG\r\n\x1a\n"
END = b"\0\0\0\0IEND\xaeB`\x82"
# What draws, and which colours are meant. No words (tEXt, zTXt, iTXt), no eXIf, no time, no films (acTL).
_KEPT = frozenset({b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"cHRM", b"gAMA", b"iCCP", b"sBIT", b"sRGB", b"cICP"})
_LONGEST = 2**31 - 1
_OPTIONAL = 0x20  # a small first letter: who does not know it may pass it over
_HEADER = struct.Struct(">II5B")  # width, height, depth, colours, and three ways of coding


def cleaned(content: bytes) -> Picture:
    """Without words, place and time, and whatever hangs behind its end. Raises NotAPicture."""
    if not content.startswith(BEGIN):
        raise NotAPicture
    chunks = list(_chunks(content))
    names = [name for name, _ in chunks]
    if names[0] != b"IHDR" or names.count(b"IHDR") != 1 or b"IDAT" not in names:
        raise NotAPicture
    width, height = _size(chunks[0][1])
    kept = (_written(name, data) for name, data in chunks if name in _KEPT)
    return Picture("image/png", width, height, BEGIN + b"".join(kept))


def _chunks(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Name and data, up to the end of the picture. Raises NotAPicture."""
    place, name = len(BEGIN), b""
    while name != b"IEND":
        length, name = int.from_bytes(content[place : place + 4]), content[place + 4 : place + 8]
        data, place = content[place + 8 : place + 8 + length], place + 12 + length
        if length > _LONGEST or place > len(content) or not name.isalpha():
            raise NotAPicture
        if int.from_bytes(content[place - 4 : place]) != zlib.crc32(data, zlib.crc32(name)):
            raise NotAPicture
        if name not in _KEPT and not name[0] & _OPTIONAL:
            raise NotAPicture
        if name == b"IEND" and data:
            raise NotAPicture
        yield name, data


def _size(header: bytes) -> tuple[int, int]:
    if len(header) != _HEADER.size:
        raise NotAPicture
    width, height, *_ = _HEADER.unpack(header)
    if not (width and height):
        raise NotAPicture
    return width, height


def _written(name: bytes, data: bytes) -> bytes:
    return len(data).to_bytes(4) + name + data + zlib.crc32(data, zlib.crc32(name)).to_bytes(4)
