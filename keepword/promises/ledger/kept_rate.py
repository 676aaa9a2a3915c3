"""How often we keep our word: the headline number, pure."""

from dataclasses import dataclass

from keepword.kit.intervals import wilson


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
