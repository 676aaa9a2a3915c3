"""From what was said to the instant that it means."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from keepword.kit.zones import zone_of
from keepword.promises.stating.calendars import Calendar
from keepword.promises.stating.pieces import Clock, Date, Day, End, Length, Part, Past, Value, Weekday, Zone

MORNING_BEGINS = 7  # "at 3" is in the afternoon, "at 8" in the morning: an office speaks
FRIDAY = 4
LAST = time(23, 59)
AHEAD = timedelta(days=180)  # a date further ahead is one of the past
UNITS = {"minute": 60, "hour": 3600}


@dataclass(frozen=True, slots=True)
class Place:
    """Where and when the words are read. `zone` is the customer's, `ours` the office's; `month_first` as 11/24."""

    now: datetime
    zone: str
    ours: str
    calendar: Calendar
    month_first: bool = False


@dataclass(frozen=True, slots=True)
class _Said:
    """The values of one group by what they are; None for what was not said."""

    day: Day | Weekday | Date | None
    clock: Clock | None
    part: Part | None
    length: Length | None
    end: End | None


def resolve(
    values: Sequence[Value], *, place: Place, is_strict: bool = False, is_open_end: bool = False
) -> tuple[datetime, float] | None:
    """The last instant (aware UTC) that keeps these words, and how sure that is, 0 to 1. None for a time gone by or
    what makes no time.

    A length is counted exactly from now; a day lasts until it ends. `is_strict` is "before that day", `is_open_end`
    "after that hour". Where a clock is put back, the first of two equal times counts that is still to come.
    """
    if any(isinstance(value, Past) for value in values):
        return None
    zone = zone_of(_zone(values, place=place))
    now = place.now.astimezone(zone)
    said = _said(values)
    if said.length:
        found = _length(said, now=now, place=place)
    else:
        found = _moment(said, now=now, place=place, is_strict=is_strict)
    if found is None:
        return None
    if is_open_end:
        found = datetime.combine(found.date(), LAST, tzinfo=zone)
    instant = found.astimezone(UTC)
    if instant <= place.now:
        instant = found.replace(fold=1).astimezone(UTC)
    return (instant, _sure(said)) if instant > place.now else None


def _zone(values: Sequence[Value], *, place: Place) -> str:
    named = next((value.name for value in values if isinstance(value, Zone)), "theirs")
    return {"theirs": place.zone, "ours": place.ours}.get(named, named)


def _said(values: Sequence[Value]) -> _Said:
    days = [value for value in values if isinstance(value, Day | Weekday | Date)]
    dates = [value for value in days if isinstance(value, Date)]
    parts = [value for value in values if isinstance(value, Part)]
    clocks = [value for value in values if isinstance(value, Clock)]
    day = next(iter(dates or days), None)
    if day is None and any(part.is_today for part in parts):
        day = Day(0)
    return _Said(
        day=day,
        clock=_latest(clocks),
        part=parts[-1] if parts else None,
        length=next((value for value in values if isinstance(value, Length)), None),
        end=next((value for value in values if isinstance(value, End)), None),
    )


def _latest(clocks: list[Clock]) -> Clock | None:
    """Of "between 9 and 11 am" the end counts."""
    return clocks[-1] if clocks else None


def _length(said: _Said, *, now: datetime, place: Place) -> datetime | None:
    length = said.length
    assert length is not None  # noqa: S101  asked for by the caller
    if length.unit in UNITS:
        seconds = round(length.amount * UNITS[length.unit])
        if length.in_business:
            return place.calendar.add(place.now, seconds)
        return (place.now + timedelta(seconds=seconds)).astimezone(now.tzinfo)
    if length.in_business:
        return place.calendar.closing_after(place.now, days=round(length.amount * (5 if length.unit == "week" else 1)))
    day = _days_ahead(now.date(), length=length)
    if said.clock or said.part:
        return _on(day, said=said, now=now)
    return datetime.combine(day, now.timetz().replace(tzinfo=None), tzinfo=now.tzinfo)


def _days_ahead(today: date, *, length: Length) -> date:
    if length.unit == "month":
        months = today.month - 1 + round(length.amount)
        return _valid(today.year + months // 12, months % 12 + 1, min(today.day, 28)) or today
    return today + timedelta(days=round(length.amount * (7 if length.unit == "week" else 1)))


def _moment(said: _Said, *, now: datetime, place: Place, is_strict: bool) -> datetime | None:
    if said.end is not None and said.end.of != "day":
        return _end(said.end, now=now, place=place)
    day = _date(said.day, now=now, said=said, place=place)
    if day is None:
        return None
    if said.end is not None:
        return place.calendar.closing_on(day) if said.end.is_closing else _at(day, LAST, now=now)
    if said.day is None:
        return _next_such_time(said, now=now)
    if is_strict and said.clock is None and said.part is None:
        return _at(day, time(0), now=now)
    return _on(day, said=said, now=now)


def _date(day: Day | Weekday | Date | None, *, now: datetime, said: _Said, place: Place) -> date | None:
    today = now.date()
    if day is None:
        return today
    if isinstance(day, Day):
        return today + timedelta(days=day.offset)
    if isinstance(day, Weekday):
        return _weekday(day, now=now, said=said)
    return _calendar_day(day, today=today, place=place)


def _weekday(day: Weekday, *, now: datetime, said: _Said) -> date:
    today = now.date()
    monday = today - timedelta(days=today.weekday())
    if day.weeks is not None:
        return monday + timedelta(days=7 * day.weeks + day.number)
    ahead = (day.number - today.weekday()) % 7
    if ahead == 0 and _on(today, said=said, now=now) <= now:
        ahead = 7
    return today + timedelta(days=ahead)


def _calendar_day(day: Date, *, today: date, place: Place) -> date | None:
    """With the year that it must have: the next one when this year's is long gone by."""
    number, month = day.day, day.month
    if day.is_ambiguous and month is not None and (place.month_first or month > 12) and number <= 12:
        number, month = month, number
    if month is None:
        this = _valid(today.year, today.month, number)
        following = today.replace(day=28) + timedelta(days=5)
        return this if this and this >= today else _valid(following.year, following.month, number)
    if day.year is not None:
        return _valid(day.year, month, number)
    found = _valid(today.year, month, number)
    if found and found < today:
        found = _valid(today.year + 1, month, number)
    return found if found and found - today <= AHEAD else None


def _valid(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _end(end: End, *, now: datetime, place: Place) -> datetime | None:
    today = now.date()
    if end.of == "week":
        friday = today - timedelta(days=today.weekday() - FRIDAY) + timedelta(days=7 * end.ahead)
        last = max(friday, today)
    else:
        first = (today.replace(day=1) + timedelta(days=32 * (end.ahead + 1))).replace(day=1)
        last = first - timedelta(days=1)
    return place.calendar.closing_on(last) if end.is_closing else _at(last, LAST, now=now)


def _next_such_time(said: _Said, *, now: datetime) -> datetime:
    """No day was said: today, or tomorrow when it has passed. "By 9", said at ten in the morning, is nine in the
    evening."""
    found = _on(now.date(), said=said, now=now)
    if found <= now and said.clock and not said.clock.half and said.part is None and found.hour < 12:
        found += timedelta(hours=12)
    return found if found > now else _on(now.date() + timedelta(days=1), said=said, now=now)


def _on(day: date, *, said: _Said, now: datetime) -> datetime:
    if said.clock is not None:
        hour, minute = _hour(said.clock, part=said.part), said.clock.minute
    elif said.part is not None:
        hour, minute = said.part.ends, 0
    else:
        return _at(day, LAST, now=now)
    if hour >= 24:
        return _at(day, LAST, now=now)
    return _at(day, time(hour, minute), now=now)


def _hour(clock: Clock, *, part: Part | None) -> int:
    half = clock.half or (part.half if part else "")
    if half == "pm":
        return clock.hour + 12 if clock.hour < 12 else clock.hour
    if half == "am":
        return 0 if clock.hour == 12 else clock.hour
    if half == "24":
        return clock.hour
    return clock.hour + 12 if 0 < clock.hour < MORNING_BEGINS else clock.hour


def _at(day: date, clock: time, *, now: datetime) -> datetime:
    return datetime.combine(day, clock, tzinfo=now.tzinfo)


def _sure(said: _Said) -> float:
    """Less when a half of the day, the day, or the order of day and month had to be guessed."""
    sure = 0.95
    if said.clock is not None and not said.clock.half and said.part is None:
        sure -= 0.1
    if said.day is None and said.clock is not None:
        sure -= 0.05
    if isinstance(said.day, Date) and said.day.is_ambiguous:
        sure -= 0.2
    if isinstance(said.day, Weekday) and said.day.weeks == 1:
        sure -= 0.1
    if said.end is not None and said.end.of != "day":
        sure -= 0.1
    return sure
