"""How often we keep our word: the headline number, pure."""

from dataclasses import dataclass
from math import sqrt

Z_95 = 1.959964  # of the normal distribution, for an interval that holds in 95 of 100 cases


@dataclass(frozen=True, slots=True)
class Tally:
    """`broken` counts those whose time has passed, written down or not; `late` are the broken ones that were done
    after all; `open` are still to come and in no rate."""

    kept: int = 0
    broken: int = 0
    late: int = 0
    open: int = 0

    @property
    def settled(self) -> int:
        return self.kept + self.broken

    @property
    def rate(self) -> float | None:
        """kept / (kept + broken), 0 to 1. None while nothing is settled: no promise is not a broken one."""
        return self.kept / self.settled if self.settled else None

    @property
    def interval(self) -> tuple[float, float] | None:
        """Between which rates the true one lies in 95 of 100 cases. None while nothing is settled."""
        return wilson(self.kept, of=self.settled) if self.settled else None

    def plus(self, other: "Tally") -> "Tally":
        return Tally(
            self.kept + other.kept, self.broken + other.broken, self.late + other.late, self.open + other.open
        )


def wilson(hits: int, *, of: int) -> tuple[float, float]:
    """The score interval of Wilson (1927) for a share: right for few cases and near 0 and 1, where the simple one
    leaves the range. Raises ValueError when there are no cases or more hits than cases."""
    if not 0 <= hits <= of or of == 0:
        raise ValueError(f"{hits} of {of}")
    share, z2 = hits / of, Z_95**2
    middle = (share + z2 / (2 * of)) / (1 + z2 / of)
    half = Z_95 / (1 + z2 / of) * sqrt(share * (1 - share) / of + z2 / (4 * of * of))
    return max(0.0, middle - half), min(1.0, middle + half)
