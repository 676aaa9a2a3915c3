"""Small pictures, made here: what a camera, a drawing program and a phone would write, with what they tell besides."""

import struct
import zlib

PLACE = b"GPS 52.5200 N 13.4050 E"  # wherever a camera may put it, it must not come out
EXIF = b"Exif\0\0MM\0*" + PLACE
XMP = b"<x:xmpmeta>" + PLACE + b"</x:xmpmeta>"


def png(*, width: int = 2, height: int = 3, besides: bytes = b"") -> bytes:
    """`besides` are chunks that stand before what is drawn."""
    header = struct.pack(">II5B", width, height, 8, 2, 0, 0, 0)
    rows = (b"\0" + b"\x2f\x6f\x5e" * width) * height
    drawn = chunk(b"IHDR", header) + besides + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + drawn


def chunk(name: bytes, data: bytes) -> bytes:
    return len(data).to_bytes(4) + name + data + zlib.crc32(name + data).to_bytes(4)


def jpeg(*, width: int = 2, height: int = 3, besides: bytes = b"", behind: bytes = b"") -> bytes:
    """With the pieces of one, in their order; nothing that could be drawn is coded in it."""
    frame = segment(0xC0, b"\x08" + height.to_bytes(2) + width.to_bytes(2) + b"\x01\x01\x11\0")
    first = segment(0xE0, b"JFIF\0\x01\x01\0\0\x01\0\x01\0\0")
    scan = segment(0xDA, b"\x01\x01\0\0\x3f\0") + b"\x12\xff\0\x34\xff\xd0\x56"
    tables = segment(0xDB, b"\0" + bytes(range(1, 65))) + segment(0xC4, b"\0" * 17)
    return b"\xff\xd8" + first + besides + tables + frame + scan + b"\xff\xd9" + behind


def segment(mark: int, words: bytes) -> bytes:
    return bytes([0xFF, mark]) + (len(words) + 2).to_bytes(2) + words


def webp(*, width: int = 2, height: int = 3, besides: bytes = b"", flags: int = 0x0C) -> bytes:
    """A lossy one with a header that announces EXIF and XMP, and `besides` behind what is drawn."""
    canvas = (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    frame = b"\x10\0\0\x9d\x01\x2a" + width.to_bytes(2, "little") + height.to_bytes(2, "little") + b"drawn"
    return riff(riff_chunk(b"VP8X", bytes([flags, 0, 0, 0]) + canvas) + riff_chunk(b"VP8 ", frame) + besides)


def riff(chunks: bytes) -> bytes:
    return b"RIFF" + (len(chunks) + 4).to_bytes(4, "little") + b"WEBP" + chunks


def riff_chunk(name: bytes, data: bytes) -> bytes:
    return name + len(data).to_bytes(4, "little") + data + b"\0" * (len(data) % 2)
