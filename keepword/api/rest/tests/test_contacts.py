import pytest

from keepword.api.tests.program import Program
from keepword.conversations.models import Participant
from keepword.events.models import Event
from keepword.kit import clock
from keepword.people.identifying import identify
from tests import cast as stage

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    return stage.gather()


@pytest.fixture
def program(cast):
    return Program(cast.mina)


def test_contacts_are_those_who_wrote_or_take_part(cast, program):
    conversation = stage.conversation_of(cast, "ko")
    friend = identify(address="friend@customer.example", name="Friend")
    identify(address="nobody@customer.example", name="Nobody")
    Participant.objects.create(
        conversation=conversation, contact=friend, address="friend@customer.example", added_at=clock.now()
    )
    assert [one["name"] for one in program.get("/contacts").json()["items"]] == ["Friend", "김민지"]
    assert Program(cast.stranger).get("/contacts").json() == {"items": [], "next": None}
    assert len(Program(cast.ruth).get("/contacts").json()["items"]) == 3


def test_a_contact_is_found_by_address(cast, program):
    stage.conversation_of(cast, "ko")
    wang = stage.conversation_of(cast, "zh-Hans").contact_id
    found = program.get("/contacts", address="WANG@customer.example").json()["items"]
    assert [one["id"] for one in found] == [wang]
    assert found[0]["addresses"] == [{"kind": "email", "value": "wang@customer.example", "is_dead": False}]


def test_pages_hold_every_contact_once(cast, program):
    them = [stage.conversation_of(cast, language).contact_id for language in stage.CUSTOMERS]
    seen, cursor = [], None
    while cursor or not seen:
        page = program.get("/contacts", limit=3, **({"cursor": cursor} if cursor else {})).json()
        seen += [one["id"] for one in page["items"]]
        cursor = page["next"]
    assert seen == sorted(them, reverse=True)


def test_a_contact_is_put_right_and_the_fact_names_no_words(cast, program):
    contact = stage.conversation_of(cast).contact_id
    path = f"/contacts/{contact}"
    assert program.send("PATCH", path, {"name": "Ann Lee-Smith"}).json()["name"] == "Ann Lee-Smith"
    assert program.send("PATCH", path, {"language": "de-AT"}).json()["language"] == "de-AT"
    program.send("PATCH", path, {"language": "de-AT"})
    assert program.get(path).json()["name"] == "Ann Lee-Smith"
    facts = Event.objects.filter(name="contact.corrected").order_by("id").values_list("data", flat=True)
    assert list(facts) == [{"contact": contact, "fields": ["name"]}, {"contact": contact, "fields": ["language"]}]


def test_a_program_says_the_time_zone_and_what_works(cast, program):
    contact = stage.conversation_of(cast).contact
    path = f"/contacts/{contact.pk}"
    said = {"time_zone": "Europe/Vienna", "note": "Call after five."}
    told = program.send("PATCH", path, said).json()
    assert {field: told[field] for field in said} == said
    assert told["is_zone_certain"] is True
    program.send("PATCH", path, said)
    assert [one.by for one in contact.notes.all()] == [cast.mina]
    assert "Call" not in str(list(Event.objects.values_list("data", flat=True)))


@pytest.mark.parametrize(
    "body",
    [
        {"time_zone": "Mars/Base"},
        {"note": "x" * 4001},
        {"language": "German!"},
        {"name": "x" * 201},
        {"address": "a@b.example"},
    ],
)
def test_what_cannot_be_is_refused(cast, program, body):
    path = f"/contacts/{stage.conversation_of(cast).contact_id}"
    assert program.send("PATCH", path, body).status_code == 422


def test_inboxes_agents_and_teams_are_named(cast, program):
    inbox = program.get("/inboxes").json()["items"][0]
    assert inbox == {
        "id": cast.inbox.pk,
        "name": "Help",
        "address": "help@leafloom.example",
        "brand": {"id": cast.brand.pk, "name": "Leaf & Loom"},
    }
    assert program.get(f"/inboxes/{cast.inbox.pk}").json() == inbox
    assert Program(cast.stranger).get("/inboxes").json()["items"] == []
    names = [one["name"] for one in program.get("/agents").json()["items"]]
    assert names == ["Dave Ortiz", "Mina Park", "Ruth Adler", "Sam Other"]
    assert program.get("/teams").json()["items"] == [{"id": cast.team.pk, "name": "Shop"}]
    me = program.get("/agents/me").json()
    assert (me["email"], me["teams"]) == ("mina@leafloom.example", [{"id": cast.team.pk, "name": "Shop"}])
