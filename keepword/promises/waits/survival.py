"""How long until it ends, when some have not ended yet: the estimate of Kaplan and Meier, and its quantiles.

A conversation that is still open has waited at least its present age. Leaving it out would make every bad day look
good, until the answers come. Kaplan, Meier, "Nonparametric estimation from incomplete observations", JASA 1958.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

SPEAKS_FOR = 4.0  # waits; where each one that is left speaks for more of those lost from sight, chance decides


class Seen(NamedTuple):
    """One wait as far as it is known: `value` is its length, or when it `is_open` how long it lasts already.

    `weight` over 0: how many waits it counts for. Sorted, those that ended come before those that are open.
    """

    value: float
    is_open: bool
    weight: float = 1.0


def curve(seen: Iterable[Seen]) -> list[tuple[float, float]]:
    """(value, share that lasts longer than value) at each value where a wait ended, in rising order.

    Of equal values those that ended come first, as is the custom: who left at that moment had been waiting then.
    """
    return [(value, lasting) for value, lasting, _ in _steps(sorted(seen))]


def quantile(seen: Iterable[Seen], *, share: float) -> float | None:
    """The smallest value within which at least `share` (over 0, under 1) of all waits end.

    None when too many have not ended to know: the curve never comes down so far, or only by the answers of a few
    oddities that were left when most had gone out of sight. The longest value would be a guess from below then, so
    the caller must look at more waits, or say something else.
    """
    for value, lasting, speaks_for in _steps(sorted(seen)):
        if lasting <= 1 - share + 1e-12:
            return value if speaks_for <= SPEAKS_FOR else None
    return None


def _steps(ordered: list[Seen]) -> Iterator[tuple[float, float, float]]:
    """The third: how many waits each one stands for that is still in sight there; 1 while none was lost."""
    at_risk = whole = sum(one.weight for one in ordered)
    lasting, place = 1.0, 0
    while place < len(ordered):
        value, ended, gone = ordered[place].value, 0.0, 0.0
        while place < len(ordered) and ordered[place].value == value:
            one = ordered[place]
            ended += 0.0 if one.is_open else one.weight
            gone += one.weight
            place += 1
        if ended:
            speaks_for = lasting * whole / at_risk if at_risk > 0 else float("inf")
            # The last wait of all takes the curve to exactly 0, whatever was lost in adding up weights.
            lasting = 0.0 if place == len(ordered) and ended == gone else lasting * max(0.0, 1 - ended / at_risk)
            yield value, lasting, speaks_for
        at_risk -= gone
