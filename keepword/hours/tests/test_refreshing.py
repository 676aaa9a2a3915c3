"""Holidays of the years to come."""

from datetime import UTC, datetime

import pytest
import time_machine

from keepword.hours.calendar import Calendar
from keepword.hours.defining import define
from keepword.hours.models import HoursVersion
from keepword.hours.refreshing import refresh_holidays

pytestmark = pytest.mark.django_db
SHOP = Calendar("Europe/Berlin", (((540, 1020),),) * 7, country="DE", switched_off=frozenset({"Good Friday"}))


def test_a_new_year_brings_a_version_that_knows_one_year_more_and_then_none() -> None:
    with time_machine.travel(datetime(2026, 11, 23, tzinfo=UTC), tick=False):
        define("Shop", calendar=SHOP)
        define("Without", calendar=Calendar("UTC"))
        assert refresh_holidays() == 0
    with time_machine.travel(datetime(2027, 1, 1, tzinfo=UTC), tick=False):
        assert refresh_holidays() == 1
        assert refresh_holidays() == 0
    newest = HoursVersion.objects.get(number=2)
    assert "2032-12-25" in newest.holidays
    assert newest.switched_off == ["Good Friday"]


def test_what_the_library_learnt_since_makes_a_version() -> None:
    made = define("Shop", calendar=SHOP)
    HoursVersion.objects.filter(pk=made.current_id).update(holidays={"2099-01-01": "New Year's Day"})
    assert refresh_holidays() == 1
