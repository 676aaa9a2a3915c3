"""One channel of one inbox in some time, as numbers that can be added up. Pure."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from keepword.promises.time_spent.summing import Sum

Key = tuple[int, str]  # inbox, channel


@dataclass(slots=True)
class Tally:
    """contacts: waits that began. answers: replies by people. people: who wrote, once a day; known: those of them of
    whom we know name, language and zone. waits: business seconds of those that were answered. solved: calendar seconds
    from the beginning to the last resolution, of what is solved; again: of these, those opened again before. efforts:
    seconds that answers took (`staffing/handling.py`)."""

    contacts: int = 0
    answers: int = 0
    people: int = 0
    known: int = 0
    again: int = 0
    waits: Sum = field(default_factory=Sum)
    solved: Sum = field(default_factory=Sum)
    efforts: Sum = field(default_factory=Sum)

    @property
    def answers_per_contact(self) -> float:
        return self.answers / self.contacts if self.contacts else 0.0

    @property
    def share_known(self) -> float:
        return self.known / self.people if self.people else 0.0

    @property
    def share_again(self) -> float:
        return self.again / self.solved.n if self.solved.n else 0.0

    def add(self, other: "Tally") -> None:
        for name in COUNTS:
            setattr(self, name, getattr(self, name) + getattr(other, name))
        for name in SUMS:
            getattr(self, name).add(getattr(other, name))


COUNTS = ("contacts", "answers", "people", "known", "again")
SUMS = ("waits", "solved", "efforts")
Tallies = dict[Key, Tally]


def packed(tallies: Tallies) -> list[list[Any]]:
    """As JSON can hold it: a list for each, its key first."""
    return [
        [*key, *(getattr(one, name) for name in COUNTS), *(_packed(getattr(one, name)) for name in SUMS)]
        for key, one in sorted(tallies.items())
    ]


def _packed(one: Sum) -> list[Any]:
    return [one.n, one.seconds, sorted(one.sizes.items())]


def unpacked(groups: list[list[Any]]) -> Tallies:
    return {
        (inbox, channel): Tally(*rest[: len(COUNTS)], *(_unpacked(one) for one in rest[len(COUNTS) :]))
        for inbox, channel, *rest in groups
    }


def _unpacked(one: list[Any]) -> Sum:
    n, seconds, sizes = one
    return Sum(n, seconds, Counter(dict(sizes)))
