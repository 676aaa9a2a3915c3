"""Calendars as other programs write them, in JSON, read generously.

{"berlin": {"time_zone": "Europe/Berlin", "hours": {"mon": {"09:00": "12:00", "13:00": "17:00"}},
            "holidays": ["2026-12-25"], "shifts": {"2026-12-24": {"09:00": "12:00"}}, "breaks": {…}}}
"""

import json
from collections.abc import Iterator
from datetime import date
from typing import Any

from keepword.hours.spans import ALWAYS, DAY, OpeningHours, Slot
from keepword.kit.zones import is_zone

DAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
GROUPS = {
    "weekdays": range(5),
    "weekend": range(5, 7),
    "weekends": range(5, 7),
    "daily": range(7),
    "everyday": range(7),
    "all": range(7),
}
ZONE = ("time_zone", "timezone", "zone", "tz")
WEEK = ("hours", "week", "working_hours", "business_hours", "schedule")
EXCEPTIONS = ("exceptions", "shifts", "exceptional_days", "special_hours", "special_days", "overrides")
ROUND_THE_CLOCK = ("always_open", "always", "is_always", "24/7", "24x7")


class Unreadable(ValueError):
    """What is not understood, in a sentence."""


def calendars_in(text: str) -> dict[str, Any]:
    """Each calendar by its name, not looked at yet. Raises Unreadable."""
    try:
        found = json.loads(text)
    except ValueError as error:
        raise Unreadable(f"no JSON: {error}") from error
    if isinstance(found, dict) and isinstance(found.get("calendars"), dict | list):
        found = found["calendars"]
    if isinstance(found, list):
        found = {str(one.get("name", one.get("id"))): one for one in found if isinstance(one, dict)}
    if not isinstance(found, dict):
        raise Unreadable("no calendars by name")
    return found


def hours_from(told: Any) -> OpeningHours:
    """Raises Unreadable."""
    try:
        return _hours(told)
    except Unreadable:
        raise
    except Exception as error:  # whatever a stranger's JSON makes of our reading: one calendar, never the whole run
        raise Unreadable(f"{type(error).__name__}: {error}") from error


def _hours(told: Any) -> OpeningHours:
    if not isinstance(told, dict):
        raise Unreadable("a calendar is an object")
    zone = str(_first(told, ZONE, otherwise="UTC"))
    if not is_zone(zone):
        raise Unreadable(f"no time zone: “{zone}”")
    is_always = any(told.get(name) for name in ROUND_THE_CLOCK)
    week = ALWAYS.week if is_always else _week(_first(told, WEEK, otherwise={}))
    exceptions: dict[date, tuple[Slot, ...]] = dict.fromkeys(_days(told.get("holidays")), ())
    for on, slots in _dated(_first(told, EXCEPTIONS, otherwise={})):
        exceptions[on] = _slots(slots)
    exceptions |= _without_breaks(told.get("breaks"), week=week, exceptions=exceptions)
    return OpeningHours(zone, week, exceptions)


def _week(told: Any) -> tuple[tuple[Slot, ...], ...]:
    week: list[tuple[Slot, ...]] = [()] * 7
    if isinstance(told, str):
        told = {"daily": told}
    days = enumerate(told) if isinstance(told, list) and len(told) == 7 else None
    for name, slots in days if days is not None else told.items():
        for weekday in _weekdays(name):
            week[weekday] += _slots(slots)
    return tuple(week)


def _weekdays(name: Any) -> Iterator[int]:
    """ "mon", "Monday", "MON-FRI", "weekdays", or a place in a list of seven."""
    if isinstance(name, int):
        yield name
        return
    word = name.strip().lower()
    first, dash, last = word.partition("-")
    if word in GROUPS:
        yield from GROUPS[word]
    elif dash:
        start, end = _weekday(first), _weekday(last)
        yield from ((start + step) % 7 for step in range((end - start) % 7 + 1))
    else:
        yield _weekday(word)


def _weekday(name: str) -> int:
    word = name.strip().rstrip(".")
    for number, day in enumerate(DAYS):
        if len(word) >= 2 and (day.startswith(word) or word == f"{day}s"):
            return number
    raise Unreadable(f"no day of the week: “{name}”")


def _slots(told: Any) -> tuple[Slot, ...]:
    """{"09:00": "17:00"}, [["09:00", "17:00"]], [{"start": …, "end": …}], "09:00-17:00", or nothing for closed."""
    if told in (None, False, "", "closed", "Closed"):
        return ()
    if told is True or (isinstance(told, str) and told.strip() in ("24h", "24 h", "always", "open")):
        return (Slot(0, DAY),)
    if isinstance(told, str):
        return tuple(_slot(*part.replace("–", "-").split("-", 1)) for part in told.split(","))
    if isinstance(told, dict):
        if _named(told):
            return (_slot(*_named(told)),)
        return tuple(_slot(start, end) for start, end in told.items())
    if len(told) == 2 and all(isinstance(one, str) and "-" not in one for one in told):
        return (_slot(*told),)
    return tuple(slot for one in told for slot in (_slots(one) if isinstance(one, str | dict) else (_slot(*one),)))


def _named(told: dict[str, Any]) -> tuple[Any, ...]:
    for start, end in (("start", "end"), ("from", "to"), ("open", "close"), ("opens", "closes"), ("begin", "end")):
        if start in told and end in told:
            return told[start], told[end]
    return ()


def _slot(start: Any, end: Any) -> Slot:
    """An end that is not after the start is on the next day; "00:00" at the end is midnight."""
    first, last = seconds_of(start), seconds_of(end)
    if first == DAY:
        first = 0
    return Slot(first, last if last > first else last + DAY)


def seconds_of(told: Any) -> int:
    """Seconds of the day of "9", "09:00", "09:00:30", "24:00". Raises Unreadable."""
    parts = [int(part) for part in str(told).strip().split(":")]
    hours, minutes, seconds = (*parts, 0, 0)[:3]
    found = hours * 3600 + minutes * 60 + seconds
    if len(parts) > 3 or minutes > 59 or seconds > 59 or min(parts) < 0 or found > DAY:
        raise Unreadable(f"no time of the day: “{told}”")
    return found


def _days(told: Any) -> Iterator[date]:
    for one in told or ():
        yield date.fromisoformat(str(one["date"] if isinstance(one, dict) else one)[:10])


def _dated(told: Any) -> Iterator[tuple[date, Any]]:
    """{"2026-12-24": slots}, or [{"date": …, "hours": slots}]."""
    if isinstance(told, dict):
        for on, slots in told.items():
            yield date.fromisoformat(on), slots
    else:
        for one in told:
            yield date.fromisoformat(one.get("date", one.get("on"))), _first(one, ("hours", "slots"), otherwise=None)


def _without_breaks(
    told: Any, *, week: tuple[tuple[Slot, ...], ...], exceptions: dict[date, tuple[Slot, ...]]
) -> dict[date, tuple[Slot, ...]]:
    found = {}
    for on, breaks in _dated(told or {}):
        slots = exceptions.get(on, week[on.weekday()])
        for pause in _slots(breaks):
            slots = tuple(part for slot in slots for part in _cut(slot, pause))
        found[on] = slots
    return found


def _cut(slot: Slot, pause: Slot) -> Iterator[Slot]:
    if slot.start < min(slot.end, pause.start):
        yield Slot(slot.start, min(slot.end, pause.start))
    after = max(slot.start, pause.end)
    if after < slot.end:
        if after >= DAY:
            raise Unreadable("a break after the midnight of its night")
        yield Slot(after, slot.end)


def _first(told: dict[str, Any], names: tuple[str, ...], *, otherwise: Any) -> Any:
    return next((told[name] for name in names if told.get(name) is not None), otherwise)
