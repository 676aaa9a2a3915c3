"""Opening hours, as programs read and change them."""

from datetime import UTC, datetime

import pytest
import time_machine

from keepword.api.tests.program import Program
from keepword.hours.calendar import Calendar
from keepword.hours.defining import define
from keepword.hours.models import HoursVersion
from tests import cast as stage

pytestmark = pytest.mark.django_db

WEEK = [[[540, 1020]]] * 5 + [[], [[1320, 1800]]]
MONDAY = datetime(2026, 11, 23, 12, tzinfo=UTC)


@pytest.fixture
def hours():
    with time_machine.travel(MONDAY, tick=False):
        yield define("Office", calendar=Calendar("Europe/Berlin", (((540, 1020),),) * 5 + ((), ()), country="DE"))


def test_everybody_reads_hours_as_they_are_now(hours):
    (item,) = Program(stage.gather().stranger).send("GET", "/hours").json()["items"]
    assert (item["name"], item["version"], item["zone"], item["is_open"]) == ("Office", 1, "Europe/Berlin", True)
    assert item["changes_at"] == "2026-11-23T16:00:00Z"
    assert item["holidays"]["2026-12-25"] == "Christmas Day"


def test_an_administrator_makes_a_new_version(hours):
    changed = Program(stage.gather().ruth).send("PUT", f"/hours/{hours.pk}/calendar", {"zone": "UTC", "week": WEEK})
    assert (changed.json()["version"], changed.json()["week"][6]) == (2, [[1320, 1800]])
    assert HoursVersion.objects.count() == 2


@pytest.mark.parametrize(
    "wrong",
    [{"zone": "Moon/Base"}, {"week": [[]] * 6}, {"week": [[[600, 540]]] * 7}, {"country": "XX"}, {"colour": "red"}],
    ids=repr,
)
def test_what_cannot_be_is_a_problem_and_changes_nothing(hours, wrong):
    body = {"zone": "UTC", "week": WEEK} | wrong
    assert Program(stage.gather().ruth).send("PUT", f"/hours/{hours.pk}/calendar", body).status_code == 422
    assert HoursVersion.objects.count() == 1


def test_others_change_nothing(hours):
    body = {"zone": "UTC", "week": WEEK}
    assert Program(stage.gather().mina).send("PUT", f"/hours/{hours.pk}/calendar", body).status_code == 403
    assert HoursVersion.objects.count() == 1
