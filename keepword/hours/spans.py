"""Business time: pure arithmetic between opening hours and instants.

A slot is told in wall-clock time: we are open whenever the clocks of the zone show a time within a slot. So an hour
that the clocks skip holds no business time, one that they show twice counts twice, and a day that a zone leapt over
(Samoa, 30 December 2011) never was.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import cached_property
from math import floor

from keepword.hours.timeline import EPOCH, Timeline

DAY = 86_400  # seconds
LAST = 253_402_300_799  # the end of the year 9999, the last that a datetime knows


@dataclass(frozen=True, slots=True, order=True)
class Slot:
    """Seconds of the wall-clock day, 0 <= start < 86400. `end` passes 86400 for a night over midnight, which belongs
    to the day on which it begins; no slot is longer than a day."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not (0 <= self.start < DAY and self.start < self.end <= self.start + DAY):
            raise ValueError(f"no slot of a day: {self.start} to {self.end}")


@dataclass(frozen=True)
class OpeningHours:
    """`week` has seven days, Monday first. A day in `exceptions` keeps those slots instead; () is closed.

    `occasions` names days (holidays, mostly) and `region` (ISO 3166, "DE" or "DE-BE") is where those names can be
    looked up in other languages; neither changes the arithmetic.
    """

    zone: str
    week: tuple[tuple[Slot, ...], ...]
    exceptions: Mapping[date, tuple[Slot, ...]] = field(default_factory=dict)
    occasions: Mapping[date, str] = field(default_factory=dict)
    region: str = ""

    def __post_init__(self) -> None:
        if len(self.week) != 7:
            raise ValueError(f"a week has seven days, not {len(self.week)}")

    @cached_property
    def timeline(self) -> Timeline:
        """Grows as far as it is asked about. Raises zoneinfo.ZoneInfoNotFoundError for a zone that is none."""
        week = tuple(tuple((slot.start, slot.end) for slot in day) for day in self.week)
        exceptions = {
            day.toordinal() - EPOCH: tuple((slot.start, slot.end) for slot in slots)
            for day, slots in self.exceptions.items()
        }
        return Timeline(self.zone, week, exceptions)


ALWAYS = OpeningHours(zone="UTC", week=((Slot(0, DAY),),) * 7)


def seconds_between(hours: OpeningHours, start: datetime, end: datetime) -> int:
    """Business seconds from `start` to `end` (aware; parts of a second are dropped). 0 when `end` is not later."""
    first, last = _stamp(start), _stamp(end)
    if last <= first:
        return 0
    stretch = hours.timeline.covering(first, last)
    return stretch.seconds_until(last) - stretch.seconds_until(first)


def add(hours: OpeningHours, start: datetime, seconds: int) -> datetime | None:
    """The first instant (UTC) at which so many business seconds have passed since `start`: exactly closing time when
    they end there, and `start` itself for none. None when we never open for so long again.

    Raises ValueError for a negative number of seconds."""
    if seconds < 0:
        raise ValueError("business time is only added")
    first = _stamp(start)
    if seconds == 0:
        return _instant(first)
    if first + seconds > LAST:
        return None
    found = hours.timeline.after(first, seconds)
    return None if found is None else _instant(found)


def next_opening(hours: OpeningHours, at: datetime) -> datetime | None:
    """When we are open next, `at` itself when we are open then. None when we never open again."""
    found = hours.timeline.next_open(_stamp(at))
    return None if found is None else _instant(found)


def closing(hours: OpeningHours, at: datetime) -> datetime | None:
    """The end of the open span that holds `at`, with whatever adjoins it. None when closed then, or for ever open."""
    found = hours.timeline.end_of_span(_stamp(at))
    return None if found is None else _instant(found)


def is_open(hours: OpeningHours, at: datetime) -> bool:
    """The moment of opening is open, the moment of closing is not."""
    now = _stamp(at)
    return hours.timeline.covering(now, now).is_open(now)


def open_spans(hours: OpeningHours, start: datetime, end: datetime) -> Iterator[tuple[datetime, datetime]]:
    """The open spans between two instants, in order, cut at both."""
    first, last = _stamp(start), _stamp(end)
    if last <= first:
        return
    stretch = hours.timeline.covering(first, last)
    for opens, closes in stretch.spans(first, last):
        yield _instant(opens), _instant(closes)


def _stamp(at: datetime) -> int:
    if at.tzinfo is None:
        raise ValueError("an instant without a zone is none")
    return floor(at.timestamp())


def _instant(stamp: int) -> datetime:
    return datetime.fromtimestamp(stamp, UTC)
