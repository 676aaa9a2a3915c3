"""When too many published waits do not hold, the next ones are longer, by themselves; and shorter again, slowly.

After each outcome the logarithm of the stretch moves by STEP x (missed - AIM), the tracking of a quantile from
Gibbs, Candès, "Adaptive conformal inference under distribution shift", NeurIPS 2021 (their equation 2), on a
logarithmic scale because waits differ by factors. It never falls under 1: the quantile is right already when nothing
changes, and what is saved in quiet hours would be missing in the next rush.
"""

from collections.abc import Iterable
from math import exp

STEP = 0.05
AIM = 0.07  # the share of misses at which the stretch stays
LONGEST = 1.5  # as logarithm: 4.5 times
OUTCOMES = 300  # the newest outcomes that count: all of them can raise the stretch to the top and bring it back


def moved(level: float, *, is_missed: bool) -> float:
    """The logarithm of the stretch after one more outcome."""
    return min(LONGEST, max(0.0, level + STEP * ((1.0 if is_missed else 0.0) - AIM)))


def stretch(are_missed: Iterable[bool]) -> float:
    """The factor for the next published wait, at least 1; outcomes from the oldest to the newest."""
    level = 0.0
    for is_missed in are_missed:
        level = moved(level, is_missed=is_missed)
    return exp(level)
