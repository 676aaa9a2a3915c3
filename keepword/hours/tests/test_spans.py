"""Business time: the odd days first, then any hours against a walk along the clock."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from keepword.hours.spans import (
    ALWAYS,
    DAY,
    OpeningHours,
    Slot,
    add,
    closing,
    is_open,
    next_opening,
    open_spans,
    seconds_between,
)
from keepword.hours.tests import walking

HOUR = 3600


def week(*slots: tuple[float, float], days: range | tuple[int, ...] = range(7)) -> tuple[tuple[Slot, ...], ...]:
    """The same slots, in hours, on these days."""
    kept = tuple(Slot(int(start * HOUR), int(end * HOUR)) for start, end in slots)
    return tuple(kept if day in days else () for day in range(7))


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


WEEKDAYS = range(5)
BERLIN = OpeningHours("Europe/Berlin", week((9, 17), days=WEEKDAYS), {date(2026, 12, 25): ()})
LUNCH = OpeningHours("Asia/Seoul", week((9, 12), (13, 18), days=WEEKDAYS))
NIGHTS = OpeningHours("Europe/London", week((22, 30)))  # until six in the morning
CLOSED = OpeningHours("UTC", week())

# hours, from, to, business hours
BETWEEN = {
    "the night in which Berlin skips an hour": (
        OpeningHours("Europe/Berlin", week((0, 6))),
        "2026-03-28T23:00",
        "2026-03-29T22:00",
        5,
    ),
    "the night that shows an hour twice": (
        OpeningHours("Europe/Berlin", week((0, 6))),
        "2026-10-24T22:00",
        "2026-10-25T23:00",
        7,
    ),
    "only the hour that is skipped": (
        OpeningHours("Europe/Berlin", week((2, 3))),
        "2026-03-29T00:00",
        "2026-03-29T12:00",
        0,
    ),
    "only the hour that is doubled": (
        OpeningHours("Europe/Berlin", week((2, 3))),
        "2026-10-25T00:00",
        "2026-10-25T12:00",
        2,
    ),
    "half an hour skipped on Lord Howe Island": (
        OpeningHours("Australia/Lord_Howe", week((0, 24))),
        "2026-10-03T13:30",
        "2026-10-04T13:00",
        23.5,
    ),
    "a zone of a quarter of an hour": (
        OpeningHours("Asia/Kathmandu", week((9, 17))),
        "2026-06-01T03:15",
        "2026-06-01T11:15",
        8,
    ),
    "the day that Samoa leapt over": (
        OpeningHours("Pacific/Apia", week((9, 17))),
        "2011-12-29T10:00",
        "2012-01-01T10:00",
        24,
    ),
    "the day that Kiritimati leapt over": (
        OpeningHours("Pacific/Kiritimati", week((0, 24))),
        "1994-12-30T12:00",
        "1995-01-01T12:00",
        48,
    ),
    "a leap day": (
        OpeningHours("UTC", week((9, 17))),
        "2028-02-28T00:00",
        "2028-03-02T00:00",
        24,
    ),
    "a midnight that does not exist": (
        OpeningHours("America/Santiago", week((0, 24))),
        "2026-09-05T04:00",
        "2026-09-07T03:00",
        47,
    ),
    "a night over midnight": (NIGHTS, "2026-01-10T12:00", "2026-01-11T12:00", 8),
    "slots that overlap count once": (
        OpeningHours("UTC", week((9, 14), (12, 18))),
        "2026-01-05T00:00",
        "2026-01-06T00:00",
        9,
    ),
    "a night that overlaps with the next morning": (
        OpeningHours("UTC", week((20, 32), (6, 10))),
        "2026-01-05T12:00",
        "2026-01-06T12:00",
        14,
    ),
    "a holiday": (BERLIN, "2026-12-24T23:00", "2026-12-25T23:00", 0),
    "lunch": (LUNCH, "2026-01-05T02:00", "2026-01-05T05:00", 2),
    "backwards": (BERLIN, "2026-01-06T12:00", "2026-01-05T12:00", 0),
    "always": (ALWAYS, "2026-01-01T00:00", "2027-01-01T00:00", 365 * 24),
    "never": (CLOSED, "2026-01-01T00:00", "2027-01-01T00:00", 0),
}


@pytest.mark.parametrize(("hours", "start", "end", "expected"), BETWEEN.values(), ids=BETWEEN)
def test_business_time_between_two_instants(hours: OpeningHours, start: str, end: str, expected: float) -> None:
    assert seconds_between(hours, utc(start), utc(end)) == expected * HOUR


# hours, from, business hours, to
ADDED = {
    "ends exactly at closing time, not at the next opening": (BERLIN, "2026-01-05T08:00", 8, "2026-01-05T16:00"),
    "from the night before, ends at closing time too": (BERLIN, "2026-01-04T20:00", 8, "2026-01-05T16:00"),
    "ends exactly when lunch begins": (LUNCH, "2026-01-05T00:00", 3, "2026-01-05T03:00"),
    "goes on after lunch": (LUNCH, "2026-01-05T00:00", 4, "2026-01-05T05:00"),
    "over a weekend": (BERLIN, "2026-01-09T15:00", 2, "2026-01-12T09:00"),
    "over Christmas": (BERLIN, "2026-12-24T15:00", 2, "2026-12-28T09:00"),
    "nothing changes nothing, even when closed": (BERLIN, "2026-01-04T20:00", 0, "2026-01-04T20:00"),
    "a night ends in the morning": (NIGHTS, "2026-01-10T12:00", 8, "2026-01-11T06:00"),
    "decades": (ALWAYS, "2026-01-01T00:00", 24 * 365 * 40, "2065-12-22T00:00"),
}


@pytest.mark.parametrize(("hours", "start", "added", "expected"), ADDED.values(), ids=ADDED)
def test_business_time_added_to_an_instant(hours: OpeningHours, start: str, added: float, expected: str) -> None:
    assert add(hours, utc(start), int(added * HOUR)) == utc(expected)


def test_who_never_opens_has_no_deadline() -> None:
    assert add(CLOSED, utc("2026-01-05T08:00"), 1) is None
    assert next_opening(CLOSED, utc("2026-01-05T08:00")) is None
    assert closing(CLOSED, utc("2026-01-05T08:00")) is None


def test_who_opens_on_one_day_only_is_found_years_before() -> None:
    fair = OpeningHours("UTC", week(), {date(2030, 5, 4): (Slot(9 * HOUR, 17 * HOUR),)})
    assert next_opening(fair, utc("2026-01-01T00:00")) == utc("2030-05-04T09:00")
    assert next_opening(fair, utc("2030-05-04T17:00")) is None
    assert add(fair, utc("2026-01-01T00:00"), 8 * HOUR) == utc("2030-05-04T17:00")
    assert add(fair, utc("2026-01-01T00:00"), 8 * HOUR + 1) is None


def test_round_the_clock_is_open_at_the_turn_of_the_year_and_never_closes() -> None:
    assert is_open(ALWAYS, utc("2026-12-31T23:59"))
    assert closing(ALWAYS, utc("2026-12-31T23:59")) is None


def test_closing_is_the_end_of_slots_that_adjoin_over_midnight() -> None:
    halves = OpeningHours("Europe/London", week((0, 6), (18, 24)))
    assert closing(halves, utc("2026-12-31T20:00")) == utc("2027-01-01T06:00")


def test_round_the_clock_with_a_holiday_closes_when_it_begins() -> None:
    most = OpeningHours("UTC", ALWAYS.week, {date(2029, 1, 1): ()})
    assert closing(most, utc("2026-06-01T12:00")) == utc("2029-01-01T00:00")
    assert next_opening(most, utc("2029-01-01T12:00")) == utc("2029-01-02T00:00")
    assert closing(most, utc("2029-01-02T12:00")) is None


def test_the_moment_of_opening_is_open_and_the_moment_of_closing_is_not() -> None:
    assert is_open(BERLIN, utc("2026-01-05T08:00"))
    assert not is_open(BERLIN, utc("2026-01-05T16:00"))
    assert next_opening(BERLIN, utc("2026-01-05T08:00")) == utc("2026-01-05T08:00")


def test_an_instant_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="zone"):
        is_open(BERLIN, datetime(2026, 1, 5, 8))  # noqa: DTZ001 - the mistake that is refused


@pytest.mark.parametrize(("start", "end"), [(-1, 5), (DAY, DAY + 1), (5, 5), (6, 5), (0, DAY + 1)])
def test_what_is_no_slot_is_refused(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="slot"):
        Slot(start, end)


ZONES = [
    "UTC",
    "Europe/Berlin",
    "America/New_York",
    "Asia/Kathmandu",
    "Australia/Lord_Howe",
    "America/Santiago",
    "Pacific/Apia",
    "Pacific/Chatham",
    "Africa/Casablanca",
    "Asia/Gaza",
]
NEAR_CHANGES = ["2026-03-27", "2026-10-23", "2011-12-28", "2026-04-03", "2026-09-03", "2028-02-27", "2026-12-30"]


@st.composite
def slots(draw: st.DrawFn) -> Slot:
    start = draw(st.integers(0, 287)) * 300
    return Slot(start, start + draw(st.integers(1, 288)) * 300)


@st.composite
def any_hours(draw: st.DrawFn) -> OpeningHours:
    days = st.lists(slots(), max_size=3).map(tuple)
    first = date.fromisoformat(draw(st.sampled_from(NEAR_CHANGES)))
    near = st.integers(0, 6).map(lambda ahead: first + timedelta(days=ahead))
    exceptions = draw(st.dictionaries(near, days, max_size=3))
    return OpeningHours(draw(st.sampled_from(ZONES)), tuple(draw(days) for _ in range(7)), exceptions)


@st.composite
def instants(draw: st.DrawFn) -> tuple[datetime, datetime]:
    start = utc(draw(st.sampled_from(NEAR_CHANGES))) + timedelta(minutes=5 * draw(st.integers(0, 288 * 4)))
    return start, start + timedelta(minutes=5 * draw(st.integers(0, 288 * 5)))


@settings(max_examples=150, deadline=None)
@given(any_hours(), instants())
def test_any_hours_count_as_a_walk_along_the_clock_does(
    hours: OpeningHours, between: tuple[datetime, datetime]
) -> None:
    start, end = between
    assert seconds_between(hours, start, end) == walking.seconds_between(hours, start, end)
    assert is_open(hours, start) == walking.is_open(hours, start)


@settings(max_examples=150, deadline=None)
@given(any_hours(), instants(), st.integers(1, 90 * HOUR))
def test_what_was_added_is_what_lies_between(
    hours: OpeningHours, between: tuple[datetime, datetime], seconds: int
) -> None:
    start, _ = between
    due = add(hours, start, seconds)
    if due is None:
        assert not any(hours.week)
    else:
        assert seconds_between(hours, start, due) == seconds
        assert seconds_between(hours, start, due - timedelta(seconds=1)) == seconds - 1


@settings(max_examples=150, deadline=None)
@given(any_hours(), instants())
def test_open_spans_are_apart_in_order_and_all_that_is_open(
    hours: OpeningHours, between: tuple[datetime, datetime]
) -> None:
    start, end = between
    spans = list(open_spans(hours, start, end))
    assert sum((closes - opens).total_seconds() for opens, closes in spans) == seconds_between(hours, start, end)
    assert all(start <= opens < closes <= end for opens, closes in spans)
    assert all(one[1] < other[0] for one, other in pairwise(spans))


@settings(max_examples=100, deadline=None)
@given(any_hours(), instants())
def test_the_next_change_is_where_it_changes(hours: OpeningHours, between: tuple[datetime, datetime]) -> None:
    start, _ = between
    change = closing(hours, start) if is_open(hours, start) else next_opening(hours, start)
    if change is not None:
        assert is_open(hours, change) != is_open(hours, start)
        assert is_open(hours, change - timedelta(seconds=1)) == is_open(hours, start)
