"""What was deleted by hand, as programs see it."""

from datetime import timedelta

import pytest

from keepword.api.tests.program import Program
from keepword.conversations.binning import put_in_bin
from keepword.conversations.marking_spam import mark_spam
from keepword.conversations.models import Conversation
from keepword.events.actor import SYSTEM
from keepword.kit import clock
from keepword.people.models.agent import OWN
from keepword.people.permissions import CHANGE
from keepword.people.roles.defining import make
from keepword.promises.ledger.making import promise
from keepword.promises.models import Promise
from tests import cast as stage

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    return stage.gather()


@pytest.fixture
def gone(cast):
    one = stage.conversation_of(cast)
    put_in_bin(one, by=cast.ruth)
    return one


def ids(answer) -> list[int]:
    assert answer.status_code == 200
    return [item["id"] for item in answer.json()["items"]]


def test_it_is_listed_where_it_is_asked_for(cast, gone):
    other = stage.conversation_of(cast)
    program = Program(cast.mina)
    assert ids(program.get("/conversations")) == [other.pk]
    assert ids(program.get("/conversations", q="parcel")) == [other.pk]
    assert ids(program.get("/conversations", contact=str(gone.contact_id))) == [other.pk]
    for query in ({"status": "binned"}, {"view": "bin"}, {"status": "binned", "q": "parcel"}):
        assert ids(program.get("/conversations", **query)) == [gone.pk]
    assert ids(Program(cast.stranger).get("/conversations", status="binned")) == []


def test_it_still_answers_and_says_until_when(cast, gone):
    said = Program(cast.mina).get(f"/conversations/{gone.pk}").json()
    assert said["status"] == "binned"
    assert said["delete_at"] is not None
    other = Program(cast.mina).get(f"/conversations/{stage.conversation_of(cast).pk}").json()
    assert other["delete_at"] is None


def test_a_status_takes_it_out_and_none_puts_it_in(cast, gone):
    program = Program(cast.mina)
    assert program.send("PUT", f"/conversations/{gone.pk}/status", {"status": "binned"}).status_code == 422
    said = program.send("PUT", f"/conversations/{gone.pk}/status", {"status": "open"}).json()
    assert (said["status"], said["delete_at"]) == ("open", None)


LATER = (clock.now() + timedelta(days=9)).isoformat()


@pytest.mark.parametrize(
    ("status", "promises", "waits"),
    [
        ({"status": "open"}, "open", True),
        ({"status": "snoozed", "until": LATER}, "open", True),
        ({"status": "snoozed", "until_they_write": True}, "open", True),
        ({"status": "waiting"}, "open", False),
        ({"status": "resolved"}, "open", False),
        ({"status": "spam"}, "withdrawn", False),
    ],
)
def test_out_of_the_bin_it_stands_as_if_it_had_never_been_there(cast, status, promises, waits):
    """Whatever status a program gives: promises and waits are what they are for one that was not deleted."""
    told = []
    for is_binned in (False, True):
        one = stage.conversation_of(cast)
        since = one.waiting_since
        promise(one, what="call", due_at=clock.now() + timedelta(days=1), kind="agent", by=cast.mina)
        if is_binned:
            put_in_bin(one, by=cast.ruth)
        said = Program(cast.mina).send("PUT", f"/conversations/{one.pk}/status", status).json()
        now = Conversation.objects.get(pk=one.pk)
        told.append((said["status"], Promise.objects.get(conversation=one).state, now.waiting_since == since))
    assert told[0] == told[1] == (status["status"], promises, waits)


def test_a_promise_is_owed_again_after_spam_that_lay_in_the_bin(cast, gone):
    """In the bin, marked as spam, and no spam after all."""
    one = stage.conversation_of(cast)
    promise(one, what="call", due_at=clock.now() + timedelta(days=1), kind="agent", by=cast.mina)
    put_in_bin(one, by=cast.ruth)
    program = Program(cast.mina)
    for status in ("spam", "open"):
        program.send("PUT", f"/conversations/{one.pk}/status", {"status": status})
    assert Promise.objects.get(conversation=one).state == "open"


def test_what_is_refused_stays_in_the_bin(cast, gone):
    program = Program(cast.mina)
    past = {"status": "snoozed", "until": "2020-01-01T00:00:00Z"}
    assert program.send("PUT", f"/conversations/{gone.pk}/status", past).status_code == 422
    assert program.get(f"/conversations/{gone.pk}").json()["status"] == "binned"


def test_spam_does_not_come_out_of_the_bin_by_who_may_not_take_it_out_of_spam(cast):
    one = stage.conversation_of(cast)
    mark_spam(one, by=cast.ruth.as_actor)
    put_in_bin(one, by=cast.ruth)
    cast.mina.role, cast.mina.own_role = OWN, make("Changes", permissions=[CHANGE], by=SYSTEM)
    cast.mina.save()
    program = Program(cast.mina)
    assert program.send("PUT", f"/conversations/{one.pk}/status", {"status": "open"}).status_code == 403
    assert program.get(f"/conversations/{one.pk}").json()["status"] == "binned"
