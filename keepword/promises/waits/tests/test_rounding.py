from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from keepword.hours.spans import ALWAYS, OpeningHours, Slot
from keepword.promises.waits.rounding import round_up

HOUR = 3600
MADRID = ZoneInfo("Europe/Madrid")
DAY = (Slot(9 * HOUR, 14 * HOUR), Slot(15 * HOUR, 18 * HOUR))
HOURS = OpeningHours("Europe/Madrid", (DAY,) * 5 + ((), ()))


def local(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=MADRID)


@pytest.mark.parametrize(
    ("said_at", "due", "expected"),
    [
        ("2026-11-23T10:00:10", "2026-11-23T10:02:20", "2026-11-23T10:03:00"),
        ("2026-11-23T10:00", "2026-11-23T10:21", "2026-11-23T10:25:00"),
        ("2026-11-23T10:00", "2026-11-23T11:01", "2026-11-23T11:15:00"),
        ("2026-11-23T09:10", "2026-11-23T11:23:40", "2026-11-23T11:30:00"),
        ("2026-11-23T09:10", "2026-11-23T11:30", "2026-11-23T11:30:00"),
        ("2026-11-23T15:30", "2026-11-24T12:10", "2026-11-24T13:00:00"),
        ("2026-11-23T09:10", "2026-11-26T10:10", "2026-11-26T12:00:00"),
        ("2026-11-23T09:10", "2026-11-26T12:10", "2026-11-26T14:00:00"),
        # Never past the end of the open span in which it falls: lunch, and the evening.
        ("2026-11-23T09:10", "2026-11-23T13:50", "2026-11-23T14:00:00"),
        ("2026-11-23T11:10", "2026-11-23T17:50", "2026-11-23T18:00:00"),
        ("2026-11-23T16:10", "2026-11-23T18:00", "2026-11-23T18:00:00"),
        # Written at night: the night costs no business time, so what is said stays fine-grained.
        ("2026-11-22T23:10", "2026-11-23T09:07", "2026-11-23T09:10:00"),
    ],
)
def test_a_time_is_said_as_people_say_it(said_at: str, due: str, expected: str):
    assert round_up(local(due), said_at=local(said_at), hours=HOURS) == local(expected)


def test_a_half_hour_zone_is_rounded_on_its_own_clock():
    hours = OpeningHours("Asia/Kolkata", ((Slot(0, 24 * HOUR),),) * 7)
    said_at = datetime(2026, 11, 23, 6, 0, tzinfo=UTC)
    due = round_up(said_at + timedelta(hours=7, minutes=2), said_at=said_at, hours=hours)
    assert due.astimezone(ZoneInfo("Asia/Kolkata")).minute == 0


def test_no_time_is_ever_shortened():
    said_at = datetime(2026, 11, 23, 0, 0, tzinfo=UTC)
    for minutes in range(1, 6000, 7):
        due = said_at + timedelta(minutes=minutes, seconds=13, microseconds=5)
        assert timedelta(0) <= round_up(due, said_at=said_at, hours=ALWAYS) - due <= timedelta(hours=12)


@pytest.mark.parametrize(
    ("said_at", "due", "expected"),
    [
        ("2026-03-27T09:00", "2026-03-29T01:30", "2026-03-29T12:00"),
        ("2026-03-27T09:00", "2026-03-28T23:30", "2026-03-29T00:00"),
        ("2026-10-23T09:00", "2026-10-25T01:30", "2026-10-25T12:00"),
        ("2026-10-23T09:00", "2026-10-25T13:00", "2026-10-26T00:00"),
    ],
)
def test_noon_is_noon_on_a_day_on_which_clocks_change(said_at, due, expected):
    always = OpeningHours("Europe/Madrid", ((Slot(0, 24 * HOUR),),) * 7)
    rounded = round_up(local(due).astimezone(UTC), said_at=local(said_at).astimezone(UTC), hours=always)
    assert rounded == local(expected).astimezone(UTC)
