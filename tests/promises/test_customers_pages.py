"""What a customer reads about their wait: the letter, the page after the form and their conversation say the same."""

import json
import re
from datetime import timedelta
from html import unescape

import pytest
import time_machine
from django.conf import settings
from django.test import Client

from keepword.brands.cataloguing import Entry, add
from keepword.conversations.models import Conversation
from keepword.conversations.replying import reply
from keepword.events.actor import SYSTEM
from keepword.help_center.tests.visiting import write
from keepword.hours.calendar import Calendar
from keepword.hours.defining import define
from keepword.promises.models import Promise
from tests.promises.conftest import letters, run_all, words
from tests.promises.test_acknowledging import FRIDAY, WORK


@pytest.fixture
def clock():
    with time_machine.travel(FRIDAY, tick=False) as now:
        yield now


@pytest.fixture
def shop(cast, clock):
    calendar = Calendar(zone="Europe/Berlin", week=(WORK,) * 5 + ((), ()))
    cast.brand.business_hours = define("Berlin", calendar=calendar)
    cast.brand.save()
    add(cast.brand, entry=Entry("form", answer_seconds=14_400), by=SYSTEM)
    return cast


@pytest.fixture
def visitor():
    return Client(enforce_csrf_checks=True)


def text_of(page) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page.content.decode())).split())


def own_page(visitor, receipt) -> str:
    link = re.search(r"/c/[0-9a-z-]+", receipt.content.decode())[0]
    return text_of(visitor.get(link + "?language=en"))


def test_the_letter_the_receipt_and_the_conversation_say_the_same(shop, visitor, relay):
    receipt = visitor.get(write(visitor, zone="Asia/Seoul").url)
    run_all()
    (letter,) = letters(relay)
    said = "You will hear from us by 01:00 tomorrow (Seoul time)."
    assert said in words(letter)
    assert said in text_of(receipt)
    assert said in own_page(visitor, receipt)
    assert Promise.objects.get().due_at == FRIDAY + timedelta(hours=4)


def test_the_conversation_says_how_long_it_has_been_and_how_long_it_is(shop, clock, visitor):
    receipt = visitor.get(write(visitor).url)
    clock.shift(timedelta(hours=1))
    page = own_page(visitor, receipt)
    assert "You have waited 1 hour so far." in page
    assert "Time left: 3 hours." in page


def test_what_was_not_kept_is_said(shop, clock, visitor):
    receipt = visitor.get(write(visitor).url)
    clock.shift(timedelta(hours=5))
    page = own_page(visitor, receipt)
    assert "We said that you would hear from us by 17:00 today (Berlin time), and we did not keep it." in page
    assert "Time left" not in page


def test_an_answer_ends_it(shop, clock, visitor):
    receipt = visitor.get(write(visitor).url)
    clock.shift(timedelta(hours=1))
    reply(Conversation.objects.get(), text="It comes tomorrow.", by=shop.mina)
    page = own_page(visitor, receipt)
    assert "You have waited" not in page
    assert page.count("You will hear from us") == 1  # in the letter that was sent then


@pytest.mark.parametrize("code", [code for code, _name in settings.LANGUAGES])
def test_the_receipt_is_whole_in_every_language(shop, visitor, code):
    address = write(visitor).url.partition("?")[0]
    page = text_of(visitor.get(f"{address}?language={code}"))
    assert ("hear from us" in page) == (code == "en")
    assert "%(" not in page


def test_a_robot_reads_what_a_person_reads(shop, visitor):
    trapped = visitor.get(write(visitor, website="https://cheap.example").url)
    assert "You will hear from us by 17:00 today (Berlin time)." in text_of(trapped)
    assert not Promise.objects.exists()


@pytest.mark.parametrize("zone", ["", "Asia/Seoul"])
def test_the_page_of_all_ways_says_the_hours_and_the_time_in_the_readers_zone(shop, visitor, zone):
    page = text_of(visitor.get("/reach/leaf-loom", {"zone": zone}))
    there = {"": "Open now until 18:00 (Berlin time)", "Asia/Seoul": "Open now until 18:00 (your time Saturday 02:00)"}
    by = {"": "by 17:00 today (Berlin time)", "Asia/Seoul": "by 01:00 tomorrow"}
    assert there[zone] in page
    assert f"If you write now: {by[zone]}" in page


def test_at_the_minute_of_change_the_page_says_so(shop, clock, visitor):
    clock.move_to(FRIDAY.replace(hour=16, minute=59, second=59))
    assert "Open now until 18:00" in text_of(visitor.get("/reach/leaf-loom"))
    clock.shift(timedelta(seconds=1))
    assert "Closed, opens Monday at 09:00" in text_of(visitor.get("/reach/leaf-loom"))


def test_every_page_and_the_letter_lead_to_all_ways(shop, visitor, relay, settings):
    settings.PUBLIC_ADDRESS = "https://help.leafloom.example"
    receipt = visitor.get(write(visitor).url)
    run_all()
    own = visitor.get(re.search(r"/c/[0-9a-z-]+", receipt.content.decode())[0])
    for page in (visitor.get("/contact"), receipt, own, visitor.get("/hours/leaf-loom")):
        assert 'href="/reach/leaf-loom?language=en"' in page.content.decode()
    assert "how to reach us: https://help.leafloom.example/reach/leaf-loom\n" in words(letters(relay)[0])


def test_machines_read_the_same_hours_on_both_pages(shop, visitor):
    def hours(address: str) -> list[dict[str, str]]:
        page = visitor.get(address).content.decode()
        document = json.loads(re.search(r'ld\+json">(.*?)</script>', page, re.DOTALL)[1])
        return document.get("contactPoint", [document])[0]["hoursAvailable"]

    assert hours("/reach/leaf-loom") == hours("/hours/leaf-loom")
    assert [one["dayOfWeek"][-6:] for one in hours("/reach/leaf-loom")][:1] == ["Monday"]
    assert len(hours("/reach/leaf-loom")) == 5


def test_a_brands_name_stands_apart_from_a_sentence_that_runs_the_other_way(shop, visitor):
    shop.brand.name = "Leaf & Loom!"
    shop.brand.save()
    page = visitor.get("/reach/leaf-loom", {"language": "ar"}).content.decode()
    assert page.count("<bdi>Leaf &amp; Loom!</bdi>") == 2
    assert "\u2068Leaf &amp; Loom!\u2069</title>" in page
