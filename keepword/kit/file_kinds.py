"""What a file really is: by its first bytes, never by what its sender says of it."""

import re
from pathlib import PurePosixPath

UNKNOWN = "application/octet-stream"

_BEGINNINGS: list[tuple[bytes, str]] = [
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"BM", "image/bmp"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
    (b"%PDF-", "application/pdf"),
    (b"PK\x03\x04", "application/zip"),
    (b"PK\x05\x06", "application/zip"),
    (b"\x1f\x8b", "application/gzip"),
    (b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
    (b"Rar!\x1a\x07", "application/vnd.rar"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/x-ole-storage"),
    (b"{\\rtf", "application/rtf"),
    (b"ID3", "audio/mpeg"),
    (b"\xff\xfb", "audio/mpeg"),
    (b"OggS", "audio/ogg"),
    (b"\x1aE\xdf\xa3", "video/webm"),
    (b"MZ", "application/vnd.microsoft.portable-executable"),
    (b"\x7fELF", "application/x-executable"),
    (b"\xcf\xfa\xed\xfe", "application/x-mach-binary"),
    (b"\xca\xfe\xba\xbe", "application/java-vm"),
]
_RIFF = {b"WEBP": "image/webp", b"WAVE": "audio/wav", b"AVI ": "video/x-msvideo"}
_FTYP = {
    b"avif": "image/avif",
    b"heic": "image/heic",
    b"heix": "image/heic",
    b"mif1": "image/heic",
    b"qt  ": "video/quicktime",
}
_MARKUP = re.compile(
    rb"\s*(?:<!--.{0,400}?-->\s*)*<(!doctype html|html|head|body|script|iframe|svg|\?xml)", re.I | re.S
)

# Kinds that share their first bytes; the name may say which of them it is.
_OFFICE = "application/vnd.openxmlformats-officedocument"
_INSIDE_ZIP = {
    ".docx": f"{_OFFICE}.wordprocessingml.document",
    ".xlsx": f"{_OFFICE}.spreadsheetml.sheet",
    ".pptx": f"{_OFFICE}.presentationml.presentation",
    ".odt": "application/vnd.oasis.opendocument.text",
    ".ods": "application/vnd.oasis.opendocument.spreadsheet",
    ".epub": "application/epub+zip",
}
_INSIDE_OLE = {
    ".doc": "application/msword",
    ".xls": "application/vnd.ms-excel",
    ".ppt": "application/vnd.ms-powerpoint",
}
_PLAIN = {".csv": "text/csv", ".json": "application/json", ".ics": "text/calendar", ".eml": "message/rfc822"}
_REFINED = {"application/zip": _INSIDE_ZIP, "application/x-ole-storage": _INSIDE_OLE, "text/plain": _PLAIN}

# Pictures that a browser may draw in place. Not SVG, which may hold scripts, nor kinds that few browsers know.
DRAWABLE = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp", "image/avif", "image/bmp"})

_PROGRAM_TYPES = frozenset(
    {
        "application/vnd.microsoft.portable-executable",
        "application/x-executable",
        "application/x-mach-binary",
        "application/java-vm",
    }
)
_PROGRAM_NAMES = re.compile(
    r"\.(exe|com|scr|pif|bat|cmd|msi|msp|cpl|dll|vbs|vbe|jse?|ws[fh]?|hta|ps1|jar|lnk|reg|chm|apk|appx?|dmg|pkg)$",
    re.I,
)


def kind_of(name: str, *, content: bytes) -> str:
    """The media type. Only between kinds that begin alike (a Word file is a zip) is the name asked. Markup of every
    sort is "text/html", the most dangerous that it could be read as. UNKNOWN when nothing fits."""
    kind = _by_beginning(content)
    suffix = PurePosixPath(name).suffix.lower()
    return _REFINED.get(kind, {}).get(suffix, kind)


def is_program(name: str, *, content: bytes) -> bool:
    """Whether a double click would run it."""
    return bool(_PROGRAM_NAMES.search(name.strip())) or _by_beginning(content) in _PROGRAM_TYPES


def _by_beginning(content: bytes) -> str:
    for beginning, kind in _BEGINNINGS:
        if content.startswith(beginning):
            return kind
    if content[:4] == b"RIFF":
        return _RIFF.get(content[8:12], UNKNOWN)
    if content[4:8] == b"ftyp":
        return _FTYP.get(content[8:12], "video/mp4")
    if _MARKUP.match(content[:1000].removeprefix(b"\xef\xbb\xbf")):
        return "text/html"
    return "text/plain" if _is_text(content[:4096]) else UNKNOWN


def _is_text(beginning: bytes) -> bool:
    """UTF-8 (which may break off in its last letter), or UTF-16 with its mark; and no control characters."""
    if beginning.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    words = beginning.decode("utf-8", "replace")
    broken = "\ufffd" in words[:-1]
    return not broken and not any(letter < " " and letter not in "\t\r\n\f\x1b" for letter in words)
