"""Calendars, their versions, and which of them counts."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine

from keepword.events.models import Event
from keepword.hours.calendar import Calendar, ExceptionalDay, NotACalendar, calendar_of
from keepword.hours.defining import NameTaken, change, define, retire
from keepword.hours.in_force import in_force
from keepword.hours.models import BusinessHours, HoursVersion
from keepword.hours.spans import ALWAYS, is_open

pytestmark = pytest.mark.django_db

NINE_TO_FIVE = ((540, 1020),)
OFFICE = Calendar("Europe/Berlin", (NINE_TO_FIVE,) * 5 + ((), ()), country="DE", subdivision="BE")
MONDAY = datetime(2026, 11, 23, 10, tzinfo=UTC)


def test_hours_that_nobody_set_are_always_open_and_have_no_version() -> None:
    assert in_force(None).hours is ALWAYS
    assert in_force(None).version_id is None


def test_defined_hours_count_at_once_and_record_a_fact() -> None:
    hours = define("Office", calendar=OFFICE)
    found = in_force(hours.pk)
    assert found.version_id == hours.current_id
    assert is_open(found.hours, MONDAY)
    assert not is_open(found.hours, MONDAY + timedelta(hours=8))
    assert Event.objects.get(name="hours.defined").data == {"hours_id": hours.pk, "version_id": hours.current_id}


def test_a_change_counts_from_now_and_old_days_keep_their_calendar() -> None:
    with time_machine.travel(MONDAY, tick=False):
        hours = define("Office", calendar=OFFICE)
        old = hours.current_id
    with time_machine.travel(MONDAY + timedelta(days=7), tick=False):
        new = change(hours, calendar=Calendar("UTC", is_always=True))
    assert new.number == 2
    assert in_force(hours.pk).version_id == new.pk
    assert in_force(hours.pk, at=MONDAY + timedelta(days=1)).version_id == old
    assert in_force(hours.pk, at=MONDAY - timedelta(days=1)).version_id == old
    assert in_force(hours.pk, at=MONDAY + timedelta(days=7)).version_id == new.pk


def test_a_change_by_another_process_is_seen_at_once() -> None:
    hours = define("Office", calendar=OFFICE)
    in_force(hours.pk)
    change(BusinessHours.objects.get(pk=hours.pk), calendar=Calendar("UTC", is_always=True))
    assert is_open(in_force(hours.pk).hours, MONDAY + timedelta(days=5))


def test_what_is_in_force_costs_one_query_once_it_was_read(django_assert_num_queries) -> None:
    hours = define("Office", calendar=OFFICE)
    in_force(hours.pk)
    with django_assert_num_queries(1):
        in_force(hours.pk)


def test_we_are_closed_on_a_holiday_unless_it_is_switched_off() -> None:
    christmas = datetime(2026, 12, 25, 10, tzinfo=UTC)
    with time_machine.travel(MONDAY, tick=False):
        hours = define("Office", calendar=OFFICE)
        assert not is_open(in_force(hours.pk).hours, christmas)
        name = hours.current.holidays["2026-12-25"]
        change(hours, calendar=Calendar(OFFICE.zone, OFFICE.week, country="DE", switched_off=frozenset({name})))
        assert is_open(in_force(hours.pk).hours, christmas)


def test_an_exceptional_day_goes_before_a_holiday_and_before_the_same_day_of_every_year() -> None:
    half, morning = ((540, 720),), datetime(2027, 12, 25, 10, tzinfo=UTC)
    every = ExceptionalDay(date(2026, 12, 25), half, "Half a day", is_yearly=True)
    once = ExceptionalDay(date(2027, 12, 25), (), "Moving house")
    week = (NINE_TO_FIVE,) * 7
    with time_machine.travel(MONDAY, tick=False):
        hours = define("Office", calendar=Calendar("UTC", week, country="DE", exceptions=(every,)))
        assert is_open(in_force(hours.pk).hours, morning)
        assert not is_open(in_force(hours.pk).hours, morning + timedelta(hours=2))
        change(hours, calendar=Calendar("UTC", week, country="DE", exceptions=(once, every)))
        assert not is_open(in_force(hours.pk).hours, morning)
        assert in_force(hours.pk).hours.occasions[date(2027, 12, 25)] == "Moving house"


def test_a_leap_day_of_every_year_returns_in_leap_years() -> None:
    leap = ExceptionalDay(date(2028, 2, 29), (), "Leap day", is_yearly=True)
    hours = define("Office", calendar=Calendar("UTC", (NINE_TO_FIVE,) * 7, exceptions=(leap,)))
    days = in_force(hours.pk).hours.exceptions
    assert date(2032, 2, 29) in days
    assert date(2027, 2, 28) not in days


def test_a_version_gives_back_what_was_said() -> None:
    said = Calendar(
        "Asia/Seoul",
        (((540, 720), (780, 1080)),) * 5 + ((), ((1320, 1800),)),
        exceptions=(ExceptionalDay(date(2026, 12, 24), ((540, 720),), "Eve"),),
        country="KR",
    )
    hours = define("Seoul", calendar=said)
    assert calendar_of(HoursVersion.objects.get(pk=hours.current_id)) == said


def test_a_name_is_taken_until_its_hours_are_retired() -> None:
    hours = define("Office", calendar=OFFICE)
    with pytest.raises(NameTaken):
        define("Office", calendar=OFFICE)
    retire(hours)
    assert define("Office", calendar=OFFICE).pk != hours.pk
    assert is_open(in_force(hours.pk).hours, MONDAY)


@pytest.mark.parametrize(
    "wrong",
    [
        {"zone": "Europe/Nowhere"},
        {"zone": "../../etc/passwd"},
        {"zone": ""},
        {"week": ((),) * 6},
        {"week": (((600, 540),),) * 7},
        {"week": (((540, 2000),),) * 7},
        {"week": (((-60, 540),),) * 7},
        {"week": (((0, 1),) * 13,) * 7},
        {"country": "XX"},
        {"country": "DE", "subdivision": "ZZ"},
        {"subdivision": "BE"},
    ],
    ids=repr,
)
def test_what_is_no_calendar_is_refused(wrong: dict) -> None:
    with pytest.raises(NotACalendar):
        Calendar(**({"zone": "UTC"} | wrong))
