"""The lists: who stands where, in which order, and who sees nothing."""

import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from keepword.conversations.assigning import assign
from keepword.conversations.marking_spam import mark_spam
from keepword.conversations.models import Conversation, Inbox
from keepword.conversations.replying import reply
from keepword.conversations.resolving import resolve
from keepword.conversations.snoozing import snooze
from keepword.kit import clock
from keepword.web.conversations.inbox import PAGE
from keepword.web.tests.reading import next_page, rows, words
from tests import cast as stage

MONDAY = datetime(2026, 11, 16, 9, tzinfo=UTC)


def test_each_view_holds_what_its_name_says(cast, mina):
    made = {name: stage.conversation_of(cast) for name in ("mine", "waiting", "snoozed", "resolved", "spam", "new")}
    assign(made["mine"], to=cast.mina, by=cast.dave.as_actor)
    reply(made["waiting"], text="Soon.", by=cast.mina)
    snooze(made["snoozed"], until=clock.now() + timedelta(days=1), by=cast.mina.as_actor)
    resolve(made["resolved"], by=cast.mina.as_actor)
    mark_spam(made["spam"], by=cast.mina.as_actor)
    found = {
        view: set(rows(mina.get(f"/inbox/{view}")))
        for view in ("unassigned", "mine", "open", "waiting", "snoozed", "resolved", "spam", "all")
    }
    ids = {name: conversation.pk for name, conversation in made.items()}
    assert found == {
        "unassigned": {ids["new"]},
        "mine": {ids["mine"]},
        "open": {ids["new"], ids["mine"]},
        "waiting": {ids["waiting"]},
        "snoozed": {ids["snoozed"]},
        "resolved": {ids["resolved"]},
        "spam": {ids["spam"]},
        "all": set(ids.values()) - {ids["spam"]},
    }


def test_newest_stands_first_or_the_longest_wait_does(cast, mina):
    with time_machine.travel(MONDAY, tick=False) as time:
        early = stage.conversation_of(cast)
        time.shift(3600)
        late = stage.conversation_of(cast)
    assert rows(mina.get("/inbox/open")) == [late.pk, early.pk]
    assert rows(mina.get("/inbox/open?sort=waiting")) == [early.pk, late.pk]


@pytest.mark.parametrize("sort", ["newest", "waiting"])
def test_pages_show_each_conversation_once_even_when_many_came_at_one_moment(cast, mina, sort):
    with time_machine.travel(MONDAY, tick=False):
        made = {stage.conversation_of(cast).pk for _ in range(PAGE + 3)}
    first = mina.get(f"/inbox/open?sort={sort}")
    second = mina.get(next_page(first))
    assert len(rows(first)) == PAGE
    assert sorted(rows(first) + rows(second)) == sorted(made)
    assert next_page(second) == ""


def test_a_row_says_who_what_and_how_long(cast, mina):
    with time_machine.travel(MONDAY, tick=False) as time:
        stage.conversation_of(cast, "zh-Hans")
        time.shift(25 * 60)
        page = mina.get("/inbox/unassigned").content.decode()
    assert "王小明" in page
    assert "订单还没有到" in page
    assert 'lang="zh-Hans"' in page
    assert "25 min" in page


def test_somebody_without_a_name_is_shown_by_address(cast, mina):
    stage.conversation_of(cast, name="", address="nameless@customer.example")
    assert "nameless@customer.example" in words(mina.get("/inbox/open"))


def test_a_stranger_sees_empty_lists(conversation, stranger):
    page = stranger.get("/inbox/all")
    assert rows(page) == []
    assert "Where is my parcel" not in page.content.decode()


def test_who_is_not_signed_in_goes_to_the_door(client, conversation):
    answer = client.get("/inbox/all")
    assert answer.status_code == 302
    assert answer.headers["Location"] == "/sign-in?next=/inbox/all"


def test_an_open_page_of_somebody_who_was_signed_out_goes_to_the_door_whole(client, cast):
    answer = client.get("/inbox/all", headers={"HX-Request": "true"}, follow=True)
    assert answer.headers["HX-Redirect"] == "/sign-in"


@pytest.mark.parametrize(
    ("says", "leads_to"),
    [
        ({"HX-Current-URL": "http://testserver/conversations/7?view=mine"}, "%2Fconversations%2F7%3Fview%3Dmine"),
        ({"Referer": "http://testserver/inbox/open"}, "%2Finbox%2Fopen"),
    ],
)
def test_whoever_was_signed_out_comes_back_to_the_page_that_was_open(client, cast, says, leads_to):
    headers = {"HX-Request": "true"} | says
    answer = client.post("/conversations/7/replies", {"text": "Hello"}, headers=headers, follow=True)
    assert answer.headers["HX-Redirect"] == f"/sign-in?next={leads_to}"


@pytest.mark.parametrize(
    "page", ["http://elsewhere.example/inbox", "http://testserver//elsewhere.example/", "rubbish"]
)
def test_a_page_of_somebody_else_is_nowhere_to_come_back_to(client, cast, page):
    answer = client.get("/inbox/all", headers={"HX-Request": "true", "Referer": page}, follow=True)
    assert answer.headers["HX-Redirect"] == "/sign-in"


def test_a_form_that_was_sent_without_a_session_leads_back_to_its_page(client, cast):
    answer = client.post("/tasks", {"text": "Call"}, headers={"Referer": "http://testserver/tasks"})
    assert answer.headers["Location"] == "/sign-in?next=/tasks"


@pytest.mark.parametrize("address", ["/inbox/nothing", "/inbox/open?before=rubbish", "/inbox/open?before=AAAA"])
def test_an_address_that_was_never_made_leads_nowhere(mina, address):
    assert mina.get(address).status_code == 404


def test_a_refresh_brings_the_list_and_the_counts_without_the_page(cast, mina, conversation):
    part = mina.get("/inbox/open", headers={"HX-Request": "true", "X-Refresh": "true"}).content.decode()
    assert 'id="inbox-list"' in part
    assert 'id="view-list"' in part
    assert "<html" not in part


def test_counts_stop_at_ninety_nine(cast, mina):
    first = stage.conversation_of(cast)
    columns = {f.attname: getattr(first, f.attname) for f in Conversation._meta.concrete_fields if not f.primary_key}
    Conversation.objects.bulk_create(
        Conversation(**columns | {"reference": f"R{n}", "token": f"t{n}"}) for n in range(120)
    )
    views = words(mina.get("/inbox/spam"))
    assert re.search(r"Unassigned\s+99\+\s+Mine\s+My team", views)


def test_what_surrounds_a_list_is_one_statement_where_everybody_sees_everything(cast, mina):
    for inbox in Inbox.objects.all():
        inbox.teams.clear()
    mina.get("/inbox/open")
    with CaptureQueriesContext(connection) as queries:
        page = mina.get("/inbox/open")
    assert page.status_code == 200
    explained = [
        "the session",
        "the agent",
        "whether any inbox is for some teams only",
        "the rows",
        "all that is counted",
    ]
    assert len(queries) == len(explained), [query["sql"][:150] for query in queries]


def test_a_list_costs_the_same_few_queries_whatever_it_holds(cast, mina):
    for _ in range(12):
        stage.conversation_of(cast)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        mina.get("/inbox/open")
    explained = [
        "the session",
        "the agent",
        "whether any inbox is for some teams only",
        "which inboxes this agent may see",
        "which rows: each inbox in its own order",
        "the rows",
        "the names of the saved views",
        "the count of unassigned",
        "the count of mine",
        "the promises that I owe soon",
        "the hand-overs that wait",
        "my mentions that are unread",
    ]
    assert len(queries) == len(explained), [query["sql"][:150] for query in queries]
