"""An answer time is published only where the hours can hold it, whenever somebody writes."""

from datetime import UTC, date, datetime

import pytest

from keepword.hours.spans import ALWAYS, OpeningHours, Slot
from keepword.promises.publishable import least_seconds

HOUR = 3600
DAY = (Slot(9 * HOUR, 18 * HOUR),)
OFFICE = OpeningHours("Europe/Berlin", (DAY,) * 5 + ((), ()))
NEVER = OpeningHours("UTC", ((),) * 7)
HOLIDAY = OpeningHours("Europe/Berlin", (DAY,) * 7, {date(2026, 11, 25): ()})
MOMENTS = [datetime(2026, 11, 22, 5, tzinfo=UTC), datetime(2026, 11, 27, 17, 30, tzinfo=UTC)]


@pytest.mark.parametrize("at", MOMENTS)
@pytest.mark.parametrize(
    ("hours", "is_calendar_time", "least"),
    [
        (NEVER, False, None),
        (NEVER, True, None),
        (ALWAYS, True, 1),
        (OFFICE, False, 1),
        (OFFICE, True, 64 * HOUR),  # from Friday 18:00 to Monday 9:00, and then some
        (HOLIDAY, True, 16 * HOUR),
    ],
)
def test_a_time_by_the_clock_is_longer_than_the_longest_night(hours, is_calendar_time, least, at):
    assert least_seconds(hours, is_calendar_time=is_calendar_time, at=at) == least
