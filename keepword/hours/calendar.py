"""What an administrator says about opening hours, before it becomes a version."""

from dataclasses import dataclass, field
from datetime import date
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from keepword.hours.holidays import is_known
from keepword.hours.models import HoursVersion

DAY_MINUTES = 1440
MOST_SLOTS = 12  # a day
MOST_EXCEPTIONS = 400

Minutes = tuple[int, int]  # from and to, of the wall-clock day; past 1440 is a night over midnight


class NotACalendar(ValueError):
    """Something in it cannot be; the text says what, in English, for programs and logs."""


@dataclass(frozen=True, slots=True)
class ExceptionalDay:
    """Other hours on one day, or on that day of every year. No slots: closed."""

    on: date
    slots: tuple[Minutes, ...] = ()
    name: str = ""
    is_yearly: bool = False


@dataclass(frozen=True, slots=True)
class Calendar:
    """`week` has seven days, Monday first. `switched_off` names holidays of the country on which we work.

    Raises NotACalendar when it is made of what cannot be.
    """

    zone: str
    week: tuple[tuple[Minutes, ...], ...] = ((),) * 7
    is_always: bool = False
    exceptions: tuple[ExceptionalDay, ...] = ()
    country: str = ""
    subdivision: str = ""
    switched_off: frozenset[str] = field(default_factory=frozenset)

    def __post_init__(self) -> None:
        _check_zone(self.zone)
        if len(self.week) != 7:
            raise NotACalendar("a week has seven days")
        for slots in (*self.week, *(one.slots for one in self.exceptions)):
            _check_slots(slots)
        if len(self.exceptions) > MOST_EXCEPTIONS:
            raise NotACalendar(f"more than {MOST_EXCEPTIONS} exceptional days")
        if (self.country or self.subdivision) and not is_known(self.country, self.subdivision):
            raise NotACalendar(f"no holidays are known for “{self.country}-{self.subdivision}”")


def calendar_of(version: HoursVersion) -> Calendar:
    """What was said when the version was made."""
    return Calendar(
        zone=version.zone,
        week=tuple(_pairs(day) for day in version.week),
        is_always=version.is_always,
        exceptions=tuple(
            ExceptionalDay(date.fromisoformat(row["on"]), _pairs(row["slots"]), row["name"], row["is_yearly"])
            for row in version.exceptions
        ),
        country=version.country,
        subdivision=version.subdivision,
        switched_off=frozenset(version.switched_off),
    )


def _pairs(rows: list[list[int]]) -> tuple[Minutes, ...]:
    return tuple((start, end) for start, end in rows)


def _check_zone(name: str) -> None:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise NotACalendar(f"no time zone “{name}”") from error


def _check_slots(slots: tuple[Minutes, ...]) -> None:
    if len(slots) > MOST_SLOTS:
        raise NotACalendar(f"more than {MOST_SLOTS} slots on a day")
    for start, end in slots:
        if not (0 <= start < DAY_MINUTES and start < end <= start + DAY_MINUTES):
            raise NotACalendar(f"no slot of a day: minutes {start} to {end}")
