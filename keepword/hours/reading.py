"""A stored version as opening hours: holidays and exceptional days laid over the week."""

from calendar import isleap
from collections.abc import Iterator
from datetime import date
from typing import Any

from keepword.hours.models import HoursVersion
from keepword.hours.spans import DAY, OpeningHours, Slot

MINUTE = 60
ALL_DAY = (Slot(0, DAY),)
YEARS_AROUND = 10  # a day that returns every year is laid out for so many years on both sides of its version


def opening_hours(version: HoursVersion) -> OpeningHours:
    """An exceptional day goes before a holiday, a holiday before the week. Open for ever has no exceptions."""
    if version.is_always:
        return OpeningHours(version.zone, (ALL_DAY,) * 7)
    exceptions: dict[date, tuple[Slot, ...]] = {}
    occasions: dict[date, str] = {}
    for day, name in kept_holidays(version):
        exceptions[day], occasions[day] = (), name
    for day, row in _exceptional_days(version):
        exceptions[day] = slots_of(row["slots"])
        if row["name"] or exceptions[day]:
            occasions[day] = row["name"]
    week = tuple(slots_of(day) for day in version.week)
    return OpeningHours(version.zone, week, exceptions, occasions, version.region)


def kept_holidays(version: HoursVersion) -> Iterator[tuple[date, str]]:
    """The holidays on which we are closed, in order."""
    for on, name in sorted(version.holidays.items()):
        if name not in version.switched_off:
            yield date.fromisoformat(on), name


def slots_of(pairs: list[list[int]]) -> tuple[Slot, ...]:
    return tuple(Slot(start * MINUTE, end * MINUTE) for start, end in pairs)


def _exceptional_days(version: HoursVersion) -> Iterator[tuple[date, dict[str, Any]]]:
    """Those of one year last: they go before those of every year."""
    for row in sorted(version.exceptions, key=lambda row: not row["is_yearly"]):
        on = date.fromisoformat(row["on"])
        if row["is_yearly"]:
            for year in range(version.made_at.year - YEARS_AROUND, version.made_at.year + YEARS_AROUND + 1):
                if (on.month, on.day) != (2, 29) or isleap(year):
                    yield on.replace(year=year), row
        else:
            yield on, row
