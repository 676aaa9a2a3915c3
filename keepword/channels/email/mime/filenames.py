"""A name under which an attachment can be stored and shown, whatever the sender called it."""

import mimetypes
import re

_MOST_BYTES = 200
# Path separators, control characters, what Windows refuses, and the marks that turn "gpj.exe" around on screen.
_PATH = re.compile(r"^(?:[A-Za-z]:)?[\\/]|^\.{1,2}[\\/]|^[A-Za-z]:|\\\\")
_UNSAFE = re.compile(r'[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff<>:"|?*\\/]+')
_RESERVED = re.compile(r"^(con|prn|aux|nul|com\d|lpt\d)(\.|$)", re.I)
_REGISTERED = mimetypes.MimeTypes()  # Python's own table: the same on every machine
_EXTENSIONS = {
    "text/plain": ".txt",
    "text/html": ".html",
    "text/calendar": ".ics",
    "text/rfc822-headers": ".txt",
    "message/rfc822": ".eml",
    "message/global": ".eml",
    "message/partial": ".eml",
    "message/delivery-status": ".txt",
    "message/disposition-notification": ".txt",
    "message/feedback-report": ".txt",
    "image/jpeg": ".jpg",
    "image/jpg": ".jpg",
    "image/png": ".png",
    "image/gif": ".gif",
    "image/tiff": ".tif",
    "application/pdf": ".pdf",
    "application/pkcs7-mime": ".p7m",
    "application/x-pkcs7-mime": ".p7m",
    "application/pkcs7-signature": ".p7s",
    "application/x-pkcs7-signature": ".p7s",
    "application/pgp-signature": ".asc",
    "application/pgp-encrypted": ".asc",
    "application/ms-tnef": ".dat",
}
_STEMS = {
    "text/calendar": "invite",
    "message/rfc822": "message",
    "message/global": "message",
    "message/delivery-status": "delivery-status",
    "message/feedback-report": "feedback-report",
    "text/rfc822-headers": "headers",
    "application/pkcs7-signature": "smime",
    "application/x-pkcs7-signature": "smime",
    "application/pkcs7-mime": "smime",
    "application/x-pkcs7-mime": "smime",
    "application/pgp-signature": "signature",
}


def safe(name: str, *, type: str) -> str:
    """A file name without path, control or turning characters, at most 200 bytes of UTF-8, never empty.

    type: the media type, from which an empty name is made ("attachment.pdf", "message.eml")."""
    if _PATH.search(name):
        name = re.split(r"[\\/]", name)[-1]
    name = _UNSAFE.sub("_", name).strip(" \t.'").strip("_ ") or ""
    if not name.strip("._- "):
        return invented(type=type)
    if _RESERVED.match(name):
        name = f"_{name}"
    return _shortened(name)


def invented(*, type: str) -> str:
    """A name for a part that has none."""
    kind = type.partition("/")[0]
    stem = _STEMS.get(type) or (kind if kind in ("image", "audio", "video", "text") else "attachment")
    return stem + _extension(type)


def _extension(type: str) -> str:
    return _EXTENSIONS.get(type) or _REGISTERED.guess_extension(type) or ".bin"


def _shortened(name: str) -> str:
    if len(name.encode("utf-8", "ignore")) <= _MOST_BYTES:
        return name
    stem, dot, extension = name.rpartition(".")
    if not dot or len(extension.encode("utf-8", "ignore")) > 20:
        stem, dot, extension = name, "", ""
    room = _MOST_BYTES - len(f"{dot}{extension}".encode("utf-8", "ignore"))
    return stem.encode("utf-8", "ignore")[:room].decode("utf-8", "ignore") + dot + extension
