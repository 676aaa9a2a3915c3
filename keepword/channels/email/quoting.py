"""Telling the lines of a mail apart: what was written now, what was quoted, and what clients put between."""

import re
from collections.abc import Sequence

from keepword.channels.email.attributions import attribution_at
from keepword.channels.email.header_blocks import header_block_at
from keepword.channels.email.plain_lines import is_empty, is_marked_quote
from keepword.channels.email.separators import (
    is_original_mark,
    is_original_title,
    is_rule,
    is_signature_mark,
    is_titled_rule,
)
from keepword.channels.email.signatures import is_app_signature

TEXT, EMPTY, QUOTE, RULE, DASHES, MARK, HEADER, APP = "t", " ", "q", "r", "d", "m", "h", "s"
"""One letter a line, so that a mail is a word that can be searched: written text; nothing; a marked quote; a line of
dashes; the two dashes above a signature; an attribution or "Original Message"; headers of an older mail; a line that
an app put there."""

MOST_LINES = 10_000
"""Past that many lines only marked quotes are told from text: nobody writes by hand what comes there."""

_FENCE = re.compile(r"\s{0,3}(```|~~~)")
_NAMED_QUOTE = re.compile(r"([A-Za-z][\w.-]{1,20})>(?: |$)")
_SEALS = re.compile(r"-----(?:BEGIN PGP SIGNED MESSAGE|BEGIN PGP SIGNATURE|END PGP SIGNATURE)-----\s*")


def kinds_of(lines: Sequence[str]) -> str:
    """One letter for each line (see the names above)."""
    kinds: list[str] = []
    fences = _fenced(lines)
    sealed = _sealed(lines)
    mark = _Mark()
    while len(kinds) < len(lines):
        at = len(kinds)
        if at >= MOST_LINES:
            kinds.append(EMPTY if is_empty(lines[at]) else QUOTE if is_marked_quote(lines[at]) else TEXT)
        elif at in fences:
            kinds.append(TEXT)
        elif at in sealed:
            kinds.append(APP)
        else:
            kinds.extend(_kinds_at(lines, at, kinds, mark))
    return "".join(kinds)


class _Mark:
    """The last attribution: it says how its quote may be marked."""

    def __init__(self) -> None:
        self.words = ""
        self.bars_quote = False


def _kinds_at(lines: Sequence[str], at: int, kinds: list[str], mark: _Mark) -> str:
    line = lines[at]
    if is_empty(line):
        return EMPTY
    if is_marked_quote(line) or _quotes_another_way(line, mark):
        return QUOTE
    mark.bars_quote = False
    if is_signature_mark(line):
        return DASHES
    if is_rule(line):
        return RULE
    if is_original_mark(line) or (_is_title(line) and _headers_follow(lines, at + 1)):
        return MARK
    if size := attribution_at(lines, at):
        mark.words = " ".join(lines[at : at + size]).lower()
        mark.bars_quote = True
        return MARK * size
    if size := header_block_at(lines, at, expected=_last_seen(kinds) in (RULE, MARK)):
        return HEADER * size
    return APP if is_app_signature(line) else TEXT


def _quotes_another_way(line: str, mark: _Mark) -> bool:
    """Bars right under an attribution; "Mina> " where Mina is the one quoted."""
    if mark.bars_quote and line.startswith("|"):
        return True
    named = _NAMED_QUOTE.match(line) if mark.words else None
    return bool(named and named[1].lower() in mark.words)


def _is_title(line: str) -> bool:
    return is_original_title(line) or is_titled_rule(line)


def _headers_follow(lines: Sequence[str], start: int) -> bool:
    return any(header_block_at(lines, index, expected=True) for index in range(start, min(start + 3, len(lines))))


def _last_seen(kinds: list[str]) -> str:
    return next((kind for kind in reversed(kinds[-4:]) if kind != EMPTY), "")


def _fenced(lines: Sequence[str]) -> set[int]:
    """Lines of code blocks. A fence that is never closed is no fence."""
    fenced: set[int] = set()
    opened: int | None = None
    mark = ""
    for index, line in enumerate(lines):
        found = _FENCE.match(line)
        if not found:
            continue
        if opened is None:
            opened, mark = index, found[1]
        elif found[1] == mark:
            fenced.update(range(opened, index + 1))
            opened = None
    return fenced


def _sealed(lines: Sequence[str]) -> set[int]:
    """Lines that PGP put around a letter: its first line with the headers below it, and the signature's block."""
    sealed: set[int] = set()
    open_until = ""
    for index, line in enumerate(lines):
        if open_until:
            sealed.add(index)
            open_until = "" if line.startswith(open_until) or (open_until == "\n" and is_empty(line)) else open_until
        elif line.startswith("-----") and _SEALS.fullmatch(line[:60]):
            sealed.add(index)
            open_until = "\n" if "MESSAGE" in line else "" if "END" in line else "-----END"
    return sealed
