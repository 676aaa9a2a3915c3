"""WebP (RFC 9649): a RIFF file, chunks of a name, a length, and data that end at an even place."""

from collections.abc import Iterator

from keepword.kit.pictures.pieces import NotAPicture, Picture

_KEPT = (b"VP8X", b"ICCP", b"ALPH", b"VP8 ", b"VP8L")  # in this order; EXIF, "XMP " and what is unknown are left out
_DRAWN = (b"VP8 ", b"VP8L")
_COLOURS, _SEE_THROUGH, _MOVES = 0x20, 0x10, 0x02  # flags of VP8X; those of EXIF and XMP are never set again
_LOSSY, _LOSSLESS = b"\x9d\x01\x2a", 0x2F


def cleaned(content: bytes) -> Picture:
    """Without place, time and words, and whatever hangs behind its end. Raises NotAPicture, also for what moves."""
    if content[:4] != b"RIFF" or content[8:12] != b"WEBP":
        raise NotAPicture
    chunks = list(_chunks(content))
    kept = {name: data for name, data in reversed(chunks) if name in _KEPT}
    drawn = [name for name, _ in chunks if name in _DRAWN]
    if len(drawn) != 1:
        raise NotAPicture
    size = _lossy_size(kept[b"VP8 "]) if drawn == [b"VP8 "] else _lossless_size(kept[b"VP8L"])
    if b"VP8X" in kept:
        kept[b"VP8X"] = _header(kept[b"VP8X"], size=size)
    else:
        kept = {name: kept[name] for name in drawn}
    body = b"WEBP" + b"".join(_written(name, kept[name]) for name in _KEPT if name in kept)
    return Picture("image/webp", *size, b"RIFF" + len(body).to_bytes(4, "little") + body)


def _chunks(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Raises NotAPicture."""
    end = 8 + int.from_bytes(content[4:8], "little")
    if end > len(content):
        raise NotAPicture
    place = 12
    while place + 8 <= end:
        name, length = content[place : place + 4], int.from_bytes(content[place + 4 : place + 8], "little")
        if place + 8 + length > end:
            raise NotAPicture
        yield name, content[place + 8 : place + 8 + length]
        place += 8 + length + length % 2


def _lossy_size(data: bytes) -> tuple[int, int]:
    """Of the first frame, which must be a whole one. Two bits of each side say how to enlarge it."""
    if len(data) < 10 or data[0] & 1 or data[3:6] != _LOSSY:
        raise NotAPicture
    return _sides(int.from_bytes(data[6:8], "little") & 0x3FFF, int.from_bytes(data[8:10], "little") & 0x3FFF)


def _lossless_size(data: bytes) -> tuple[int, int]:
    if len(data) < 5 or data[0] != _LOSSLESS:
        raise NotAPicture
    bits = int.from_bytes(data[1:5], "little")
    return _sides((bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1)


def _sides(width: int, height: int) -> tuple[int, int]:
    if not (width and height):
        raise NotAPicture
    return width, height


def _header(data: bytes, *, size: tuple[int, int]) -> bytes:
    """VP8X. The canvas is as large as the picture on it."""
    canvas = int.from_bytes(data[4:7], "little") + 1, int.from_bytes(data[7:10], "little") + 1
    if len(data) != 10 or canvas != size or data[0] & _MOVES:
        raise NotAPicture
    return bytes([data[0] & (_COLOURS | _SEE_THROUGH), 0, 0, 0]) + data[4:]


def _written(name: bytes, data: bytes) -> bytes:
    return name + len(data).to_bytes(4, "little") + data + b"\0" * (len(data) % 2)
