"""Lists of the settings that grew long are shown a hundred at a time, and each row is reached."""

import re

import pytest

from keepword.conversations.models import Inbox, Macro, SavedView
from keepword.kit import clock
from keepword.people.models import Agent, Team
from keepword.web.settings.paging import PAGE
from keepword.web.tests.reading import next_page, words

OPEN = {"version": 1, "rules": [{"field": "status", "is": "is", "values": ["open"]}]}
LISTS = ["agents", "teams", "inboxes", "macros", "views"]


@pytest.fixture
def many(cast):
    names = [f"Zebra {number:03}" for number in range(250)]
    Agent.objects.bulk_create(Agent(email=f"{name[6:]}@x.example", name=name, password="x") for name in names)
    Team.objects.bulk_create(Team(name=name.replace("Zebra", "Yak")) for name in names)
    Inbox.objects.bulk_create(Inbox(name=name, address=f"{name[6:]}@y.example", brand=cast.brand) for name in names)
    Macro.objects.bulk_create(Macro(name=name, made_at=clock.now()) for name in names)
    SavedView.objects.bulk_create(SavedView(name=name, conditions=OPEN, made_at=clock.now()) for name in names)
    return cast


def called(place: str) -> str:
    return "Yak" if place == "teams" else "Zebra"


def named(page, *, place: str) -> list[str]:
    """Forms beside some of the lists name the teams, too."""
    settings = page.content.decode().partition("<main")[2]
    return list(dict.fromkeys(re.findall(rf"{called(place)} \d{{3}}", settings)))


@pytest.mark.parametrize("place", LISTS)
def test_every_row_is_reached_page_by_page(many, ruth, place):
    address, seen, pages = f"/settings/{place}", [], 0
    while address:
        page = ruth.get(address)
        assert page.status_code == 200
        assert len(named(page, place=place)) <= PAGE
        seen, address, pages = seen + named(page, place=place), next_page(page), pages + 1
    assert sorted(seen) == [f"{called(place)} {number:03}" for number in range(250)]
    assert pages == 3


@pytest.mark.parametrize("place", LISTS)
def test_the_search_finds_what_stands_on_no_first_page_and_is_kept_on_the_next(many, ruth, place):
    found = ruth.get(f"/settings/{place}", {"q": f"{called(place)} 249"})
    assert named(found, place=place) == [f"{called(place)} 249"]
    first = ruth.get(f"/settings/{place}", {"q": called(place)})
    assert f"q={called(place)}" in next_page(first)
    assert "First page" in words(ruth.get(next_page(first)))


@pytest.mark.parametrize("page", ["0", "-1", "x", "9" * 40, "\u0663"])
def test_a_made_up_page_is_a_page(many, ruth, page):
    assert ruth.get("/settings/teams", {"page": page}).status_code == 200
