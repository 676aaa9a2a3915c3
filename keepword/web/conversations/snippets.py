"""The words around what was searched for, with the find marked."""

import re
from collections.abc import Sequence

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

from keepword.kit import words

BEFORE, LONGEST = 24, 160
_EDGES = re.compile(r"^\W+|\W+$")


def snippet(text: str, *, written: Sequence[str]) -> SafeString:
    """One line of at most 160 letters that holds the first of these words that stands in the text, each marked, as
    HTML. `written` is what was searched for, as it was typed."""
    line = " ".join(text.split())
    places = _places(line, written=written)
    start = max(0, places[0][0] - BEFORE) if places else 0
    shown = line[start : start + LONGEST]
    inside = [(at - start, end - start) for at, end in places if end <= start + len(shown)]
    return format_html("{}{}", "…" if start else "", _marked(shown, places=inside))


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
    """Where the words stand, in order and apart from each other; none when folding changes the length of the line,
    for then the places are of another text."""
    folded = words.fold(line)
    wanted = [word for word in (_EDGES.sub("", words.fold(one)) for one in written) if word]
    if len(folded) != len(line) or not wanted:
        return []
    longest_first = sorted(wanted, key=len, reverse=True)
    pattern = "|".join(rf"(?<!\w){re.escape(one)}" if one.isascii() else re.escape(one) for one in longest_first)
    return [found.span() for found in re.finditer(pattern, folded)]
