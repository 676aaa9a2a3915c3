"""Side conversations by program."""

import pytest

from keepword.api.tests.program import Program
from keepword.conversations.models import Aside, Message
from keepword.conversations.noting import note
from tests import cast as stage
from tests.outside import answer_to, arrive

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    return stage.gather()


@pytest.fixture
def conversation(cast):
    return stage.conversation_of(cast)


def test_a_program_asks_hears_and_answers(cast, conversation):
    program, address = Program(cast.mina), f"/conversations/{conversation.pk}/asides"
    made = program.post(address, {"subject": "Trays", "text": "When?", "to": ["Sales@Mill.example"]})
    assert made.status_code == 201
    first = made.json()
    assert (first["kind"], first["state"], first["addresses"]) == ("mail", "asked", ["sales@mill.example"])
    arrive(cast, answer_to(first["messages"][0]["message_id"]))
    [heard] = program.get(address).json()["items"]
    assert (heard["state"], heard["messages"][1]["text"]) == ("answered", "On Friday.")
    assert heard["messages"][1]["author"] == {
        "kind": "outside",
        "id": None,
        "name": "Otto Mill",
        "address": "sales@mill.example",
    }
    said = program.post(f"{address}/{first['id']}/messages", {"text": "Thank you."}).json()
    assert (said["kind"], said["delivery"]["state"]) == ("outward", "queued")
    assert [one["kind"] for one in program.get(f"/conversations/{conversation.pk}/messages").json()["items"]] == [
        "inbound"
    ]


def test_a_program_passes_the_conversation_on(cast, conversation):
    note(conversation, text="Secret", by=cast.dave)
    body = {"text": "Look", "to": ["sales@mill.example"], "forward": []}
    [message] = Program(cast.mina).post(f"/conversations/{conversation.pk}/asides", body).json()["messages"]
    assert "It was due on Monday." in message["quoted"]
    assert "Secret" not in message["quoted"]


@pytest.mark.parametrize(
    ("body", "place"),
    [
        ({"text": "x"}, "/to"),
        ({"text": "x", "to": ["ann@customer.example"]}, "/to"),
        ({"text": "x", "to": ["nobody"]}, "/to"),
        ({"text": "x", "team": 999999}, "/team"),
    ],
)
def test_a_program_is_told_what_is_wrong(cast, conversation, body, place):
    answer = Program(cast.mina).post(f"/conversations/{conversation.pk}/asides", body)
    assert (answer.status_code, place in answer.content.decode()) == (422, True)
    assert not Aside.objects.exists()


def test_what_is_sent_twice_happens_once(cast, conversation):
    body = {"text": "When?", "to": ["sales@mill.example"]}
    program = Program(cast.mina)
    for _ in range(2):
        program.post(f"/conversations/{conversation.pk}/asides", body, Idempotency_Key="one")
    assert Message.everywhere.filter(kind="outward").count() == 1
