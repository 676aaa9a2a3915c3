"""Opening hours of a calendar that nobody has saved yet."""

from datetime import datetime

from keepword.hours.calendar import Calendar
from keepword.hours.defining import drafted
from keepword.hours.reading import opening_hours
from keepword.hours.spans import OpeningHours


def hours_of_calendar(calendar: Calendar, *, at: datetime) -> OpeningHours:
    """As its version would be if it was made `at` that time."""
    return opening_hours(drafted(calendar, at=at))
