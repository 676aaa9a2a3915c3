"""A house of hundreds: whoever could take a conversation is found by name, and the page does not carry them all."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from keepword.conversations.models import Conversation, SavedView, Tag
from keepword.kit import clock
from keepword.people.models import Agent, Team
from keepword.web.conversations.choices import MENU
from keepword.web.conversations.holders import SHOWN
from keepword.web.desk import MOST_SAVED
from keepword.web.tests.reading import words

OPEN = {"version": 1, "rules": [{"field": "status", "is": "is", "values": ["open"]}]}


@pytest.fixture
def many(cast):
    Agent.objects.bulk_create(
        Agent(email=f"a{n}@leafloom.example", name=f"Ágent {n:03}", password="x") for n in range(500)
    )
    Team.objects.bulk_create(Team(name=f"Team {n:03}") for n in range(300))
    return cast


def offered(page, name: str) -> list[int]:
    found = re.findall(rf'name="{name}" value="(\d+)"', page.content.decode())
    return [int(number) for number in found]


def test_the_page_has_whoever_looks_and_whose_it_is(many, conversation, mina):
    holder, team = Agent.objects.get(name="Ágent 123"), Team.objects.get(name="Team 123")
    Conversation.objects.filter(pk=conversation.pk).update(assignee=holder, team=team)
    page = mina.get(f"/conversations/{conversation.pk}")
    assert offered(page, "assignee") == [many.mina.pk, holder.pk]
    assert offered(page, "team") == [team.pk]
    assert "Ágent 124" not in page.content.decode()


def test_a_small_house_has_everybody_in_its_menu(cast, conversation, mina):
    page = mina.get(f"/conversations/{conversation.pk}")
    assert set(offered(page, "assignee")) == set(Agent.objects.values_list("id", flat=True))
    assert "finds-assignment" not in page.content.decode()
    assert Agent.objects.count() <= MENU


@pytest.mark.parametrize(
    ("kind", "field", "typed", "called"),
    [
        ("assignment", "assignee", "agent 321", "Ágent 321"),
        ("team", "team", "TEAM 321", ""),
        ("team", "team", "team 221", "Team 221"),
    ],
)
def test_anybody_is_found_by_a_part_of_the_name(many, conversation, mina, kind, field, typed, called):
    for headers in ({}, {"HX-Request": "true"}):
        page = mina.get(f"/conversations/{conversation.pk}/{kind}", {"q": typed}, headers=headers)
        assert page.status_code == 200
        assert len(offered(page, field)) == (1 if called else 0)
        assert (called or "Nothing is called so.") in words(page)


def test_who_was_found_takes_it(many, conversation, mina):
    Agent.objects.get(name="Ágent 007").teams.add(many.team)
    [found] = offered(mina.get(f"/conversations/{conversation.pk}/assignment?q=Ágent+007"), "assignee")
    mina.post(f"/conversations/{conversation.pk}/assignment", {"assignee": found})
    assert Conversation.objects.get(pk=conversation.pk).assignee.name == "Ágent 007"


def test_an_empty_field_offers_the_first_and_says_that_there_are_more(many, conversation, mina):
    page = mina.get(f"/conversations/{conversation.pk}/assignment")
    assert len(offered(page, "assignee")) == SHOWN
    assert offered(page, "assignee")[0] == many.mina.pk
    assert "There are more" in words(page)


def test_a_stranger_finds_nobody_for_what_they_do_not_see(many, conversation, stranger):
    for kind in ("assignment", "team"):
        assert stranger.get(f"/conversations/{conversation.pk}/{kind}").status_code == 404


def test_the_page_costs_as_many_queries_and_hardly_more_bytes(cast, conversation, mina):
    costs = []
    for turn in range(2):
        mina.get(f"/conversations/{conversation.pk}")
        with CaptureQueriesContext(connection) as queries:
            page = mina.get(f"/conversations/{conversation.pk}")
        costs.append((len(queries), len(page.content)))
        hundreds = [(f"b{turn}-{number}@x.example", f"Agent {turn} {number}") for number in range(500)]
        Agent.objects.bulk_create(Agent(email=email, name=name, password="x") for email, name in hundreds)
        Team.objects.bulk_create(Team(name=f"Team {turn} {number}") for number in range(300))
    (few, small), (same, large) = costs
    assert few == same
    assert large < small + 5_000


def test_every_tag_is_reached_by_typing(cast, mina):
    Tag.objects.bulk_create(Tag(name=f"tag-{number:04}") for number in range(1000))
    first = re.findall('value="([^"]+)"', mina.get("/tags").content.decode())
    assert "tag-0999" not in first
    assert re.findall('value="([^"]+)"', mina.get("/tags", {"add": "G-0999"}).content.decode()) == ["tag-0999"]
    assert mina.get("/tags", {"add": "\0" + "x" * 9000}).status_code == 200


def test_of_hundreds_of_views_a_hundred_stand_beside_the_list_and_each_is_found(cast, mina):
    views = SavedView.objects.bulk_create(
        SavedView(name=f"View {number:03}", conditions=OPEN, made_at=clock.now()) for number in range(300)
    )
    page = mina.get("/inbox/open")
    beside = set(re.findall(r'href="/views/(\d+)"', page.content.decode()))
    assert len(beside) == MOST_SAVED
    assert 'href="/settings/views" title="All views"' in page.content.decode()
    assert f'data-address="/views/{views[-1].pk}"' in mina.get("/palette", {"q": "view 299"}).content.decode()


def test_what_stands_beside_no_list_is_not_counted(cast, mina):
    costs = []
    for _ in range(2):
        SavedView.objects.bulk_create(
            SavedView(name=f"View {number:03}", conditions=OPEN, made_at=clock.now()) for number in range(MOST_SAVED)
        )
        mina.get("/views/counts")
        with CaptureQueriesContext(connection) as queries:
            mina.get("/views/counts")
        costs.append(len(queries))
    assert costs[0] == costs[1]
