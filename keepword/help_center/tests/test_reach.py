"""How to reach us, as a customer reads it."""

import json
import re
from datetime import UTC, datetime

import pytest
import time_machine
from django.conf import settings

from keepword.brands.cataloguing import Entry, add
from keepword.conversations.models import Inbox
from keepword.events.actor import SYSTEM
from keepword.hours.calendar import Calendar
from keepword.hours.defining import define


@pytest.fixture
def catalogue(cast):
    """A shop that answers by form, mail and phone, watches Instagram, and does not answer on Facebook."""
    entries = [
        Entry("form"),
        Entry("mail", "help@leafloom.example", languages=("en", "ko"), answer_seconds=14_400),
        Entry("phone", "+49 30 123456", answer_seconds=60, is_calendar_time=True, note="Orders only"),
        Entry("instagram", "@leafloom", support="watched"),
        Entry("facebook", "leafloom", support="not_supported"),
    ]
    return [add(cast.brand, entry=entry, by=SYSTEM) for entry in entries]


def test_each_way_is_answered_watched_or_not(catalogue, visitor):
    page = visitor.get("/reach/leaf-loom").content.decode()
    answered, rest = page.split("We read these too")
    watched, off = rest.split("Please do not write here")
    assert [word in answered for word in ("mailto:help@leafloom.example", "tel:+4930123456", "/contact/leaf-loom")]
    assert "https://www.instagram.com/leafloom" in watched
    assert "leafloom" in off
    assert "facebook.com" not in page


def test_a_published_time_is_said_in_words(catalogue, visitor):
    page = visitor.get("/reach/leaf-loom").content.decode()
    assert "Within 4 hours of our opening time" in page
    assert "Within 1 minute" in page
    assert "Orders only" in page


@pytest.mark.parametrize("code", [code for code, _name in settings.LANGUAGES])
def test_the_page_is_whole_in_every_language(catalogue, visitor, code):
    page = visitor.get(f"/reach/leaf-loom?language={code}").content.decode()
    words = re.sub(r"<[^>]+>", " ", page)
    for english in ("How to reach us", "Please do not write here", "Within 4", "Languages", "Contact form"):
        assert (english in words) == (code == "en"), english


def test_machines_read_the_same(catalogue, visitor):
    page = visitor.get("/reach/leaf-loom").content.decode()
    data = json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)[1])
    points = data["contactPoint"]
    assert [point.get("email") or point.get("telephone") or point["url"] for point in points] == [
        "http://testserver/contact/leaf-loom",
        "help@leafloom.example",
        "+49 30 123456",
        "https://www.instagram.com/leafloom",
    ]
    assert points[1]["availableLanguage"] == ["en", "ko"]


def test_a_name_cannot_leave_the_data_for_machines(cast, visitor):
    cast.brand.name = "</script><script>alert(1)</script>"
    cast.brand.save()
    assert "<script>alert" not in visitor.get("/reach/leaf-loom").content.decode()


def test_on_the_first_day_the_form_and_the_first_address_are_told(cast, visitor):
    page = visitor.get("/reach/leaf-loom").content.decode()
    assert "/contact/leaf-loom" in page
    assert "mailto:help@leafloom.example" in page


def test_an_unknown_brand_is_no_page(cast, visitor):
    assert visitor.get("/reach/nobody").status_code == 404


def test_a_brand_without_any_way_says_so_little(cast, visitor):
    Inbox.objects.all().delete()
    assert visitor.get("/reach/leaf-loom").status_code == 200


def test_a_copy_of_the_page_does_not_outlive_the_minute(catalogue, visitor):
    page = visitor.get("/reach/leaf-loom")
    kept = int(re.fullmatch(r"public, max-age=(\d+)", page.headers["Cache-Control"])[1])
    assert 0 <= kept < 60
    assert "Accept-Language" in page.headers["Vary"]
    assert not page.cookies


@pytest.mark.parametrize("zone", ["../../etc/passwd", "Nowhere/City", "x" * 9000, "%00"])
def test_a_zone_that_is_none_is_passed_over(catalogue, visitor, zone):
    assert visitor.get("/reach/leaf-loom", {"zone": zone}).status_code == 200


def test_a_published_time_that_the_hours_cannot_hold_is_not_shown(cast, visitor):
    """On Saturday nobody answers within four hours, whatever the catalogue says."""
    office = Calendar("UTC", week=((((540, 1080),),) * 5) + ((), ()))
    cast.brand.business_hours = define("Weekdays", calendar=office)
    cast.brand.save()
    add(cast.brand, entry=Entry("phone", "+49 30 123456", answer_seconds=14_400, is_calendar_time=True), by=SYSTEM)
    with time_machine.travel(datetime(2026, 11, 21, 9, tzinfo=UTC), tick=False):
        page = visitor.get("/reach/leaf-loom?zone=UTC").content.decode()
    assert "Within 4 hours" not in page
    assert re.search(r"If you write now: by Monday.*0?9:05", page)
    with time_machine.travel(datetime(2026, 11, 23, 10, tzinfo=UTC), tick=False):
        assert "Within 4 hours" in visitor.get("/reach/leaf-loom?zone=UTC").content.decode()
