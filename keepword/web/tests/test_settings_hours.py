"""Opening hours as an administrator sets them."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine

from keepword.brands.models import Organisation
from keepword.conversations.keeping_hours import keep, keepers_of
from keepword.conversations.models import Inbox
from keepword.hours.calendar import Calendar, calendar_of
from keepword.hours.defining import define
from keepword.hours.models import BusinessHours, HoursVersion
from keepword.people.models import Agent, Team

MONDAY = datetime(2026, 11, 23, 12, tzinfo=UTC)
WEEK = {f"day{day}": "9-17" for day in range(5)}
OFFICE = Calendar("Europe/Berlin", (((540, 1020),),) * 5 + ((), ()), country="DE")


@pytest.fixture(autouse=True)
def _monday():
    with time_machine.travel(MONDAY, tick=False):
        yield


@pytest.fixture
def hours(cast) -> BusinessHours:
    made = define("Office", calendar=OFFICE)
    Organisation.objects.update(business_hours=made)
    return made


def answers(**changes: object) -> dict:
    return {"name": "Office", "zone": "Europe/Berlin", "country": "DE", "rows": "3", "save": "yes"} | WEEK | changes


def test_the_first_hours_are_proposed_in_our_zone_with_its_holidays(cast, ruth):
    Organisation.objects.update(time_zone="Asia/Seoul")
    page = ruth.get("/settings/hours/new").content.decode()
    assert 'value="09:00–17:00"' in page
    assert re.search(r'<option value="KR"\s+selected', page)
    assert "Seollal" in page or "Lunar New Year" in page or "New Year" in page
    assert re.search(r'name="organisations" value="1" checked', page)


def test_an_administrator_sets_hours_for_everybody_at_once(cast, ruth):
    assert ruth.post("/settings/hours/new", answers(organisations="1")).status_code == 302
    made = BusinessHours.objects.get()
    assert calendar_of(made.current) == OFFICE
    assert made.current.made_by == cast.ruth.pk
    assert Organisation.objects.get().business_hours == made
    assert "Open now until 17:00" in ruth.get("/settings/hours").content.decode()


def test_a_change_is_a_new_version_and_saving_the_same_is_none(hours, ruth):
    address = f"/settings/hours/{hours.pk}"
    assert ruth.post(address, answers(organisations="1", day5="10-14")).status_code == 302
    assert HoursVersion.objects.count() == 2
    assert ruth.post(address, answers(organisations="1", day5="10-14", name="Shop")).status_code == 302
    assert HoursVersion.objects.count() == 2
    assert BusinessHours.objects.get().name == "Shop"


def test_what_is_not_understood_is_said_at_its_day_and_kept_as_typed(hours, ruth):
    answer = ruth.post(f"/settings/hours/{hours.pk}", answers(day2="nine to five"))
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "“nine to five” is not understood" in page
    assert 'value="nine to five"' in page
    assert HoursVersion.objects.count() == 1


def test_monday_is_copied_to_the_working_days_without_saving(hours, ruth):
    copied = answers(day0="8-12, 13-18", copy="0")
    del copied["save"]
    page = ruth.post(f"/settings/hours/{hours.pk}", copied).content.decode()
    assert page.count('value="8-12, 13-18"') == 5
    assert HoursVersion.objects.count() == 1


def test_looking_saves_nothing_and_shows_holidays_and_what_customers_would_read(hours, ruth):
    looked = answers(country="FR", look="yes")
    del looked["save"]
    page = ruth.post(f"/settings/hours/{hours.pk}", looked).content.decode()
    assert "Bastille" in page or "National Day" in page
    assert "Open now until 17:00 (your time 16:00)" in page
    assert HoursVersion.objects.count() == 1


def test_a_holiday_is_switched_off(hours, ruth):
    names = sorted(set(hours.current.holidays.values()))
    kept = [name for name in names if name != "Good Friday"]
    said = answers(holidays_of="DE", shown=names, kept=kept, organisations="1")
    assert ruth.post(f"/settings/hours/{hours.pk}", said).status_code == 302
    assert HoursVersion.objects.get(number=2).switched_off == ["Good Friday"]
    page = ruth.get(f"/settings/hours/{hours.pk}").content.decode()
    assert re.search(r'value="Good Friday">', page)
    assert not re.search(r'value="Good Friday" checked', page)


def test_exceptional_days_nights_and_a_region(hours, ruth):
    said = answers(
        day5="22-6",
        subdivision="BE",
        on0="2026-12-24",
        slots0="9-12",
        occasion0="Eve",
        yearly0="on",
        on1="2027-01-02",
        organisations="1",
    )
    assert ruth.post(f"/settings/hours/{hours.pk}", said).status_code == 302
    made = calendar_of(HoursVersion.objects.get(number=2))
    assert made.week[5] == ((1320, 1800),)
    assert (made.country, made.subdivision) == ("DE", "BE")
    assert [(one.on, one.slots, one.name, one.is_yearly) for one in made.exceptions] == [
        (date(2026, 12, 24), ((540, 720),), "Eve", True),
        (date(2027, 1, 2), (), "", False),
    ]
    assert 'value="2026-12-24"' in ruth.get(f"/settings/hours/{hours.pk}").content.decode()


def test_hundreds_of_exceptional_days_are_all_kept(hours, ruth):
    days = [date(2027, 1, 1) + timedelta(days=number) for number in range(150)]
    rows = {f"on{number}": day.isoformat() for number, day in enumerate(days)}
    blank = {f"{name}{number}": "" for number in range(153) for name in ("slots", "occasion")}
    assert ruth.post(f"/settings/hours/{hours.pk}", answers(rows="153") | blank | rows).status_code == 302
    page = ruth.get(f"/settings/hours/{hours.pk}").content.decode()
    assert re.search(r'name="rows" value="153"', page)
    assert [one.on for one in calendar_of(HoursVersion.objects.get(number=2)).exceptions] == days


def test_hours_are_given_to_brand_team_inbox_and_agent_and_taken_again(hours, ruth, cast):
    address = f"/settings/hours/{hours.pk}"
    said = answers(
        brands=str(cast.brand.pk), teams=str(cast.team.pk), inboxes=str(cast.inbox.pk), agents=str(cast.mina.pk)
    )
    assert ruth.post(address, said).status_code == 302
    assert Team.objects.get().business_hours == Inbox.objects.get().business_hours == hours
    assert Agent.objects.get(pk=cast.mina.pk).business_hours == hours
    assert Organisation.objects.get().business_hours is None
    assert ruth.post(address, answers()).status_code == 302
    assert keepers_of(hours).is_nobody


def test_only_hours_that_nobody_keeps_can_be_removed(hours, ruth):
    ruth.post(f"/settings/hours/{hours.pk}/removal")
    assert not BusinessHours.objects.get().is_retired
    keep(hours)
    ruth.post(f"/settings/hours/{hours.pk}/removal")
    assert BusinessHours.objects.get().is_retired
    assert "Office" not in ruth.get("/settings/hours").content.decode()


def test_a_name_is_given_once(hours, ruth):
    answer = ruth.post("/settings/hours/new", answers())
    assert answer.status_code == 422
    assert "There are hours of this name." in answer.content.decode()


def test_an_exceptional_day_is_still_there_when_hours_are_changed_in_chinese(hours, ruth, cast):
    """A browser's calendar shows a day that is written in another way as none, and sends none back."""
    assert ruth.post(f"/settings/hours/{hours.pk}", answers(on0="2026-12-24", organisations="1")).status_code == 302
    cast.ruth.language = "zh-hans"
    cast.ruth.save()
    assert 'value="2026-12-24"' in ruth.get(f"/settings/hours/{hours.pk}").content.decode()


@pytest.mark.parametrize(
    "wrong",
    [
        {"zone": "Moon/Base"},
        {"country": "XX"},
        {"rows": "999999"},
        {"copy": "9"},
        {"on0": "yesterday"},
        {"subdivision": "ZZ"},
    ],
    ids=repr,
)
def test_nonsense_never_breaks_the_page(hours, ruth, wrong):
    assert ruth.post(f"/settings/hours/{hours.pk}", answers(**wrong)).status_code in (302, 422)


def test_only_administrators_set_hours(hours, mina):
    assert mina.get("/settings/hours").status_code == 403
    assert mina.post(f"/settings/hours/{hours.pk}", answers()).status_code == 403


def test_an_agent_chooses_hours_of_their_own_in_the_profile(hours, mina, cast):
    page = mina.get("/settings").content.decode()
    assert "Office" in page
    profile = {
        "undo_seconds": 10,
        "name": "Mina",
        "language": "en",
        "time_zone": "UTC",
        "theme": "system",
        "business_hours": hours.pk,
    }
    assert mina.post("/settings", profile).status_code == 302
    assert Agent.objects.get(pk=cast.mina.pk).business_hours == hours
