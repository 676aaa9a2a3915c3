"""winmail.dat (TNEF): Outlook's own envelope."""

from typing import NamedTuple


class File(NamedTuple):
    name: str
    type: str
    content: bytes
    cid: str


class Envelope(NamedTuple):
    files: tuple[File, ...]
    text: str
    html: str


def is_winmail(type_: str, name: str) -> bool:
    return type_ in ("application/ms-tnef", "application/vnd.ms-tnef") or name.lower() == "winmail.dat"


def unpack(content: bytes) -> Envelope | None:
    """None when it cannot be read."""
    return None
