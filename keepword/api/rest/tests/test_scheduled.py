"""Programs answer later, with copies and with form."""

from datetime import timedelta

import pytest
import time_machine

from keepword.api.tests.program import Program
from keepword.conversations.models import Draft, Message
from keepword.events.working import run_due
from keepword.kit import clock
from tests import cast as stage

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    return stage.gather()


@pytest.fixture
def program(cast):
    return Program(cast.mina)


def replies():
    return list(Message.objects.filter(kind="reply", is_automatic=False).values_list("text", flat=True))


def test_an_answer_leaves_at_its_time_and_can_be_stopped_before(cast, program):
    with time_machine.travel("2026-11-23T10:00Z", tick=False) as time:
        conversation = stage.conversation_of(cast)
        path = f"/conversations/{conversation.pk}/scheduled-replies"
        at = (clock.now() + timedelta(hours=2)).isoformat()
        first, second = (program.post(path, {"text": text, "send_at": at}).json() for text in ("One", "Two"))
        assert [one["text"] for one in program.get(path).json()["items"]] == ["One", "Two"]
        left = program.send("DELETE", f"{path}/{first['id']}", None)
        assert [one["id"] for one in left.json()["items"]] == [second["id"]]
        time.shift(7201)
        while run_due():
            pass
    assert replies() == ["Two"]
    assert Draft.objects.get().text == "One"


@pytest.mark.parametrize(
    "wrong",
    [{"send_at": "2020-01-01T10:00:00Z"}, {"text": "Hello [[name]]"}, {"cc": ["nobody"]}, {"bcc": ["x y@z"]}],
)
def test_what_cannot_leave_is_refused_at_once(cast, program, wrong):
    conversation = stage.conversation_of(cast)
    body = {"text": "Hello", "send_at": "2999-01-01T10:00:00Z"} | wrong
    assert program.post(f"/conversations/{conversation.pk}/scheduled-replies", body).status_code == 422
    assert not Draft.objects.exists()


def test_a_program_sends_copies_and_form_at_once(cast, program):
    conversation = stage.conversation_of(cast)
    body = {"text": "It **left**", "cc": ["boss@customer.example"], "bcc": ["log@else.example"], "format": "markdown"}
    made = program.post(f"/conversations/{conversation.pk}/replies", body)
    assert made.status_code == 201
    message = Message.objects.get(kind="reply")
    assert (message.text, "<strong>left</strong>" in message.html) == ("It left", True)
    assert message.recipients["cc"] == ["boss@customer.example"]
    assert message.recipients["bcc"] == ["log@else.example"]
    plain = program.post(f"/conversations/{conversation.pk}/replies", {"text": "2 ** 3"})
    assert plain.json()["text"] == "2 ** 3"
