"""What a report shows: so many weeks, by part, and by team and channel. One query, of as many rows as weeks."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date

from keepword.promises.models import WeekSpent
from keepword.promises.time_spent.summing import Key, Sum, unpacked

Parts = dict[str, Sum]


def _parts() -> Parts:
    return defaultdict(Sum)


@dataclass(slots=True)
class Spent:
    """`whole` by part; the others by what they are named after, then by part. `channels` are all that there are."""

    whole: Parts = field(default_factory=_parts)
    by_week: dict[date, Parts] = field(default_factory=lambda: defaultdict(_parts))
    by_team: dict[int | None, Parts] = field(default_factory=lambda: defaultdict(_parts))
    by_channel: dict[str, Parts] = field(default_factory=lambda: defaultdict(_parts))
    channels: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is counted. `inboxes` None for all; `team` "" for all, "none" for those without one, else an id; `channel`
    "" for all."""

    weeks: Sequence[date]
    inboxes: Collection[int] | None = None
    team: str = ""
    channel: str = ""
    is_business: bool = True

    def sees(self, key: Key) -> bool:
        return self.inboxes is None or key.inbox in self.inboxes

    def takes(self, key: Key) -> bool:
        team = "none" if key.team is None else str(key.team)
        return self.team in ("", team) and self.channel in ("", key.channel)


def time_spent(wanted: Wanted) -> Spent:
    spent = Spent()
    for week in WeekSpent.objects.filter(week_on__in=list(wanted.weeks)):
        for key, one in unpacked(week.groups, is_business=wanted.is_business):
            if not wanted.sees(key):
                continue
            spent.channels.add(key.channel)
            if wanted.takes(key):
                _take(spent, key=key, one=one, week_on=week.week_on)
    return spent


def _take(spent: Spent, *, key: Key, one: Sum, week_on: date) -> None:
    for parts in (spent.whole, spent.by_week[week_on], spent.by_team[key.team], spent.by_channel[key.channel]):
        parts[key.part].add(one)
