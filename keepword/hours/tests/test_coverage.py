"""When people write, against who is there."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keepword.hours.coverage import Arrived, Gap, OnDuty, gaps, heat
from keepword.hours.spans import ALWAYS, OpeningHours, Slot

SINCE = datetime(2026, 11, 2, tzinfo=UTC)  # a Monday
UNTIL = SINCE + timedelta(weeks=1)
OFFICE = OpeningHours("Europe/Berlin", ((Slot(9 * 3600, 17 * 3600),),) * 5 + ((), ()))
NEVER = OpeningHours("UTC", ((),) * 7)
BERLIN = OnDuty(OFFICE, frozenset({"de", "en"}))


def at(day: int, hour: int) -> datetime:
    return datetime(2026, 11, day, hour, tzinfo=UTC)


def found(arrived, staff, *, zone="UTC"):
    return gaps(arrived, staff, since=SINCE, until=UNTIL, zone=zone)


def test_korean_on_tuesday_evening_finds_nobody():
    """The evening in Seoul is the morning in Berlin: people are there, and none of them reads Korean."""
    evening = [Arrived(at(3, hour), "ko", 7, "Asia/Seoul") for hour in (11, 12, 13)]
    morning = [Arrived(at(4, 1), "ko-KR", 129, "Asia/Seoul")]
    korean = OnDuty(OpeningHours("Asia/Seoul", ((Slot(9 * 3600, 18 * 3600),),) * 5 + ((), ())), frozenset({"ko"}))
    assert found(evening + morning, [BERLIN, korean]) == [Gap("ko", "Asia/Seoul", 1, 20, 23, 21, 0.14)]


@pytest.mark.parametrize(
    ("arrived", "staff", "expected"),
    [
        ([], [BERLIN], []),
        ([Arrived(at(2, 9), "de", 50)], [BERLIN], []),
        ([Arrived(at(2, 9), "de-CH", 50)], [BERLIN], []),
        ([Arrived(at(2, 9), "", 50)], [BERLIN], []),  # nobody knows the language: whoever is there may try
        ([Arrived(at(2, 9), "fr", 50)], [OnDuty(OFFICE)], []),  # says nothing of languages: answers in any
        ([Arrived(at(2, 9), "fr", 50)], [], [("fr", 0, 9, 10, 50)]),
        ([Arrived(at(2, 9), "fr", 50)], [OnDuty(NEVER)], [("fr", 0, 9, 10, 50)]),
        ([Arrived(at(2, 9), "fr", 4)], [BERLIN], []),  # too few to say anything
        ([Arrived(at(7, 9), "de", 50)], [BERLIN], [("de", 5, 9, 10, 50)]),
        ([Arrived(at(7, 23), "de", 9), Arrived(at(8, 0), "de", 9)], [], [("de", 5, 23, 24, 9), ("de", 6, 0, 1, 9)]),
        ([Arrived(at(7, 9), "de", 1), Arrived(at(3, 9), "de", 500)], [BERLIN], []),
    ],
)  # fmt: skip
def test_a_gap_is_where_nobody_who_understands_is_there(arrived, staff, expected):
    gist = [(gap.language, gap.weekday, gap.first, gap.last, gap.contacts) for gap in found(arrived, staff)]
    assert gist == expected


def test_half_an_hour_of_duty_covers_half_of_the_hour_s_contacts():
    from_half_past = OpeningHours("UTC", ((Slot(9 * 3600 + 1800, 17 * 3600),),) * 7)
    (gap,) = found([Arrived(at(2, 9), "de", 20)], [OnDuty(from_half_past)])
    assert (gap.contacts, gap.share) == (10, 0.5)


def test_the_week_is_laid_out_by_the_clocks_of_the_reader():
    cells = heat([Arrived(at(2, 0), "ko", 6)], [BERLIN], since=SINCE, until=UNTIL, zone="Asia/Seoul")
    busy = [(cell.weekday, cell.hour, cell.contacts, cell.covered) for cell in cells if cell.contacts]
    assert busy == [(0, 9, 6, 0.0)]
    there = [(cell.weekday, cell.hour) for cell in cells if cell.on_duty]
    assert there[:8] == [(0, 17 + hour) for hour in range(7)] + [(1, 0)]


def test_a_zone_that_is_none_is_read_as_utc():
    cells = heat([Arrived(at(2, 5), "ko", 6)], [], since=SINCE, until=UNTIL, zone="Moon/Crater")
    assert [(cell.weekday, cell.hour) for cell in cells if cell.contacts] == [(0, 5)]


@pytest.mark.parametrize("zone", ["Europe/Berlin", "America/New_York", "Asia/Kathmandu", "Australia/Lord_Howe"])
def test_no_contact_is_lost_or_counted_twice_over_a_change_of_clocks(zone):
    since = datetime(2026, 10, 19, tzinfo=UTC)
    until = since + timedelta(weeks=3)
    hours = [since + timedelta(hours=hour) for hour in range(3 * 7 * 24)]
    cells = heat([Arrived(hour, "en", 1) for hour in hours], [OnDuty(ALWAYS)], since=since, until=until, zone=zone)
    assert sum(cell.contacts for cell in cells) == len(hours)
    assert all(cell.on_duty == 1 and cell.covered == 1 for cell in cells if cell.contacts)


@given(
    st.lists(
        st.builds(
            Arrived,
            at=st.integers(0, 7 * 24 - 1).map(lambda hour: SINCE + timedelta(hours=hour)),
            language=st.sampled_from(["", "de", "ko", "zh-Hant", "zh-Hans"]),
            contacts=st.integers(1, 99),
            zone=st.sampled_from(["", "Asia/Seoul", "America/Sao_Paulo"]),
        ),
        max_size=20,
    )
)
def test_whoever_is_always_there_and_speaks_everything_leaves_no_gap(arrived):
    assert found(arrived, [BERLIN, OnDuty(ALWAYS)]) == []
    missed = found(arrived, [])
    assert all(0 < gap.share <= 1 and 0 <= gap.first < gap.last <= 24 for gap in missed)
    assert sum(gap.contacts for gap in missed) <= sum(one.contacts for one in arrived)
