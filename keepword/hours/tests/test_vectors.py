"""Questions about business time from elsewhere."""

import json
from datetime import date
from pathlib import Path

import pytest

from keepword.hours.calendar_files import Unreadable, calendars_in, hours_from
from keepword.hours.spans import ALWAYS, DAY, Slot
from keepword.hours.vectors import check

HOUR = 3600
SHARED = Path(__file__).resolve().parents[4] / "shared" / "data" / "business-time"
NINE_TO_FIVE = (Slot(9 * HOUR, 17 * HOUR),)
CALENDARS = {
    "berlin": {"time_zone": "Europe/Berlin", "hours": {"mon": {"09:00": "17:00"}, "tue": {"09:00": "17:00"}}},
    "split": {"time_zone": "UTC", "hours": {"daily": {"00:00": "06:00", "18:00": "24:00"}}},
    "night": {"time_zone": "UTC", "hours": {"daily": {"22:00": "06:00"}}},
    "never": {"time_zone": "UTC", "hours": {}},
    "nowhere": {"time_zone": "Moon/Base", "hours": {}},
}


def told(op: str, calendar: str, result: object, **fields: object) -> str:
    return json.dumps({"op": op, "calendar": calendar, "result": result} | fields)


MONDAY = "2026-01-05T"
RIGHT = [
    told("seconds_between", "berlin", 28800, start=MONDAY + "00:00:00Z", end=MONDAY + "23:00:00Z"),
    told("minutes_between", "berlin", 480, start=MONDAY + "00:00:00Z", end=MONDAY + "23:00:00Z"),
    told("add_minutes", "berlin", MONDAY + "16:00:00Z", start=MONDAY + "08:00:00Z", minutes=480),
    told("add_minutes", "berlin", MONDAY + "17:00:00+01:00", start=MONDAY + "08:00:00Z", minutes=480),
    told("add_seconds", "berlin", MONDAY + "08:00:30Z", start=MONDAY + "08:00:00Z", seconds=30),
    told("add_hours", "berlin", MONDAY + "10:00:00Z", start=MONDAY + "08:00:00Z", hours=2),
    told("is_open", "berlin", True, at=MONDAY + "08:00:00Z"),
    told("is_open", "berlin", False, at=MONDAY + "16:00:00Z"),
    told("next_opening", "berlin", "2026-01-06T08:00:00Z", at=MONDAY + "16:00:00Z"),
    told("next_open", "never", None, at=MONDAY + "16:00:00Z"),
    told("closing", "berlin", MONDAY + "16:00:00Z", at=MONDAY + "09:00:00Z"),
    told("close", "night", "2026-01-06T06:00:00Z", at=MONDAY + "23:00:00Z"),
    told("add_minutes", "night", "2026-01-06T06:00:00Z", start=MONDAY + "12:00:00Z", minutes=480),
    told("is_open", "berlin", True, at=MONDAY + "09:30:00"),
    told("add_minutes", "split", "2026-01-06T06:00:00Z", start=MONDAY + "12:00:00Z", minutes=720),
    told("add_minutes", "split", "2026-01-06T18:00:00Z", start=MONDAY + "12:00:00Z", minutes=720),
]
WRONG = [
    "{",
    "[]",
    "null",
    "{}",
    told("seconds_between", "berlin", 28801, start=MONDAY + "00:00:00Z", end=MONDAY + "23:00:00Z"),
    told("add_minutes", "berlin", "2026-01-06T08:00:00Z", start=MONDAY + "08:00:00Z", minutes=480),
    told("add_minutes", "night", "2026-01-06T22:00:00Z", start=MONDAY + "12:00:00Z", minutes=480),
    told("add_minutes", "split", "2026-01-06T19:00:00Z", start=MONDAY + "12:00:00Z", minutes=720),
    told("add_minutes", "berlin", MONDAY + "16:00:00Z", start=MONDAY + "08:00:00Z"),
    told("add_minutes", "berlin", MONDAY + "08:00:00Z", start=MONDAY + "08:00:00Z", minutes=-5),
    told("add_minutes", "berlin", MONDAY + "08:00:00Z", start="yesterday", minutes=5),
    told("sing", "berlin", "la", at=MONDAY + "08:00:00Z"),
    told("is_open", "paris", True, at=MONDAY + "08:00:00Z"),
    told("is_open", "nowhere", True, at=MONDAY + "08:00:00Z"),
    told("is_open", "berlin", True, at="99999-01-01T00:00:00Z"),
    told("add_minutes", "berlin", "x", start=MONDAY + "08:00:00Z", minutes=1e300),
]


@pytest.mark.parametrize("line", RIGHT)
def test_a_right_answer_is_counted(line: str) -> None:
    assert [one.trouble for one in check([line], calendars=CALENDARS)] == [""]


@pytest.mark.parametrize("line", WRONG)
def test_a_wrong_answer_and_a_bad_line_are_told_with_their_number(line: str) -> None:
    (found,) = check(["", line], calendars=CALENDARS)
    assert found.trouble.startswith("line 2: ")


def test_an_opening_after_a_night_in_two_halves_is_told_apart() -> None:
    assert [one.is_split for one in check(RIGHT[-2:], calendars=CALENDARS)] == [False, True]


SAME = [
    {"mon": {"09:00": "17:00"}},
    {"Monday": [["9:00", "17:00"]]},
    {"MON": "09:00-17:00"},
    {"monday": [{"start": "09:00", "end": "17:00:00"}]},
    {"Mon": {"open": "9", "close": "17"}},
    {"mon-mon": ["09:00-17:00"]},
    [["09:00-17:00"], [], None, {}, "closed", [], []],
]


@pytest.mark.parametrize("hours", SAME, ids=repr)
def test_a_week_may_be_written_in_many_ways(hours: object) -> None:
    assert hours_from({"hours": hours}).week == (NINE_TO_FIVE, (), (), (), (), (), ())


def test_days_may_be_named_together() -> None:
    week = hours_from({"timezone": "Asia/Seoul", "week": {"mon-fri": "09:00-17:00", "weekend": "24h"}}).week
    assert week == (NINE_TO_FIVE,) * 5 + ((Slot(0, DAY),),) * 2


@pytest.mark.parametrize(
    ("start", "end", "slot"),
    [
        ("22:00", "06:00", Slot(22 * HOUR, 30 * HOUR)),
        ("18:00", "24:00", Slot(18 * HOUR, DAY)),
        ("18:00", "00:00", Slot(18 * HOUR, DAY)),
        ("00:00", "24:00", Slot(0, DAY)),
        ("00:00", "00:00", Slot(0, DAY)),
        ("08:00", "08:00", Slot(8 * HOUR, 32 * HOUR)),
    ],
)
def test_a_slot_that_ends_on_the_next_day(start: str, end: str, slot: Slot) -> None:
    assert hours_from({"hours": {"sun": {start: end}}}).week[6] == (slot,)


def test_round_the_clock_holidays_other_hours_and_breaks() -> None:
    hours = hours_from(
        {
            "always_open": True,
            "holidays": ["2026-12-25", {"date": "2026-12-26", "name": "Boxing Day"}],
            "shifts": {"2026-12-24": {"09:00": "12:00"}},
            "breaks": {"2026-12-31": {"12:00": "13:00"}},
        }
    )
    assert hours.week == ALWAYS.week
    assert hours.exceptions == {
        date(2026, 12, 25): (),
        date(2026, 12, 26): (),
        date(2026, 12, 24): (Slot(9 * HOUR, 12 * HOUR),),
        date(2026, 12, 31): (Slot(0, 12 * HOUR), Slot(13 * HOUR, DAY)),
    }


@pytest.mark.parametrize(
    "calendar",
    [
        None,
        [],
        {"hours": {"someday": {"09:00": "17:00"}}},
        {"hours": {"mon": {"25:00": "26:00"}}},
        {"hours": {"mon": {"09:70": "17:00"}}},
        {"hours": {"mon": 5}},
        {"time_zone": "Moon/Base"},
        {"holidays": ["2026-02-30"]},
        {"holidays": 5},
    ],
    ids=repr,
)
def test_what_is_no_calendar_is_said_in_a_sentence(calendar: object) -> None:
    with pytest.raises(Unreadable):
        hours_from(calendar)


@pytest.mark.parametrize("text", ["{", "5", '"x"', "null"])
def test_a_file_without_calendars_is_refused(text: str) -> None:
    with pytest.raises(Unreadable):
        calendars_in(text)


if SHARED.exists():  # beside the project where it is built, nowhere else

    def test_all_vectors_beside_the_project_are_right() -> None:
        calendars = calendars_in((SHARED / "calendars.json").read_text())
        lines = (SHARED / "vectors.jsonl").read_text().splitlines()
        assert [one.trouble for one in check(lines, calendars=calendars) if one.trouble] == []
