"""The list of properties inside winmail.dat ([MS-OXTNEF] 2.1.3.4): number, type and value, one after the other."""

import struct
from collections.abc import Iterator

from keepword.channels.email.mime import charsets

PLAIN_BODY = 0x1000
COMPRESSED_RTF = 0x1009
HTML = 0x1013
ATTACHED_OBJECT = 0x3701
LONG_FILENAME = 0x3707
MIME_TYPE = 0x370E
CONTENT_ID = 0x3712
INTERNET_CODEPAGE = 0x3FDE

_MANY = 0x1000
_UNICODE = 0x001F
_WITH_LENGTH = {0x000D, 0x001E, _UNICODE, 0x0102}
_SIZES = {2: 4, 3: 4, 4: 4, 5: 8, 6: 8, 7: 8, 10: 4, 11: 4, 20: 8, 64: 8, 72: 16}
_MOST = 5_000

Properties = dict[int, tuple[int, bytes]]


def read_properties(content: bytes) -> Properties:
    """Type and first value by property number; what breaks off is left out."""
    found: Properties = {}
    try:
        for number, type_, value in _properties(content):
            found.setdefault(number, (type_, value))
    except (struct.error, IndexError):
        pass  # the list breaks off: what was read until there counts
    return found


def raw(properties: Properties, number: int) -> bytes:
    return properties.get(number, (0, b""))[1]


def number(properties: Properties, wanted: int) -> int:
    value = raw(properties, wanted)
    return struct.unpack_from("<I", value)[0] if len(value) >= 4 else 0


def text(properties: Properties, number: int, *, charset: str) -> str:
    """A string property; `charset` counts where it is not Unicode."""
    type_, value = properties.get(number, (0, b""))
    if type_ == _UNICODE:
        return value.decode("utf-16-le", "replace").split("\x00")[0]
    return charsets.decode(value.split(b"\x00")[0], declared=charset).text


def _properties(content: bytes) -> Iterator[tuple[int, int, bytes]]:
    if not content:
        return
    (count,) = struct.unpack_from("<I", content)
    position = 4
    for _ in range(min(count, _MOST)):
        type_, number = struct.unpack_from("<HH", content, position)
        position = _after_name(content, position + 4) if number >= 0x8000 else position + 4
        first, position = _values(content, position, type_)
        yield number, type_ & ~_MANY, first


def _after_name(content: bytes, position: int) -> int:
    """Named properties carry a GUID and a number or a name."""
    (kind,) = struct.unpack_from("<I", content, position + 16)
    if kind == 0:
        return position + 24
    (length,) = struct.unpack_from("<I", content, position + 20)
    return position + 24 + _padded(length)


def _values(content: bytes, position: int, type_: int) -> tuple[bytes, int]:
    """The first value and the position after the last."""
    plain, count = type_ & ~_MANY, 1
    if type_ & _MANY or plain in _WITH_LENGTH:
        (count,) = struct.unpack_from("<I", content, position)
        position += 4
    first = None
    for _ in range(min(count, _MOST)):
        if plain in _WITH_LENGTH:
            (length,) = struct.unpack_from("<I", content, position)
            position += 4
        else:
            length = _SIZES.get(plain, 4)
        value = content[position : position + length]
        first = value if first is None else first
        position += _padded(length)
    return first or b"", position


def _padded(length: int) -> int:
    return length + -length % 4
