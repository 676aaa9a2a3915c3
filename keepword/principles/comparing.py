"""What a version changed, word by word. Pure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

PIECES = re.compile(r"\s+|[A-Za-z0-9\u00c0-\u024f\u0600-\u06ff\uac00-\ud7af]+|.", re.S)  # a word; a sign; a Han sign
KEPT, ADDED, REMOVED = "kept", "added", "removed"
AROUND = 60  # characters of what was kept, on each side of a change


@dataclass(frozen=True, slots=True)
class Piece:
    kind: str
    text: str


def changes(before: str, after: str) -> list[Piece]:
    """In reading order; what was kept is cut to its ends where it is long. Empty when nothing changed."""
    if before == after:
        return []
    return list(_pieces(PIECES.findall(before), PIECES.findall(after)))


def _pieces(old: list[str], new: list[str]) -> Iterator[Piece]:
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            yield Piece(KEPT, _short("".join(old[a:b])))
            continue
        if a < b:
            yield Piece(REMOVED, "".join(old[a:b]))
        if c < d:
            yield Piece(ADDED, "".join(new[c:d]))


def _short(text: str) -> str:
    return text if len(text) <= 3 * AROUND else f"{text[:AROUND]} … {text[-AROUND:]}"
