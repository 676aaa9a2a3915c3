"""Many lengths as a few numbers: how many, how long together, and the middle one and the ninth of ten. Pure.

Lengths are counted in steps that grow by a tenth, as a shop counts shoes by sizes: groups can then be added up, and a
middle is right to within five in a hundred.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from math import exp, floor, log
from typing import Any

STEP = log(1.1)
SHORTEST = 60  # seconds; what is shorter is one step


@dataclass(slots=True)
class Sum:
    """Of conversations that waited in this part at all. `sizes`: how many of each size."""

    n: int = 0
    seconds: int = 0
    sizes: Counter[int] = field(default_factory=Counter)

    def take(self, seconds: int) -> None:
        self.n += 1
        self.seconds += seconds
        self.sizes[size_of(seconds)] += 1

    def add(self, other: "Sum") -> None:
        self.n += other.n
        self.seconds += other.seconds
        self.sizes.update(other.sizes)

    @property
    def mean(self) -> int | None:
        return round(self.seconds / self.n) if self.n else None

    def quantile(self, share: float) -> int | None:
        """Seconds within which that share (0 to 1) of them lie, None of none."""
        left = share * self.n
        for size in sorted(self.sizes):
            left -= self.sizes[size]
            if left <= 0:
                return length_of(size)
        return None


def size_of(seconds: int) -> int:
    return 0 if seconds < SHORTEST else 1 + floor(log(seconds / SHORTEST) / STEP + 1e-9)


def length_of(size: int) -> int:
    """The middle of a size, in seconds."""
    return SHORTEST // 2 if size == 0 else round(SHORTEST * exp((size - 0.5) * STEP))


@dataclass(frozen=True, slots=True)
class Key:
    """What is counted together."""

    inbox: int
    team: int | None
    channel: str
    part: str


Groups = dict[Key, tuple[Sum, Sum]]  # calendar time, business time


def count(rows: Iterable[tuple[int, int | None, str, str, int, int]]) -> Groups:
    """Of rows (inbox, team, channel, part, calendar seconds, business seconds)."""
    groups: Groups = {}
    for inbox, team, channel, part, calendar, business in rows:
        whole = groups.setdefault(Key(inbox, team, channel, part), (Sum(), Sum()))
        whole[0].take(calendar)
        if business:
            whole[1].take(business)
    return groups


def packed(groups: Groups) -> list[list[Any]]:
    """As JSON can hold it: a list for each group, its key first."""
    return [
        [key.inbox, key.team, key.channel, key.part, *(_packed(one) for one in sums)] for key, sums in groups.items()
    ]


def _packed(one: Sum) -> list[Any]:
    return [one.n, one.seconds, sorted(one.sizes.items())]


def unpacked(groups: list[list[Any]], *, is_business: bool) -> Iterable[tuple[Key, Sum]]:
    for inbox, team, channel, part, calendar, business in groups:
        n, seconds, sizes = business if is_business else calendar
        if n:
            yield Key(inbox, team, channel, part), Sum(n, seconds, Counter(dict(sizes)))
