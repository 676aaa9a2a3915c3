import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection

from keepword.api.tests.program import Program
from keepword.conversations.inbound import Thread
from keepword.conversations.models import Conversation, Message
from keepword.conversations.receiving import receive
from keepword.conversations.replying import reply
from keepword.events.models import Event, Task
from tests import cast as stage

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    return stage.gather()


@pytest.fixture
def program(cast):
    return Program(cast.mina)


def test_an_answer_is_queued_and_the_customer_is_next(cast, program):
    conversation = stage.conversation_of(cast)
    made = program.post(f"/conversations/{conversation.pk}/replies", {"text": "It arrives tomorrow.\x00"})
    assert made.status_code == 201
    assert made.headers["Location"] == f"/api/v1/conversations/{conversation.pk}/messages"
    item = made.json()
    assert (item["kind"], item["text"], item["delivery"]["state"]) == ("reply", "It arrives tomorrow.", "queued")
    assert item["message_id"] == Message.objects.get(pk=item["id"]).message_id != ""
    conversation.refresh_from_db()
    assert (conversation.status, conversation.waiting_since) == ("waiting", None)
    event = Event.objects.get(name="message.queued")
    assert (event.actor_kind, event.actor_id) == ("agent", cast.mina.pk)
    assert Task.objects.filter(event=event, reaction="channels.delivery.deliver").exists()


def test_an_answer_takes_files(cast, program):
    conversation = stage.conversation_of(cast)
    file = SimpleUploadedFile("étiquette.pdf", b"%PDF-1.7", content_type="application/pdf")
    made = program.send_form(f"/conversations/{conversation.pk}/replies", {"text": "Here.", "files": [file]})
    assert made.status_code == 201
    assert [(one["name"], one["size"]) for one in made.json()["attachments"]] == [("étiquette.pdf", 8)]


def test_a_note_stays_among_us(cast, program):
    conversation = stage.conversation_of(cast)
    made = program.post(f"/conversations/{conversation.pk}/notes", {"text": "Ask the carrier."})
    assert made.status_code == 201
    assert (made.json()["kind"], made.json()["delivery"]) == ("note", None)
    assert not Event.objects.filter(name="message.queued").exists()


@pytest.mark.parametrize("noun", ["replies", "notes"])
@pytest.mark.parametrize(
    ("body", "status", "pointer"),
    [
        ({"text": " \n\t"}, 422, "/text"),
        ({"text": ""}, 422, "/text"),
        ({}, 422, "/text"),
        ({"text": 5}, 422, "/text"),
        ({"text": "x" * 200_001}, 422, "/text"),
        ({"text": "Hello", "txt": ""}, 422, "/txt"),
        ([], 422, ""),
        (b"{", 400, None),
        (b'{"text": "\\ud800"}', 400, None),
        (b"", 400, None),
    ],
)
def test_an_answer_that_cannot_be_is_pointed_at(cast, program, noun, body, status, pointer):
    conversation = stage.conversation_of(cast)
    refused = program.post(f"/conversations/{conversation.pk}/{noun}", body)
    assert refused.status_code == status
    if pointer is not None:
        assert [place["pointer"] for place in refused.json()["errors"]] == [pointer]
    assert Message.objects.count() == 1


def test_nobody_to_answer_is_said(cast, program):
    conversation = stage.conversation_of(cast)
    conversation.participants.all().delete()
    refused = program.post(f"/conversations/{conversation.pk}/replies", {"text": "Hello"})
    assert (refused.status_code, refused.json()["type"]) == (409, "urn:problem-type:keepword:nobody-to-answer")


def test_answering_costs_a_fixed_number_of_queries(cast, program, django_assert_num_queries):
    """To know who asks and what they see: token, restricted inboxes, visible inboxes. The conversation with its
    people. To answer, in one transaction (begin and end are two): the conversation, held; who takes part and wrote
    last, the message, its words for the search, its Message-ID, the conversation's new state and the fact; whether an
    answer or news were promised; that who answers follows it; who answered when, the wait that this ends, and
    whether anybody ever set a target;
    the task, and on PostgreSQL the word to other processes. To show: the message and its files. How much was said
    before makes no difference."""
    conversation = stage.conversation_of(cast)
    path = f"/conversations/{conversation.pk}/replies"
    program.post(path, {"text": "First."})
    for _ in range(2):
        with django_assert_num_queries(22 if connection.vendor == "postgresql" else 21):
            assert program.post(path, {"text": "Again."}).status_code == 201


def test_a_stranger_answers_nobody(cast):
    conversation = stage.conversation_of(cast)
    for noun in ("replies", "notes"):
        assert (
            Program(cast.stranger).post(f"/conversations/{conversation.pk}/{noun}", {"text": "x"}).status_code == 404
        )
    assert Message.objects.count() == 1
    assert Conversation.objects.get().status == "open"


def test_what_was_not_read_is_not_answered(cast, program):
    conversation = stage.conversation_of(cast)
    seen = conversation.messages.get().pk
    new = receive(stage.written(thread=Thread(conversation_id=conversation.pk)), inbox=cast.inbox)
    address = f"/conversations/{conversation.pk}"
    for refused in (
        program.post(f"{address}/replies", {"text": "Hello", "seen": seen}),
        program.send_form(f"{address}/replies", {"text": "Hello", "seen": seen}),
        program.send("PUT", f"{address}/status", {"status": "resolved", "seen": seen}),
    ):
        assert (refused.status_code, refused.json()["type"].rpartition(":")[2]) == (409, "not-seen")
        assert f"seen={new.pk}" in refused.json()["detail"]
    assert not Message.objects.filter(kind="reply").exists()
    assert program.post(f"{address}/replies", {"text": "Hello", "seen": new.pk}).status_code == 201
    assert program.send("PUT", f"{address}/status", {"status": "resolved", "seen": new.pk}).status_code == 200


def test_what_a_colleague_answered_is_not_answered_again_unread(cast, program):
    conversation = stage.conversation_of(cast)
    seen = conversation.messages.get().pk
    theirs = reply(conversation, text="It left this morning.", by=cast.dave)
    address = f"/conversations/{conversation.pk}/replies"
    refused = program.post(address, {"text": "Where is it?", "seen": seen})
    assert (refused.status_code, refused.json()["type"].rpartition(":")[2]) == (409, "not-seen")
    assert f"seen={theirs.pk}" in refused.json()["detail"]
    assert program.post(address, {"text": "Where is it?", "seen": theirs.pk}).status_code == 201
    assert program.post(address, {"text": "And mine since?", "seen": theirs.pk}).status_code == 201, "one's own counts"
