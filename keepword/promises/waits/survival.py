"""How long until it ends, when some have not ended yet: the estimate of Kaplan and Meier, and its quantiles.

A conversation that is still open has waited at least its present age. Leaving it out would make every bad day look
good, until the answers come. Kaplan, Meier, "Nonparametric estimation from incomplete observations", JASA 1958.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple


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
    return list(_steps(sorted(seen)))


def quantile(seen: Iterable[Seen], *, share: float) -> float | None:
    """The smallest value within which at least `share` (over 0, under 1) of all waits end.

    None when the curve never comes down so far: too many have not ended to know. The longest value would be a guess
    from below then, so the caller must look at more waits.
    """
    for value, lasting in _steps(sorted(seen)):
        if lasting <= 1 - share + 1e-12:
            return value
    return None


def _steps(ordered: list[Seen]) -> Iterator[tuple[float, float]]:
    at_risk = sum(one.weight for one in ordered)
    lasting, place = 1.0, 0
    while place < len(ordered):
        value, ended, gone = ordered[place].value, 0.0, 0.0
        while place < len(ordered) and ordered[place].value == value:
            one = ordered[place]
            ended += 0.0 if one.is_open else one.weight
            gone += one.weight
            place += 1
        if ended:
            # The last wait of all takes the curve to exactly 0, whatever was lost in adding up weights.
            lasting = 0.0 if place == len(ordered) and ended == gone else lasting * max(0.0, 1 - ended / at_risk)
            yield value, lasting
        at_risk -= gone
