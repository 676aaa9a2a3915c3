from dataclasses import replace
from datetime import timedelta

import pytest

from keepword.api.tests.program import Program
from keepword.conversations.assigning import assign, assign_team
from keepword.conversations.inbound import Thread
from keepword.conversations.marking_spam import mark_spam
from keepword.conversations.models import Inbox
from keepword.conversations.receiving import receive
from keepword.conversations.replying import reply
from keepword.conversations.resolving import resolve
from keepword.conversations.tagging import tag
from keepword.kit import clock
from tests import cast as stage

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    return stage.gather()


@pytest.fixture
def program(cast):
    return Program(cast.mina)


def test_each_filter_narrows(cast, program):
    mine, theirs, done, spam = (stage.conversation_of(cast, language) for language in stage.CUSTOMERS)
    assign(mine, to=cast.mina, by=cast.mina.as_actor)
    assign(theirs, to=cast.dave, by=cast.dave.as_actor)
    assign_team(theirs, to=cast.team, by=cast.dave.as_actor)
    tag(theirs, name="Refund", by=cast.dave.as_actor)
    resolve(done, by=cast.mina.as_actor)
    mark_spam(spam, by=cast.mina.as_actor)
    asked = {
        (): {mine, theirs, done},
        ("status", "open"): {mine, theirs},
        ("status", "spam"): {spam},
        ("status", "resolved"): {done},
        ("view", "mine"): {mine},
        ("view", "all"): {mine, theirs, done},
        ("assignee", "me"): {mine},
        ("assignee", str(cast.dave.pk)): {theirs},
        ("assignee", "none"): {done},
        ("team", str(cast.team.pk)): {theirs},
        ("team", "none"): {mine, done},
        ("inbox", str(cast.inbox.pk)): {mine, theirs, done},
        ("inbox", str(cast.inbox.pk + 1)): set(),
        ("tag", " REFUND "): {theirs},
        ("contact", str(done.contact_id)): {done},
        ("q", "包裹"): {theirs},
        ("sort", "waiting"): {mine, theirs},
    }
    found = {query: _ids(program.get("/conversations", **dict([query] if query else []))) for query in asked}
    assert found == {query: {one.pk for one in them} for query, them in asked.items()}


def test_filters_narrow_each_other(cast, program):
    one, other = stage.conversation_of(cast), stage.conversation_of(cast, "ko")
    assign(one, to=cast.mina, by=cast.mina.as_actor)
    assert _ids(program.get("/conversations", status="open", assignee="none")) == {other.pk}
    assert _ids(program.get("/conversations", q="parcel", assignee="none")) == set()


@pytest.mark.parametrize(
    "query",
    [
        {"status": "closed"},
        {"view": "yours"},
        {"assignee": "mina"},
        {"assignee": "9" * 40},
        {"team": "-1"},
        {"inbox": "x"},
        {"inbox": "0"},
        {"tag": ""},
        {"sort": "oldest"},
        {"limit": "0"},
        {"limit": "101"},
        {"statuss": "open"},
        {"status": ["open", "spam"]},
    ],
)
def test_a_filter_that_cannot_be_is_pointed_at(program, query):
    refused = program.get("/conversations", **query)
    assert refused.status_code == 422
    assert [place["pointer"] for place in refused.json()["errors"]] == [f"?{name}" for name in query]


@pytest.mark.parametrize(
    "cursor", ["x", "é", "MQ", "////", "MjAyNnwx", "MDAwMS0wMS0wMVQwMDowMDowMCsyMzo1OXwx", "bnVsbHwxfDI"]
)
@pytest.mark.parametrize("path", ["/conversations", "/conversations?q=parcel", "/contacts"])
def test_a_cursor_that_is_not_ours_is_a_problem(program, path, cursor):
    address, _, rest = path.partition("?")
    query = {"cursor": cursor} | ({"q": "parcel"} if rest else {})
    refused = program.get(address, **query)
    is_ours = refused.status_code == 200 and cursor == "MQ" and path != "/conversations"  # "1" names a row
    assert is_ours or (refused.status_code, refused.json()["type"]) == (400, "urn:problem-type:keepword:bad-cursor")


@pytest.mark.parametrize("query", [{}, {"sort": "waiting"}, {"q": "parcel"}, {"q": "was due", "status": "open"}])
def test_pages_hold_every_conversation_once_while_new_ones_come(cast, program, query):
    """All arrived at the same instant: only their numbers tell them apart."""
    at = clock.now()
    before = {stage.conversation_of(cast, address=f"ann{n}@customer.example", at=at).pk for n in range(7)}
    answered = stage.conversation_of(cast, address="bob@customer.example", at=at)
    for text in ("parcel 1 was due", "parcel 2 was due"):
        again = stage.written(address="bob@customer.example", text=text, at=at)
        receive(_joining(again, conversation=answered), inbox=cast.inbox)
    before.add(answered.pk)
    seen, cursor = [], None
    while cursor or not seen:
        page = program.get("/conversations", limit=2, **query, **({"cursor": cursor} if cursor else {})).json()
        assert len(page["items"]) <= 2
        seen += [item["id"] for item in page["items"]]
        cursor = page["next"]
        stage.conversation_of(cast, "ko", at=at + timedelta(seconds=1))
    assert sorted(one for one in seen if one in before) == sorted(before)
    assert len(seen) == len(set(seen))


def test_who_waits_longest_comes_first(cast, program):
    now = clock.now()
    waits = [
        stage.conversation_of(cast, language, at=now - timedelta(hours=n)) for n, language in enumerate(("en", "ko"))
    ]
    answered = stage.conversation_of(cast, "ar", at=now - timedelta(hours=9))
    reply(answered, text="On its way.", by=cast.mina)
    listed = program.get("/conversations", sort="waiting").json()["items"]
    assert [item["id"] for item in listed] == [waits[1].pk, waits[0].pk]


def test_a_stranger_lists_only_what_is_theirs(cast):
    stage.conversation_of(cast)
    open_to_all = Inbox.objects.create(name="Info", address="info@leafloom.example", brand=cast.brand)
    message = receive(stage.written("ko"), inbox=open_to_all)
    stranger = Program(cast.stranger)
    assert _ids(stranger.get("/conversations")) == {message.conversation_id}
    assert _ids(stranger.get("/conversations", q="parcel")) == set()
    assert _ids(stranger.get("/conversations", inbox=cast.inbox.pk)) == set()


def _ids(response):
    assert response.status_code == 200, response.content
    return {item["id"] for item in response.json()["items"]}


def _joining(inbound, *, conversation):
    return replace(inbound, thread=Thread(conversation_id=conversation.pk))
