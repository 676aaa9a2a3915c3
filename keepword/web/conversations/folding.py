"""Which lines between the letters are folded to one: many quiet ones in a row."""

from collections.abc import Sequence
from itertools import groupby

FEWEST = 3  # two lines behind a third would save next to nothing
LEFT_OPEN = 2  # the last lines after the newest letter say how things stand


def folds(quiet: Sequence[bool], *, is_newest: bool) -> list[tuple[int, int]]:
    """First place and end of each fold, in order. `quiet` says of every item of a thread whether it is a line that
    nobody has to act upon; what is not (a letter too) is never within a fold. `is_newest`: nothing follows after the
    last item, so its lines are where a reader looks."""
    found = []
    for is_quiet, places in groupby(range(len(quiet)), key=quiet.__getitem__):
        run = list(places)
        end = run[-1] + 1
        if is_newest and end == len(quiet):
            end -= LEFT_OPEN
        if is_quiet and end - run[0] >= FEWEST:
            found.append((run[0], end))
    return found
