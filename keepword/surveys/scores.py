"""CSAT from scores. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass

from keepword.kit.intervals import wilson

SATISFIED = (4, 5)  # of 1 to 5: the top two of five
POOR = (1, 2)
ENOUGH = 20  # answers: with fewer a share is shown with its range, and compared with nothing


@dataclass(frozen=True, slots=True)
class Csat:
    """asked: questions that went out; n: answers to those; satisfied: how many of them are 4 or 5. low, high: between
    which the true share lies in 95 of 100 such samples (Wilson 1927, `kit/intervals.py`); 0 and 1 while nobody
    answered."""

    asked: int
    n: int
    satisfied: int
    low: float
    high: float

    @property
    def share(self) -> float | None:
        """Of those who answered, 0 to 1; None while nobody did: silence is no verdict."""
        return self.satisfied / self.n if self.n else None

    @property
    def response_rate(self) -> float | None:
        """Answers over questions, 0 to 1; None while nobody was asked."""
        return self.n / self.asked if self.asked else None

    @property
    def is_enough(self) -> bool:
        return self.n >= ENOUGH


def csat(scores: Iterable[int], *, asked: int) -> Csat:
    """`scores`: of those who answered one of the `asked` questions, 1 to 5 each. Raises ValueError for another score,
    and for more answers than questions."""
    found = list(scores)
    if any(score not in (1, 2, 3, 4, 5) for score in found):
        raise ValueError("a score is 1 to 5")
    return csat_of(sum(score in SATISFIED for score in found), n=len(found), asked=asked)


def csat_of(satisfied: int, *, n: int, asked: int) -> Csat:
    """The same from counts. Raises ValueError where they contradict each other."""
    if not 0 <= satisfied <= n <= asked:
        raise ValueError(f"{satisfied} of {n} answers to {asked} questions")
    low, high = wilson(satisfied, of=n) if n else (0.0, 1.0)
    return Csat(asked, n, satisfied, low, high)
