"""S/MIME that signs by wrapping (application/pkcs7-mime): the mail inside is readable without any key.

Only as much of CMS (RFC 5652) and BER as it takes to find the content. Nothing is verified.
"""

from typing import NamedTuple

TYPES = ("application/pkcs7-mime", "application/x-pkcs7-mime")
_SIGNED_DATA = bytes.fromhex("2a864886f70d010702")
_OCTETS, _SEQUENCE, _EXPLICIT = 0x04, 0x30, 0xA0
_CONSTRUCTED = 0x20
_DEEPEST = 12
_MOST = 20_000


class _Element(NamedTuple):
    """`start` and `end` of the content, and where the next element begins."""

    tag: int
    start: int
    end: int
    following: int


class NotSigned(ValueError):
    """The bytes are no signed CMS, or break off."""


def signed_content(der: bytes) -> bytes | None:
    """The mail that was signed, None when the bytes are encrypted, damaged or something else."""
    try:
        return _signed_content(der)
    except (NotSigned, IndexError):
        return None


def _signed_content(der: bytes) -> bytes:
    outer = _expect(_element(der, 0, len(der), 0), _SEQUENCE)
    kind, wrapped = _children(der, outer, most=2)
    if der[kind.start : kind.end] != _SIGNED_DATA:
        raise NotSigned
    signed = _expect(_children(der, _expect(wrapped, _EXPLICIT), most=1)[0], _SEQUENCE)
    _, _, inside = _children(der, signed, most=3)
    _, content = _children(der, _expect(inside, _SEQUENCE), most=2)
    octets = _children(der, _expect(content, _EXPLICIT), most=1)[0]
    return _octets(der, octets)


def _octets(der: bytes, element: _Element) -> bytes:
    if element.tag == _OCTETS:
        return der[element.start : element.end]
    pieces = _children(der, _expect(element, _OCTETS | _CONSTRUCTED), most=_MOST)
    return b"".join(der[piece.start : piece.end] for piece in pieces if piece.tag == _OCTETS)


def _expect(element: _Element, tag: int) -> _Element:
    if element.tag != tag:
        raise NotSigned
    return element


def _children(der: bytes, parent: _Element, *, most: int) -> list[_Element]:
    found: list[_Element] = []
    position = parent.start
    while position < parent.end and len(found) < most:
        found.append(_element(der, position, parent.end, 0))
        position = found[-1].following
    if len(found) < most and most < _MOST:
        raise NotSigned
    return found


def _element(der: bytes, position: int, end: int, depth: int) -> _Element:
    if position + 2 > end or depth > _DEEPEST:
        raise NotSigned
    tag, length, start = der[position], der[position + 1], position + 2
    if length == 0x80:
        return _open_ended(der, tag, start, end, depth)
    if length > 0x80:
        width = length & 0x7F
        if width > 4:
            raise NotSigned
        length, start = int.from_bytes(der[start : start + width], "big"), start + width
    if start + length > end:
        raise NotSigned
    return _Element(tag, start, start + length, start + length)


def _open_ended(der: bytes, tag: int, start: int, end: int, depth: int) -> _Element:
    """Without a length: everything up to two zero bytes."""
    position = start
    for _ in range(_MOST):
        if der[position : position + 2] == b"\x00\x00":
            return _Element(tag, start, position, position + 2)
        position = _element(der, position, end, depth + 1).following
    raise NotSigned
