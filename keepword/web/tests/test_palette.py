"""The command palette: what a few letters offer, and to whom."""

import html
import re

import pytest

from keepword.conversations.macros.defining import Draft, define
from keepword.conversations.tagging import tag
from keepword.people.models import Agent
from keepword.people.permissions import LIGHT_AGENT
from tests import cast as stage


def offered(client, query="", conversation=None):
    answer = client.get("/palette", {"q": query} | ({"conversation": conversation.pk} if conversation else {}))
    assert answer.status_code == 200
    labels = re.findall(r'<span class="one-line" dir="auto">(.*?)</span>', answer.content.decode())
    return [html.unescape(one) for one in labels]


def acts(labels):
    return [one for one in labels if one == "Resolve" or one.startswith(("Assign to", "Tag: ", "Snooze: ", "Mark as"))]


def test_lists_pages_and_the_search_are_found_by_the_beginning_of_their_names(mina):
    assert offered(mina)[:2] == ["Next best conversation", "My day"]
    assert offered(mina, "snooz")[0] == "Snoozed"
    assert "Macros" in offered(mina, "macr")
    assert offered(mina, "late parcel") == ["Search for “late parcel”"]


def test_a_page_that_the_role_does_not_include_is_not_offered(mina, ruth):
    assert "Inboxes" in offered(ruth, "inboxes")
    assert "Inboxes" not in offered(mina, "inboxes")


def test_a_reference_and_a_customer_are_found_by_whom_they_are_visible_to(cast, conversation, mina, stranger):
    assert offered(mina, conversation.reference.lower())[0].startswith(conversation.reference)
    assert any("ann@customer.example" in one for one in offered(mina, "ann"))
    assert offered(stranger, conversation.reference) == [f"Search for “{conversation.reference}”"]
    assert not any("ann@customer.example" in one for one in offered(stranger, "ann"))


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("assign to me", "Assign to me"),
        ("take", "Assign to me"),
        ("dave", "Assign to Dave Ortiz"),
        ("resolve", "Resolve"),
        ("snooze tomorrow", "Snooze:"),
        ("urgent", "Priority: Urgent"),
        ("tag returned late", "Tag: returned late"),
        ("tag VI", "Tag: vi"),
        ("late", "Late parcel"),
        ("macro lat", "Late parcel"),
        ("spam", "Spam"),
    ],
)
def test_what_can_be_done_with_the_open_conversation(cast, conversation, mina, query, first):
    define(Draft("Late parcel", {"en": "Sorry"}, owner=cast.mina), by=cast.mina)
    other = stage.conversation_of(cast)
    tag(other, name="vip", by=cast.mina.as_actor)
    found = offered(mina, query, conversation)
    assert any(one.startswith(first) for one in found), found
    assert acts(offered(mina, query)) == []


def test_nothing_is_offered_that_the_role_does_not_include(cast, conversation, at_desk):
    light = Agent.objects.create_user("light@leafloom.example", name="Lia", role=LIGHT_AGENT)
    light.teams.add(cast.team)
    for query in ("assign", "resolve", "tag x", "spam", "snooze"):
        assert acts(offered(at_desk(light), query, conversation)) == []


def test_the_stranger_can_do_nothing(conversation, stranger):
    assert acts(offered(stranger, "", conversation)) == []


@pytest.mark.parametrize("query", ["", " ", "\0", "x" * 5000, "'\"*(", "%", "😀", "tag ", "tag \0"])
def test_odd_words_are_answered_calmly(conversation, mina, query):
    assert mina.get("/palette", {"q": query, "conversation": conversation.pk}).status_code == 200
    assert mina.get("/palette", {"q": query, "conversation": "9" * 40}).status_code == 200
