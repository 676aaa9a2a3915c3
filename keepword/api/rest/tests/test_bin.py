"""What was deleted by hand, as programs see it."""

import pytest

from keepword.api.tests.program import Program
from keepword.conversations.binning import put_in_bin
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
