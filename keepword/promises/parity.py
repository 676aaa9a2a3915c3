"""Is every channel answered as well as we said there? The targets may differ, how often they are met should not.

A channel has drifted when its share lies so far below that of the others together that chance does not explain it:
the intervals of the two do not overlap.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from keepword.kit.intervals import wilson

ENOUGH = 20  # waits: with fewer a channel is shown, and raises no alarm


@dataclass(frozen=True, slots=True)
class Attainment:
    """Of `n` waits of a channel, `kept` ended within its answer time. `low` and `high`: where the true share lies in
    95 of 100 such samples. `has_drifted`: the channel falls behind the others."""

    channel: str
    n: int
    kept: int
    low: float
    high: float
    has_drifted: bool

    @property
    def share(self) -> float:
        return self.kept / self.n if self.n else 0.0


def parity(outcomes: Mapping[str, Iterable[bool]]) -> list[Attainment]:
    """`outcomes`: for each channel, whether each of its waits ended in time. Channels without waits are left out; the
    worst comes first."""
    counts = {channel: _count(kept) for channel, kept in outcomes.items()}
    known = {channel: count for channel, count in counts.items() if count[1]}
    found = [_attainment(channel, counts=known) for channel in known]
    return sorted(found, key=lambda one: (one.share, one.channel))


def _count(kept: Iterable[bool]) -> tuple[int, int]:
    all_of_them: Sequence[bool] = list(kept)
    return sum(all_of_them), len(all_of_them)


def _attainment(channel: str, *, counts: Mapping[str, tuple[int, int]]) -> Attainment:
    kept, n = counts[channel]
    low, high = wilson(kept, of=n)
    others = [count for name, count in counts.items() if name != channel]
    has_drifted = n >= ENOUGH and _is_below(high, kept=sum(k for k, _ in others), n=sum(m for _, m in others))
    return Attainment(channel, n, kept, low, high, has_drifted)


def _is_below(high: float, *, kept: int, n: int) -> bool:
    return n >= ENOUGH and high < wilson(kept, of=n)[0]
