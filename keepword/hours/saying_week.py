"""The whole week, and the days to come that differ from it, in a reader's language. Times are those of the hours' own
zone."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby

from django.utils import translation
from django.utils.translation import gettext, pgettext

from keepword.hours import dates
from keepword.hours.naming import occasion
from keepword.hours.spans import DAY, OpeningHours, Slot
from keepword.hours.telling import code
from keepword.kit.zones import zone_of

MONDAY = date(2024, 1, 1)  # any Monday: only its name is used


@dataclass(frozen=True, slots=True)
class WeekLine:
    """Days that are alike: "Monday – Friday", "09:00–17:00"."""

    days: str
    hours: str


@dataclass(frozen=True, slots=True)
class DayLine:
    """A day that differs: "Friday 25 December", "Christmas Day", "Closed". `occasion` is "" when it has no name."""

    on: date
    day: str
    occasion: str
    hours: str


def say_week(hours: OpeningHours, *, language: str) -> list[WeekLine]:
    """From Monday to Sunday, neighbours that are alike in one line."""
    with translation.override(code(language)):
        groups = [list(days) for _, days in groupby(range(7), key=lambda day: hours.week[day])]
        return [WeekLine(_days(group, language=language), _slots(hours.week[group[0]], language)) for group in groups]


def say_days_ahead(hours: OpeningHours, *, now: datetime, language: str, days: int = 60) -> list[DayLine]:
    """The exceptional days from today on, in order."""
    today = now.astimezone(zone_of(hours.zone)).date()
    with translation.override(code(language)):
        return [
            DayLine(
                on,
                dates.day(on, language=language),
                occasion(hours, on, language=language),
                _slots(hours.exceptions[on], language),
            )
            for on in sorted(hours.exceptions)
            if today <= on <= today + timedelta(days=days)
        ]


def _days(group: list[int], *, language: str) -> str:
    first, last = (dates.weekday(MONDAY + timedelta(days=day), language=language) for day in (group[0], group[-1]))
    if len(group) == 1:
        return first
    return gettext("%(first)s – %(last)s") % {"first": first, "last": last}


def _slots(slots: tuple[Slot, ...], language: str) -> str:
    if not slots:
        return gettext("Closed")
    if any(slot.start == 0 and slot.end == DAY for slot in slots):
        return gettext("Open all day")
    # Translators: stands between two times of a day, as in 09:00–12:00, 13:00–17:00
    return pgettext("between times", ", ").join(_slot(slot, language=language) for slot in sorted(slots))


def _slot(slot: Slot, *, language: str) -> str:
    start, end = (
        dates.time_of_day(datetime(2024, 1, 1) + timedelta(seconds=seconds), language=language)  # noqa: DTZ001
        for seconds in (slot.start, slot.end)
    )
    return gettext("%(start)s–%(end)s") % {"start": start, "end": end}
