"""A program puts a note right, and takes one back."""

import pytest

from keepword.api.tests.program import Program
from keepword.conversations.inbound import File
from keepword.conversations.models import Message
from keepword.conversations.noting import note
from keepword.events.models import Event
from tests import cast as stage

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    return stage.gather()


@pytest.fixture
def conversation(cast):
    return stage.conversation_of(cast)


@pytest.fixture
def said(cast, conversation):
    return note(conversation, text="Code 77", by=cast.mina, files=(File("a.txt", "text/plain", b"a"),))


def place(said) -> str:
    return f"/conversations/{said.conversation_id}/notes/{said.pk}"


def test_it_is_put_right_once(cast, said):
    mina = Program(cast.mina)
    body = {"text": "Ask the porter", "instead_of": "Code 77"}
    item = mina.send("PATCH", place(said), body).json()
    assert (item["text"], item["warnings"]) == ("Ask the porter", ["corrected"])
    assert mina.send("PATCH", place(said), {"text": "Ask the porter"}).status_code == 200
    assert Event.objects.filter(name="note.corrected").count() == 1
    late = mina.send("PATCH", place(said), {"text": "Ask the guard", "instead_of": "Code 77"})
    assert (late.status_code, late.json()["type"][-17:]) == (409, "changed-meanwhile")
    assert Message.objects.get(pk=said.pk).text == "Ask the porter"


def test_a_file_is_taken_out(cast, conversation, said):
    mina = Program(cast.mina)
    [one] = [
        item
        for item in mina.send("GET", f"/conversations/{conversation.pk}/messages").json()["items"]
        if item["id"] == said.pk
    ]
    url = one["attachments"][0]["url"]
    item = mina.send("PATCH", place(said), {"text": "Code 77", "without": [url]}).json()
    assert item["attachments"] == []
    assert mina.send("GET", url.removeprefix("/api/v1")).status_code == 404


@pytest.mark.parametrize("body", [{"text": " ", "without": []}, {"text": "@Sam look"}, {"words": "x"}, {}])
def test_what_cannot_be_is_refused(cast, conversation, body):
    said = note(conversation, text="One", by=cast.mina)
    assert Program(cast.mina).send("PATCH", place(said), body).status_code == 422
    assert Message.objects.get(pk=said.pk).text == "One"


def test_a_colleagues_note_is_theirs_and_who_may_delete_takes_it_back(cast, said):
    assert Program(cast.dave).send("PATCH", place(said), {"text": "x"}).status_code == 403
    assert Program(cast.dave).send("DELETE", place(said)).status_code == 403
    assert Program(cast.ruth).send("PATCH", place(said), {"text": "x"}).status_code == 403
    assert Program(cast.ruth).send("DELETE", place(said)).json()["text"] == ""


def test_it_is_taken_back_twice_and_brought_back_by_whoever_did(cast, said):
    mina = Program(cast.mina)
    for _ in range(2):
        item = mina.send("DELETE", place(said)).json()
        assert (item["text"], item["attachments"], item["warnings"]) == ("", [], ["taken-back"])
    assert mina.send("PATCH", place(said), {"text": "x"}).json()["type"].endswith("gone")
    assert Program(cast.ruth).send("PUT", f"{place(said)}/restoration").status_code == 409
    for _ in range(2):
        assert mina.send("PUT", f"{place(said)}/restoration").json()["text"] == "Code 77"


def test_what_is_held_stays(cast, conversation, said):
    conversation.change(is_held=True)
    for method, body in (("PATCH", {"text": "x"}), ("DELETE", None)):
        assert Program(cast.mina).send(method, place(said), body).json()["type"].endswith("held")


def test_what_a_customer_wrote_and_another_conversation_are_not_there(cast, conversation, said):
    mina, theirs = Program(cast.mina), conversation.messages.get(kind="inbound")
    other = stage.conversation_of(cast, address="bo@customer.example")
    assert mina.send("DELETE", f"/conversations/{conversation.pk}/notes/{theirs.pk}").status_code == 404
    assert mina.send("DELETE", f"/conversations/{other.pk}/notes/{said.pk}").status_code == 404
