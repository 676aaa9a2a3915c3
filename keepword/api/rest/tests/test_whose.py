"""A program says who the customer of a conversation is."""

import pytest

from keepword.api.tests.program import Program
from keepword.conversations.models import Conversation, Inbox
from keepword.conversations.receiving import receive
from keepword.people.models import Contact
from tests import cast as stage

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    return stage.gather()


@pytest.fixture
def one(cast):
    return stage.conversation_of(cast)


@pytest.fixture
def program(cast):
    return Program(cast.mina)


def put(program, one, **new):
    return program.send("PUT", f"/conversations/{one.pk}/contact", new)


def test_somebody_new_by_their_address(program, one):
    got = put(program, one, address="carl@elsewhere.example", name="Carl").json()
    assert got["contact"]["name"] == "Carl"
    parts = {each["address"]: each["is_bystander"] for each in got["participants"]}
    assert parts == {"ann@customer.example": True, "carl@elsewhere.example": False}


def test_a_contact_and_back_and_twice(program, cast, one):
    carl = stage.conversation_of(cast, address="carl@elsewhere.example", name="Carl").contact_id
    ann = one.contact_id
    got = [put(program, one, contact=who).json() for who in (carl, carl, ann)]
    assert [each["contact"]["id"] for each in got] == [carl, carl, ann]
    assert got[0]["version"] == got[1]["version"]


def someone_elsewhere(cast):
    """Whom Mina must not know."""
    closed = Inbox.objects.create(name="Board", address="board@leafloom.example", brand=cast.brand)
    closed.teams.add(cast.team.__class__.objects.create(name="Board"))
    receive(stage.written(address="secret@elsewhere.example", name="Secret Person"), inbox=closed)
    return Contact.objects.get(name="Secret Person")


def test_somebody_whom_the_agent_may_not_know_is_as_nobody(program, cast, one):
    secret = someone_elsewhere(cast)
    hidden, nobody = put(program, one, contact=secret.pk), put(program, one, contact=10**9)
    assert hidden.status_code == nobody.status_code == 422
    assert hidden.json()["errors"] == nobody.json()["errors"]
    assert Conversation.objects.get(pk=one.pk).contact.name == "Ann Lee"


def test_an_address_is_taken_as_it_is_whoever_has_it(program, cast, one):
    """As where one writes first: neither refused nor told apart."""
    someone_elsewhere(cast)
    known = put(program, one, address="secret@elsewhere.example")
    new = put(program, stage.conversation_of(cast), address="new@elsewhere.example")
    assert known.status_code == new.status_code == 200


@pytest.mark.parametrize(
    "new",
    [
        {},
        {"contact": 1, "address": "a@b.example"},
        {"contact": 1, "name": "Ann"},
        {"address": "nobody"},
        {"address": "help@leafloom.example"},
        {"contact": None},
    ],
)
def test_what_says_nobody_or_two_changes_nothing(program, one, new):
    assert put(program, one, **new).status_code == 422
    assert Conversation.objects.get(pk=one.pk).version == one.version


def test_what_is_spam_stays_whose_it_is(program, one):
    Conversation.objects.filter(pk=one.pk).update(status="spam")
    assert put(program, one, address="carl@elsewhere.example").status_code == 422
