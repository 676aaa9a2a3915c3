"""Which instant a clock on a wall means, where clocks are put forward and back, and where there is no such clock."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from keepword.kit.zones import is_zone, moment_in, zone_of

EARLY = "2020-01-01T00:00"


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize("name", ["Mars/Olympus", "", "US/Pacifico", "Europe", "../etc/passwd", "UTC\x00", "x" * 300])
def test_a_name_that_is_none_is_utc_and_breaks_nothing(name: str) -> None:
    assert zone_of(name).key == "UTC"
    assert not is_zone(name)


def test_a_name_that_is_one_is_itself() -> None:
    assert zone_of("Asia/Seoul").key == "Asia/Seoul"
    assert is_zone("Asia/Seoul")


@pytest.mark.parametrize(
    ("zone", "typed", "now", "means"),
    [
        ("Europe/Berlin", "2026-03-29T02:30", EARLY, "2026-03-29T01:30"),  # there is none: as much later, 03:30
        ("Europe/Berlin", "2026-03-29T03:00", EARLY, "2026-03-29T01:00"),
        ("Europe/Berlin", "2026-10-25T02:30", EARLY, "2026-10-25T00:30"),  # comes twice: the first
        ("Europe/Berlin", "2026-10-25T02:30", "2026-10-25T00:30", "2026-10-25T01:30"),  # that is now: the second
        ("Europe/Berlin", "2026-10-25T02:30", "2026-10-25T01:10", "2026-10-25T01:30"),  # between both
        ("Europe/Berlin", "2026-10-25T02:30", "2026-10-25T01:31", "2026-10-25T00:30"),  # both are over
        ("America/New_York", "2026-03-08T02:15", EARLY, "2026-03-08T07:15"),
        ("America/New_York", "2026-11-01T01:15", "2026-11-01T05:30", "2026-11-01T06:15"),
        ("Australia/Lord_Howe", "2026-10-04T02:15", EARLY, "2026-10-03T15:45"),  # half an hour is skipped
        ("Australia/Lord_Howe", "2026-04-05T01:45", EARLY, "2026-04-04T14:45"),  # half an hour comes twice
        ("Australia/Lord_Howe", "2026-04-05T01:45", "2026-04-04T15:00", "2026-04-04T15:15"),
        ("Africa/Cairo", "2026-04-24T00:00", EARLY, "2026-04-23T22:00"),  # a midnight that there is not
        ("Africa/Cairo", "2026-10-29T23:59", EARLY, "2026-10-29T20:59"),  # the last minute of a day, twice
        ("Asia/Shanghai", "2026-03-29T02:30", EARLY, "2026-03-28T18:30"),
        ("Pacific/Kiritimati", "2026-11-24T00:00", EARLY, "2026-11-23T10:00"),
        ("Pacific/Apia", "2011-12-30T09:00", "2011-12-01T00:00", "2011-12-30T19:00"),  # a day that never was
        ("Pacific/Honolulu", "2026-11-23T09:00", EARLY, "2026-11-23T19:00"),
    ],
)
def test_what_was_typed_is_what_the_clock_there_shows(zone: str, typed: str, now: str, means: str) -> None:
    assert moment_in(typed, zone=ZoneInfo(zone), now=at(now)) == at(means)


@pytest.mark.parametrize("typed", ["2026-11-24T09:00+09:00", "2026-11-24T00:00:00Z", " 2026-11-23 19:00-05:00 "])
def test_an_offset_that_was_given_counts_wherever_one_is(typed: str) -> None:
    assert moment_in(typed, zone=ZoneInfo("Asia/Kolkata"), now=at(EARLY)) == at("2026-11-24T00:00")


@pytest.mark.parametrize(
    "typed",
    [
        "", "soon", "2026-02-30T09:00", "2026-13-01T09:00", "2026-11-24T25:00", "0001-01-01T00:00", "9999-12-31T23:59",
        "9999-12-31T23:59:59-12:00", "0001-01-01T00:00:00+14:00", "10000-01-01T00:00",
    ],
)  # fmt: skip
@pytest.mark.parametrize("zone", ["UTC", "Pacific/Kiritimati", "Pacific/Honolulu"])
def test_what_is_no_moment_that_every_zone_has_is_none(typed: str, zone: str) -> None:
    assert moment_in(typed, zone=ZoneInfo(zone), now=at(EARLY)) is None
