"""When we are there, as customers and their programs read it."""

import json
import re
from datetime import UTC, date, datetime

import pytest
import time_machine
from django.conf import settings
from django.test import Client
from icalendar import Calendar as ICalendar

from keepword.brands.models import Brand
from keepword.conversations.models import Inbox
from keepword.help_center.hours.calendar_file import calendar_of
from keepword.hours.calendar import Calendar, ExceptionalDay
from keepword.hours.defining import change, define
from keepword.hours.models import BusinessHours
from keepword.hours.spans import OpeningHours, Slot

MONDAY = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)  # 13:00 in Berlin
WEEK = (((540, 720), (780, 1080)),) * 5 + ((), ((1320, 1800),))
SHOP = Calendar(
    "Europe/Berlin",
    WEEK,
    exceptions=(ExceptionalDay(date(2026, 12, 24), ((540, 720),), "Eve"),),
    country="DE",
    subdivision="BE",
)


@pytest.fixture(autouse=True)
def frozen():
    with time_machine.travel(MONDAY, tick=False) as moment:
        yield moment


@pytest.fixture
def shop(cast) -> BusinessHours:
    hours = define("Shop", calendar=SHOP)
    Brand.objects.update(business_hours=hours)
    return hours


def told(visitor: Client, address: str = "/hours/leaf-loom.json", **headers: str) -> dict:
    return visitor.get(address, headers=headers).json()


def test_the_page_says_whether_we_are_open_in_our_zone_and_in_the_readers(shop, visitor):
    assert "Open now until 18:00 (Berlin time)" in visitor.get("/hours/leaf-loom").content.decode()
    page = visitor.get("/hours/leaf-loom?zone=America/Sao_Paulo").content.decode()
    assert "Open now until 18:00 (your time 14:00)" in page
    assert "09:00–12:00, 13:00–18:00" in page
    assert "22:00–06:00" in page
    assert "Eve" in page


@pytest.mark.parametrize("code", [code for code, _name in settings.LANGUAGES])
def test_the_page_is_whole_in_every_language(shop, visitor, code):
    page = visitor.get(f"/hours/leaf-loom?language={code}").content.decode()
    words = re.sub(r"<[^>]+>", " ", re.sub(r"<script.*?</script>", "", page, flags=re.DOTALL))
    for english in ("Opening hours", "Open now", "Every week", "Monday", "Closed", "Soon different", "Add to"):
        assert (english in words) == (code == "en"), english


@pytest.mark.parametrize(
    "address", ["/hours/nobody", "/hours/nobody.json", "/hours/nobody.ics", "/hours/nobody/snippet.js"]
)
def test_an_unknown_brand_is_not_found(cast, visitor, address):
    assert visitor.get(address).status_code == 404


def test_a_program_reads_the_same(shop, visitor):
    found = told(visitor, "/hours/leaf-loom.json?zone=Asia/Seoul&language=ko")
    assert found["words"] == "지금 영업 중, 오후 6:00까지 (고객님 시간으로 화요일 오전 2:00)"
    assert (found["is_open"], found["changes_at"], found["zone"]) == (True, "2026-11-23T17:00:00Z", "Europe/Berlin")
    assert found["week"]["slots"]["sunday"] == [{"opens": "22:00", "closes": "06:00"}]
    assert found["days_ahead"][0]["on"] == "2026-12-24"


def test_any_site_may_ask_and_no_cookie_is_given(shop, visitor):
    for path in (".json", ".ics", "/snippet.js", "/snippet.html"):
        answer = visitor.get(f"/hours/leaf-loom{path}", headers={"Origin": "https://shop.example"})
        assert answer.headers["Access-Control-Allow-Origin"] == "*"
        assert not answer.cookies
        assert "public" in answer.headers["Cache-Control"]


def test_it_is_right_at_the_minute_of_the_change(shop, visitor, frozen):
    frozen.move_to(datetime(2026, 11, 23, 16, 59, 10, tzinfo=UTC))
    before = visitor.get("/hours/leaf-loom.json")
    assert before.json()["is_open"]
    assert before.headers["Cache-Control"] == "public, max-age=50"
    frozen.move_to(datetime(2026, 11, 23, 17, 0, 0, tzinfo=UTC))
    after = visitor.get("/hours/leaf-loom.json", headers={"If-None-Match": before.headers["ETag"]})
    assert after.status_code == 200
    assert after.json()["words"] == "Closed, opens tomorrow at 09:00 (Berlin time)"


def test_tomorrow_becomes_today_at_midnight(shop, visitor, frozen):
    frozen.move_to(datetime(2026, 11, 23, 22, 59, 30, tzinfo=UTC))
    assert visitor.get("/hours/leaf-loom.json").headers["Cache-Control"] == "public, max-age=30"


def test_who_has_it_already_gets_no_second_copy(shop, visitor):
    first = visitor.get("/hours/leaf-loom.json")
    again = visitor.get("/hours/leaf-loom.json", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["Access-Control-Allow-Origin"] == "*"


def test_a_change_by_an_administrator_is_told_at_the_next_question(shop, visitor):
    assert told(visitor)["is_open"]
    change(shop, calendar=Calendar("Europe/Berlin"))
    assert told(visitor)["words"] == "Closed"


def test_search_engines_read_week_and_holidays(shop, visitor):
    page = visitor.get("/hours/leaf-loom").content.decode()
    data = json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)[1])
    assert data["hoursAvailable"][0] == {
        "@type": "OpeningHoursSpecification",
        "opens": "09:00",
        "closes": "12:00",
        "dayOfWeek": "https://schema.org/Monday",
    }
    christmas = [one for one in data["hoursAvailable"] if one.get("validFrom") == "2026-12-25"]
    assert [(one["opens"], one["closes"]) for one in christmas] == [("00:00", "00:00")]


def test_a_brand_cannot_end_the_script_element(shop, visitor):
    Brand.objects.update(name="</script><script>alert(1)</script>")
    assert "<script>alert" not in visitor.get("/hours/leaf-loom").content.decode()


def test_a_calendar_program_finds_us_open_exactly_when_we_are(shop, visitor):
    answer = visitor.get("/hours/leaf-loom.ics")
    assert answer.headers["Content-Type"].startswith("text/calendar")
    events = ICalendar.from_ical(answer.content).walk("VEVENT")
    weekly = [event for event in events if "RRULE" in event]
    assert [event["RRULE"].to_ical() for event in weekly] == [
        b"FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR",
        b"FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR",
        b"FREQ=WEEKLY;BYDAY=SU",
    ]
    assert {event["DTSTART"].dt.tzinfo.key for event in weekly} == {"Europe/Berlin"}
    left_out = {day.dt.date() for event in weekly for one in _listed(event["EXDATE"]) for day in one.dts}
    assert {date(2026, 12, 24), date(2026, 12, 25)} <= left_out
    single = {event["SUMMARY"]: event for event in events if "RRULE" not in event}
    assert single["Closed: Christmas Day"]["DTSTART"].dt in (date(2026, 12, 25), date(2027, 12, 25))
    assert len({event["UID"] for event in events}) == len(events)


def _listed(found: object) -> list:
    """The reader gives a list only when there are several."""
    return found if isinstance(found, list) else [found]


def test_a_calendar_of_a_night_over_a_change_of_clocks_ends_by_the_clock(cast):
    nights = OpeningHours("Europe/Berlin", ((Slot(22 * 3600, 30 * 3600),),) * 7)
    (event,) = calendar_of(cast.brand, nights, since=date(2026, 1, 1)).walk("VEVENT")
    assert event["DTEND"].dt.replace(tzinfo=None) == datetime(2026, 1, 2, 6)  # noqa: DTZ001


def test_the_snippet_holds_without_a_script_and_links_to_the_page(shop, visitor):
    words = visitor.get("/hours/leaf-loom/snippet.html?language=ar").content.decode()
    assert words.startswith('<keepword-hours source="http://testserver/hours/leaf-loom.json" language="ar"')
    assert 'dir="rtl"><a href="http://testserver/hours/leaf-loom">' in words


def test_the_form_and_the_customers_page_say_the_same_words(shop, visitor, cast):
    page = visitor.get("/contact/leaf-loom?zone=Asia/Seoul").content.decode()
    assert "Open now until 18:00 (your time Tuesday 02:00)" in page
    assert told(visitor, "/hours/leaf-loom.json?zone=Asia/Seoul")["words"] in page


def test_the_hours_of_the_inbox_go_before_those_of_the_brand_on_its_form(shop, visitor):
    Inbox.objects.update(business_hours=define("Help", calendar=Calendar("Europe/Berlin", is_always=True)))
    assert "Always open" in visitor.get("/contact/leaf-loom").content.decode()


def test_without_hours_nothing_is_said_about_them(cast, visitor):
    assert "hours-now" not in visitor.get("/contact/leaf-loom").content.decode()
    assert told(visitor)["words"] == "Always open"


def test_a_calendar_in_one_language_is_never_handed_to_readers_of_another(shop, visitor):
    korean, german = (visitor.get("/hours/leaf-loom.ics", headers={"Accept-Language": code}) for code in ("ko", "de"))
    assert korean.content != german.content
    assert "Accept-Language" in korean.headers["Vary"]


def test_the_words_are_kept_no_longer_than_until_the_readers_midnight(shop, visitor, frozen):
    frozen.move_to(MONDAY.replace(hour=14, minute=59))  # 23:59 in Seoul
    answer = visitor.get("/hours/leaf-loom.json?zone=Asia/Seoul")
    assert answer.headers["Cache-Control"] == "public, max-age=60"
