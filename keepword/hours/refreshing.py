"""Keep written holidays fresh: a new version where the library knows the days to come better than the version does."""

from keepword.hours.calendar import calendar_of
from keepword.hours.defining import change, known_holidays
from keepword.hours.models import BusinessHours, HoursVersion
from keepword.kit import clock


def refresh_holidays() -> int:
    """How many calendars got a new version. Only days from today on count: what is past stays as it was."""
    rows = BusinessHours.objects.in_use().exclude(current__country="").select_related("current")
    return sum(_refreshed(row, version=row.current) for row in rows if row.current is not None)


def _refreshed(row: BusinessHours, *, version: HoursVersion) -> bool:
    calendar, today = calendar_of(version), clock.now().date()
    if _to_come(known_holidays(calendar, on=today), today.isoformat()) == _to_come(
        version.holidays, today.isoformat()
    ):
        return False
    change(row, calendar=calendar)
    return True


def _to_come(days: dict[str, str], today: str) -> dict[str, str]:
    return {on: name for on, name in days.items() if on >= today}
