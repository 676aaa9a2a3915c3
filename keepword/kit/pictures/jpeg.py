"""JPEG (ITU T.81): segments, each FF and a letter; then the coded picture, in which FF stands before 00."""

import re
from collections.abc import Iterator

from keepword.kit.pictures.pieces import NotAPicture, Picture

BEGIN, END = b"\xff\xd8", b"\xff\xd9"
_SCAN, _LAST = 0xDA, END[1]
_DRAWN = frozenset({0xDB, 0xC4, 0xDD, _SCAN})  # tables, the interval of restarts, the coded picture
_FRAMES = frozenset({0xC0, 0xC1, 0xC2})  # the ways of coding that browsers draw
# Of what programs add, that which says how to draw: the density, the colours, whether they were transformed.
_SAID = {0xE0: b"JFIF\0", 0xE2: b"ICC_PROFILE\0", 0xEE: b"Adobe"}
_JFIF, _ADOBE = 14, 12  # bytes; behind JFIF follows a small picture: of the one before it was cut, perhaps
_MARK = re.compile(rb"\xff+([^\xff])", re.S)
_AFTER_CODED = re.compile(rb"\xff[^\x00\xff\xd0-\xd7]", re.S)  # FF00 is a value in it, FFD0 to 7 a restart


def cleaned(content: bytes) -> Picture:
    """Without APP1 (place, time, camera), words, previews, and whatever hangs behind its end. Raises NotAPicture."""
    if not content.startswith(BEGIN):
        raise NotAPicture
    kept, size, has_scan = [BEGIN], (0, 0), False
    for mark, piece, coded in _segments(content):
        if mark in _FRAMES:
            size = _size(piece, known=size)
        has_scan = has_scan or (mark == _SCAN and all(size))
        kept.append(_written(mark, piece) + coded if _draws(mark, piece) else b"")
    if not has_scan:
        raise NotAPicture
    return Picture("image/jpeg", *size, b"".join([*kept, END]))


def _segments(content: bytes) -> Iterator[tuple[int, bytes, bytes]]:
    """Letter, words, and what is coded behind them, up to the end of the picture. Raises NotAPicture."""
    place = len(BEGIN)
    while True:
        found = _MARK.match(content, place)
        if found is None:
            raise NotAPicture
        mark, place = found[1][0], found.end()
        if mark == _LAST:
            return
        length = int.from_bytes(content[place : place + 2])
        piece, place = content[place + 2 : place + length], place + length
        if length < 2 or place > len(content):  # two bytes of it are the length itself
            raise NotAPicture
        end = _end_of_coded(content, place) if mark == _SCAN else place
        yield mark, piece, content[place:end].rstrip(b"\xff")
        place = end


def _end_of_coded(content: bytes, place: int) -> int:
    found = _AFTER_CODED.search(content, place)
    if found is None:
        raise NotAPicture
    return found.start()


def _size(piece: bytes, *, known: tuple[int, int]) -> tuple[int, int]:
    """Of a frame; there is one. A height of 0 would be said later: nobody writes such files any more."""
    height, width = int.from_bytes(piece[1:3]), int.from_bytes(piece[3:5])
    if any(known) or not (width and height):
        raise NotAPicture
    return width, height


def _draws(mark: int, piece: bytes) -> bool:
    if mark in _SAID:
        return piece.startswith(_SAID[mark]) and (mark != 0xE0 or len(piece) >= _JFIF)
    if mark in _DRAWN or mark in _FRAMES:
        return True
    if mark == 0xFE or 0xE0 <= mark <= 0xEF:  # words; what programs add
        return False
    raise NotAPicture


def _written(mark: int, piece: bytes) -> bytes:
    if mark == 0xE0:
        piece = piece[: _JFIF - 2] + b"\0\0"  # its small picture has no width and no height
    if mark == 0xEE:
        piece = piece[:_ADOBE]
    return bytes([0xFF, mark]) + (len(piece) + 2).to_bytes(2) + piece
