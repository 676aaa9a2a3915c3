"""When do people write, and who is there to read it? Pure arithmetic over a week, in any zone.

A contact is covered when, in the hour in which it came, somebody was on duty who speaks its language. How much of an
hour somebody was there counts in parts: half an hour of duty covers half of the hour's contacts.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby
from zoneinfo import ZoneInfo

from keepword.hours.spans import OpeningHours, open_spans
from keepword.kit.zones import zone_of

HOUR = timedelta(hours=1)
DAYS, HOURS = 7, 24
LEAST_SHARE = 0.02  # of the contacts in a language: below, a gap is noise
LEAST_CONTACTS = 5


@dataclass(frozen=True, slots=True)
class Arrived:
    """So many contacts in the hour that begins `at` (aware UTC, on the hour). `language` is BCP 47, `zone` the IANA
    name of where they wrote from; "" is unknown."""

    at: datetime
    language: str
    contacts: int
    zone: str = ""


@dataclass(frozen=True, slots=True)
class OnDuty:
    """Somebody who is there in these hours. Without languages: answers in any."""

    hours: OpeningHours
    languages: frozenset[str] = frozenset()

    def speaks(self, language: str) -> bool:
        return not self.languages or not language or primary(language) in self.languages


@dataclass(frozen=True, slots=True)
class Cell:
    """One hour of the week. weekday: Monday is 0. on_duty: people there, on average over the weeks. covered: the part
    of the contacts that somebody with their language was there for, 0 to 1; 1 when nobody wrote."""

    weekday: int
    hour: int
    contacts: int
    on_duty: float
    covered: float


@dataclass(frozen=True, slots=True)
class Gap:
    """Hours of one weekday, from `first` up to `last` (24 is midnight) on the clocks of `zone`, in which nobody is
    there for a language. share: of all contacts in that language, 0 to 1."""

    language: str
    zone: str
    weekday: int
    first: int
    last: int
    contacts: int
    share: float


def primary(language: str) -> str:
    """ "zh" of "zh-Hant-TW": who speaks it reads each of its scripts well enough not to leave a customer waiting."""
    return language.replace("_", "-").partition("-")[0].lower()


def heat(
    arrived: Sequence[Arrived], staff: Sequence[OnDuty], *, since: datetime, until: datetime, zone: str
) -> list[Cell]:
    """The 168 hours of a week as the clocks of `zone` show them, Monday 0 o'clock first.

    since, until: the period, aware UTC, on the hour. An hour that a change of clocks doubles counts in one cell."""
    there = [Presence(one, since=since, until=until) for one in staff]
    counts: dict[tuple[int, int], float] = defaultdict(float)
    covered: dict[tuple[int, int], float] = defaultdict(float)
    people: dict[tuple[int, int], float] = defaultdict(float)
    times: dict[tuple[int, int], int] = defaultdict(int)
    where = zone_of(zone)
    for at in _hours(since, until):
        cell = _cell(at, where)
        people[cell] += sum(one.part(at) for one in there)
        times[cell] += 1
    for one in arrived:
        cell = _cell(one.at, where)
        counts[cell] += one.contacts
        covered[cell] += one.contacts * cover(one, there)
    return [
        Cell(
            weekday,
            hour,
            contacts=round(counts[weekday, hour]),
            on_duty=people[weekday, hour] / (times[weekday, hour] or 1),
            covered=covered[weekday, hour] / counts[weekday, hour] if counts[weekday, hour] else 1.0,
        )
        for weekday in range(DAYS)
        for hour in range(HOURS)
    ]


def gaps(
    arrived: Sequence[Arrived], staff: Sequence[OnDuty], *, since: datetime, until: datetime, zone: str
) -> list[Gap]:
    """Where nobody is there although people write, the most contacts first. Each language by the clocks of the zone
    that most of its writers write from; by those of `zone` where that is unknown."""
    there = [Presence(one, since=since, until=until) for one in staff]
    by_language: dict[str, list[Arrived]] = defaultdict(list)
    for one in arrived:
        by_language[primary(one.language)].append(one)
    found = [
        gap
        for language, those in by_language.items()
        for gap in _of_language(language, those, there, zone=home(those) or zone)
        if gap.contacts >= LEAST_CONTACTS and gap.share >= LEAST_SHARE
    ]
    return sorted(found, key=lambda gap: (-gap.contacts, gap.language, gap.weekday, gap.first))


def home(arrived: Iterable[Arrived]) -> str:
    """The zone that most contacts came from, "" when none is known."""
    counts: dict[str, int] = defaultdict(int)
    for one in arrived:
        if one.zone:
            counts[one.zone] += one.contacts
    return max(sorted(counts), key=lambda zone: counts[zone], default="")


def _of_language(
    language: str, arrived: Sequence[Arrived], there: "Sequence[Presence]", *, zone: str
) -> Iterator[Gap]:
    """Neighbouring hours of one weekday become one gap."""
    total = sum(one.contacts for one in arrived)
    missed: dict[tuple[int, int], float] = defaultdict(float)
    for one in arrived:
        alone = one.contacts * (1 - cover(one, there))
        if alone:
            missed[_cell(one.at, zone_of(zone))] += alone
    runs = groupby(enumerate(sorted(missed)), key=lambda pair: (pair[1][0], pair[1][1] - pair[0]))
    for (weekday, _), run in runs:
        cells = [cell for _, cell in run]
        contacts = sum(missed[cell] for cell in cells)
        yield Gap(language, zone, weekday, cells[0][1], cells[-1][1] + 1, round(contacts), contacts / total)


class Presence:
    """Which part of each hour somebody is there, laid out once for the whole period."""

    def __init__(self, who: OnDuty, *, since: datetime, until: datetime) -> None:
        self.who = who
        self._parts: dict[datetime, float] = defaultdict(float)
        for start, end in open_spans(who.hours, since, until):
            for hour in _hours(start.replace(minute=0, second=0, microsecond=0), end):
                self._parts[hour] += (min(end, hour + HOUR) - max(start, hour)) / HOUR

    def part(self, at: datetime) -> float:
        return self._parts.get(at, 0.0)


def cover(one: Arrived, there: Iterable[Presence]) -> float:
    """The part of this hour, 0 to 1, in which somebody who speaks the language was there, at the least: two people
    with half an hour each may have had the same half."""
    return min(1.0, max((person.part(one.at) for person in there if person.who.speaks(one.language)), default=0.0))


def _hours(since: datetime, until: datetime) -> Iterator[datetime]:
    while since < until:
        yield since
        since += HOUR


def _cell(at: datetime, zone: ZoneInfo) -> tuple[int, int]:
    local = at.astimezone(zone)
    return local.weekday(), local.hour
