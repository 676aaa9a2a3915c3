"""Programs log calls and add customers."""

from datetime import timedelta

import pytest

from keepword.api.tests.program import Program
from keepword.conversations.inbound import Thread
from keepword.conversations.models import Call, Conversation, Inbox
from keepword.conversations.receiving import receive
from keepword.events.models import AuditEntry
from keepword.kit import clock
from keepword.people.identifying import Person, identify_all
from keepword.people.models import Contact, Identity, Team
from keepword.people.permissions import MANAGE_CONTACTS
from tests import cast as stage

pytestmark = pytest.mark.django_db
KEY = {"Idempotency_Key": "call-7"}


@pytest.fixture
def cast():
    return stage.gather()


@pytest.fixture
def mina(cast):
    return Program(cast.mina)


@pytest.fixture
def ruth(cast):
    return Program(cast.ruth)


def said(**more):
    call = {"way": "in", "began_at": (clock.now() - timedelta(minutes=9)).isoformat(), "words": "Ten trays by Friday."}
    return call | more


def test_a_call_is_kept_in_its_conversation_once(cast, mina):
    conversation = stage.conversation_of(cast)
    path = f"/conversations/{conversation.pk}/calls"
    body = said(minutes=7, number="+49 30 901820")
    made = [mina.post(path, body, **KEY) for _ in range(2)]
    assert [one.status_code for one in made] == [201, 201]
    assert made[0].json()["id"] == made[1].json()["id"]
    assert made[1].headers["Idempotency-Replayed"] == "true"
    assert made[0].json()["kind"] == "note"
    assert list(Call.objects.values_list("message", "way", "seconds")) == [(made[0].json()["id"], "in", 420)]
    assert made[0].headers["Location"] == f"/api/v1/conversations/{conversation.pk}/messages"


def test_a_call_begins_a_conversation_with_somebody_known_or_new(cast, mina):
    known = stage.conversation_of(cast).contact
    body = said(inbox=cast.inbox.pk, subject="Trays")
    with_known = mina.post("/calls", body | {"contact": known.pk}).json()
    assert Conversation.objects.get(pk=with_known["conversation"]).contact == known
    with_new = mina.post("/calls", body | {"who": "0049 30 901820", "name": "Noor"}).json()
    begun = Conversation.objects.get(pk=with_new["conversation"])
    assert (begun.channel, begun.subject, begun.contact.name, begun.assignee) == ("phone", "Trays", "Noor", cast.mina)
    assert Identity.objects.get(contact=begun.contact).value == "+4930901820"


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ({"words": " "}, "/words"),
        ({"began_at": "2999-01-01T10:00:00Z"}, "/began_at"),
        ({"words": "@Sam look"}, "/words"),
        ({"who": "nobody"}, "/who"),
        ({"who": ""}, "/contact"),
        ({"contact": 999, "who": ""}, "/contact"),
        ({"contact": 1}, "/contact"),
        ({"inbox": 999}, "/inbox"),
    ],
)
def test_what_is_wrong_is_said_where_it_stands_and_nothing_stays(cast, mina, change, place):
    body = said(inbox=cast.inbox.pk, subject="Trays", who="+49 30 901820") | change
    refused = mina.post("/calls", body)
    assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (422, place)
    assert not Conversation.objects.exists()
    assert not Contact.objects.exists()


def test_a_stranger_logs_nothing_with_whom_they_do_not_know(cast):
    theirs = stage.conversation_of(cast).contact
    elsewhere = Inbox.objects.create(name="Else", address="else@leafloom.example", brand=cast.brand)
    stranger, body = Program(cast.stranger), said(inbox=elsewhere.pk, subject="Trays")
    refused, none = (stranger.post("/calls", body | {"contact": one}) for one in (theirs.pk, 999_999))
    assert refused.status_code == none.status_code == 422
    assert refused.json() == none.json()


def test_a_customer_is_added_once(cast, ruth):
    body = {
        "name": "Noor",
        "emails": ["Noor@Bakery.example"],
        "numbers": ["0049 30 901820"],
        "time_zone": "Asia/Seoul",
    }
    made = [ruth.post("/contacts", body, **KEY) for _ in range(2)]
    assert [one.status_code for one in made] == [201, 201]
    assert made[0].json() == made[1].json()
    assert [one["value"] for one in made[0].json()["addresses"]] == ["noor@bakery.example", "+4930901820"]
    assert made[0].headers["Location"] == f"/api/v1/contacts/{made[0].json()['id']}"
    assert (Contact.objects.count(), made[0].json()["is_zone_certain"]) == (1, True)
    assert AuditEntry.objects.filter(name="contact.added").count() == 1


def test_whoever_has_an_address_is_named(ruth):
    known = identify_all([Person("ann@customer.example", "Ann")])["ann@customer.example"]
    refused = ruth.post("/contacts", {"name": "Eve", "emails": ["ANN@customer.example"]})
    assert (refused.status_code, refused.json()["type"]) == (409, "urn:problem-type:keepword:already-known")
    assert str(known.pk) in refused.json()["errors"][0]["detail"]
    assert Contact.objects.count() == 1


def test_who_sees_a_part_of_the_inboxes_hears_the_same_whoever_is_known(cast):
    closed = Inbox.objects.create(name="Board", address="board@leafloom.example", brand=cast.brand)
    closed.teams.add(Team.objects.create(name="Board"))
    identify_all([Person("ann@customer.example", "Ann")])
    assert cast.mina.may(MANAGE_CONTACTS)
    mina = Program(cast.mina)
    answers = [mina.post("/contacts", {"emails": [f"{name}@customer.example"]}) for name in ("ann", "eve")]
    assert [one.status_code for one in answers] == [403, 403]
    assert answers[0].json() == answers[1].json()
    assert Contact.objects.count() == 1


@pytest.mark.parametrize(
    ("body", "place"),
    [
        ({}, "/name"),
        ({"emails": ["nobody"]}, "/emails"),
        ({"numbers": ["12"]}, "/numbers"),
        ({"name": "Eve", "time_zone": "Moon/Base"}, "/time_zone"),
    ],
)
def test_a_customer_of_whom_something_is_wrong_is_not_added(ruth, body, place):
    refused = ruth.post("/contacts", body)
    assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (422, place)
    assert not Contact.objects.exists()


def test_companies_views_and_parts_are_made_once_by_one_key(cast, mina):
    conversation = stage.conversation_of(cast)
    thread = Thread(conversation_id=conversation.pk)
    second = receive(stage.written(thread=thread), inbox=cast.inbox)
    creates = {
        "/companies": {"name": "Acme"},
        "/views": {"name": "Mine", "is_private": True},
        f"/conversations/{conversation.pk}/parts": {"message": second.pk},
    }
    for path, body in creates.items():
        made = [mina.post(path, body, Idempotency_Key=path) for _ in range(2)]
        assert [one.status_code for one in made] == [201, 201], path
        assert made[0].json()["id"] == made[1].json()["id"], path
