"""Is every channel answered as well as we said there? The targets may differ, how often they are met should not.

A channel has drifted when its share lies below that of the others together by more than chance explains: by five
points at least, and so that the whole interval of the difference (Newcombe 1998, see `kit/intervals.py`) lies below
zero in 99 of 100 such samples. It is asked again and again, of several channels: 95 of 100 would cry wolf.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from keepword.kit.intervals import Z_95, Z_99, newcombe, wilson

ENOUGH = 30  # cases on either side: with fewer a channel is shown, and raises no alarm
MARGIN = 0.05  # less is nothing that anybody would change their day for


@dataclass(frozen=True, slots=True)
class Gap:
    """Of `n` cases of a channel `hits` went well; `other_hits` of `other_n` of all the others together."""

    hits: int
    n: int
    other_hits: int
    other_n: int

    @property
    def is_known(self) -> bool:
        """Whether there are enough cases to say anything."""
        return self.n >= ENOUGH and self.other_n >= ENOUGH

    @property
    def has_drifted(self) -> bool:
        return self.is_known and self._behind() >= MARGIN and self._difference(Z_99)[1] < 0

    @property
    def has_recovered(self) -> bool:
        """Not merely "has not drifted": what stands at the edge would be told every other day. It has when chance may
        explain the gap in 5 of 100 samples, or when it is smaller than half of what counts."""
        return self._difference(Z_95)[1] >= 0 or self._behind() < MARGIN / 2

    def _behind(self) -> float:
        return self.other_hits / self.other_n - self.hits / self.n

    def _difference(self, z: float) -> tuple[float, float]:
        return newcombe(self.hits, of=self.n, other_hits=self.other_hits, other_of=self.other_n, z=z)


def gaps(counts: Mapping[str, tuple[int, int]]) -> dict[str, Gap]:
    """By channel, of (hits, cases) by channel. Those without a case are left out."""
    known = {channel: count for channel, count in counts.items() if count[1]}
    hits, n = (sum(count[place] for count in known.values()) for place in (0, 1))
    return {channel: Gap(mine, of, hits - mine, n - of) for channel, (mine, of) in known.items()}


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
    found = [_attainment(channel, gap=gap) for channel, gap in gaps(counts).items()]
    return sorted(found, key=lambda one: (one.share, one.channel))


def _count(kept: Iterable[bool]) -> tuple[int, int]:
    all_of_them: Sequence[bool] = list(kept)
    return sum(all_of_them), len(all_of_them)


def _attainment(channel: str, *, gap: Gap) -> Attainment:
    low, high = wilson(gap.hits, of=gap.n)
    return Attainment(channel, gap.n, gap.hits, low, high, gap.has_drifted)
