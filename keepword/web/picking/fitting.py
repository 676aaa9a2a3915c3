"""Which names hold all that was typed. Pure."""

from collections.abc import Callable, Iterable
from itertools import islice
from typing import TypeVar

from keepword.kit.words import fold

MENU = 40  # choices: among more nobody looks for a name line by line
SHOWN = 50  # at once; whoever wants another types more of its name
LONGEST = 80
Row = TypeVar("Row")


def fitting(rows: Iterable[Row], *, query: str, words: Callable[[Row], str]) -> list[Row]:
    """At most one more than SHOWN, so that it shows whether there are more. `words` is the name of a row."""
    wanted = fold(query[:LONGEST]).split()
    found = (row for row in rows if not wanted or _holds(fold(words(row)), wanted))
    return list(islice(found, SHOWN + 1))


def _holds(name: str, wanted: list[str]) -> bool:
    return all(word in name for word in wanted)
