"""The words around what was searched for, with the find marked."""

import re
from collections.abc import Iterable, Sequence

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

from keepword.kit import words

BEFORE, LONGEST = 24, 160
READ = 200_000  # letters of one text in which a find is looked for
PIECE, OVERLAP = 4_000, 200  # letters: most finds stand near the beginning, so a long text is read in pieces
_EDGES = re.compile(r"^\W+|\W+$")


def snippet(text: str, *, written: Sequence[str]) -> SafeString:
    """One line of at most 160 letters that holds the first of these words that stands in the text, each marked, as
    HTML. `written` is what was searched for, as it was typed."""
    line, places, is_later = _first_find(text, written=written)
    start = max(0, places[0][0] - BEFORE) if places else 0
    shown = line[start : start + LONGEST]
    inside = [(at - start, end - start) for at, end in places if end <= start + len(shown)]
    return format_html("{}{}", "…" if start or is_later else "", _marked(shown, places=inside))


def _first_find(text: str, *, written: Sequence[str]) -> tuple[str, list[tuple[int, int]], bool]:
    """The piece that holds the first find as one line, where its finds are, and whether it is a later piece; the first
    piece where nothing is found."""
    first = " ".join(text[: PIECE + OVERLAP].split())
    for begin in range(0, min(len(text), READ), PIECE):
        line = " ".join(text[begin : begin + PIECE + OVERLAP].split()) if begin else first
        places = _places(line, written=written)
        if places:
            return line, places, begin > 0
    return first, [], False


def holds(text: str, *, written: Sequence[str]) -> bool:
    """Whether one of these words stands in the text."""
    return bool(_places(" ".join(text.split()), written=written))


def marked(text: str, *, written: Sequence[str]) -> SafeString:
    """The whole text with the words marked, as HTML."""
    return _marked(text, places=_places(text, written=written))


def _marked(text: str, *, places: list[tuple[int, int]]) -> SafeString:
    parts, end = [], 0
    for at, until in places:
        parts += [escape(text[end:at]), format_html("<mark>{}</mark>", text[at:until])]
        end = until
    return mark_safe("".join([*parts, escape(text[end:])]))  # noqa: S308 (each part is escaped above)


def _places(line: str, *, written: Sequence[str]) -> list[tuple[int, int]]:
    """Where the words stand, in order and apart from each other."""
    folded = words.fold(line)
    wanted = [word for word in (_EDGES.sub("", words.fold(one)) for one in written) if word]
    if not wanted:
        return []
    longest_first = sorted(wanted, key=len, reverse=True)
    pattern = "|".join(rf"(?<!\w){re.escape(one)}" if one.isascii() else re.escape(one) for one in longest_first)
    places = [found.span() for found in re.finditer(pattern, folded)]
    return places if len(folded) == len(line) or not places else _unfolded(places, line=line, folded=folded)


def _unfolded(places: list[tuple[int, int]], *, line: str, folded: str) -> list[tuple[int, int]]:
    """Some letters are two when they are folded, as ß is ss and … three stops: the places in the line itself. None
    where letters melt into one, for then nobody knows."""
    letters = [letter.lower() if letter.isascii() else words.fold(letter) for letter in line]
    if "".join(letters) != folded:
        return []
    origins = [place for place, letter in enumerate(letters) for _ in letter]
    whole = ((origins[at], origins[end - 1] + 1) for at, end in places)
    return _apart(whole)


def _apart(places: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Two finds within one letter are one."""
    found: list[tuple[int, int]] = []
    for at, end in places:
        if not found or at >= found[-1][1]:
            found.append((at, end))
    return found
