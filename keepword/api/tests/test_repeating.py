import threading
from datetime import timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction

from keepword.api.models import KeptRequest
from keepword.api.repeating import forget_old
from keepword.api.tests.program import Program
from keepword.conversations.models import Conversation, Message
from keepword.events.models import Task
from tests import cast as stage

KEY = "order-1042"


@pytest.fixture
def cast(db):
    return stage.gather()


@pytest.fixture
def program(cast):
    return Program(cast.mina)


@pytest.fixture
def path(cast):
    return f"/conversations/{stage.conversation_of(cast).pk}/replies"


def test_the_same_reply_twice_is_sent_once(program, path):
    first = program.post(path, {"text": "Hello"}, Idempotency_Key=KEY)
    second = program.post(path, {"text": "Hello"}, Idempotency_Key=KEY)
    assert (first.status_code, second.status_code) == (201, 201)
    assert first.json() == second.json()
    assert "Idempotency-Replayed" not in first.headers
    assert second.headers["Idempotency-Replayed"] == "true"
    tasks = Task.objects.filter(reaction="channels.delivery.deliver")
    assert Message.objects.filter(kind="reply").count() == tasks.count() == 1


def test_the_same_conversation_twice_is_begun_once(cast, program):
    new = {"inbox": cast.inbox.pk, "contact": {"address": "ann@customer.example"}, "text": "Hello"}
    made = [program.post("/conversations", new, Idempotency_Key=KEY).json()["id"] for _ in range(3)]
    assert made == [Conversation.objects.get().pk] * 3


def test_the_same_form_twice_is_sent_once(program, path):
    def send(content):
        file = SimpleUploadedFile("a.txt", content, content_type="text/plain")
        return program.send_form(path, {"text": "Here.", "files": [file]}, Idempotency_Key=KEY)

    assert send(b"one").json() == send(b"one").json()
    assert send(b"two").status_code == 422
    assert Message.objects.filter(kind="reply").count() == 1


def test_without_a_key_twice_is_twice(program, path):
    for _ in range(2):
        program.post(path, {"text": "Hello"})
    assert Message.objects.filter(kind="reply").count() == 2


def test_a_key_that_came_with_something_else_is_a_problem(program, path):
    program.post(path, {"text": "Hello"}, Idempotency_Key=KEY)
    for again in (
        program.post(path, {"text": "Good-bye"}, Idempotency_Key=KEY),
        program.post(path.replace("replies", "notes"), {"text": "Hello"}, Idempotency_Key=KEY),
    ):
        assert (again.status_code, again.json()["type"]) == (422, "urn:problem-type:keepword:key-reused")
    assert Message.objects.exclude(kind="inbound").count() == 1


def test_a_key_belongs_to_its_agent(cast, program, path):
    program.post(path, {"text": "Hello"}, Idempotency_Key=KEY)
    assert Program(cast.dave).post(path, {"text": "Other"}, Idempotency_Key=KEY).status_code == 201


def test_an_error_keeps_no_key(program, path):
    assert program.post(path, {"text": " "}, Idempotency_Key=KEY).status_code == 422
    assert program.post(path, {"text": "Hello"}, Idempotency_Key=KEY).status_code == 201


@pytest.mark.parametrize("key", ["", "x" * 256, "schlüssel", "a\tb"])
def test_a_key_that_cannot_be_is_a_problem(program, path, key):
    assert program.post(path, {"text": "Hello"}, Idempotency_Key=key).status_code == 400
    assert not Message.objects.filter(kind="reply").exists()


def test_a_key_is_kept_with_what_was_made_or_not_at_all(cast, program, path, monkeypatch):
    """The process dies after the reply is written and before the transaction ends."""
    monkeypatch.setattr(KeptRequest.objects, "create", _die)
    assert program.post(path, {"text": "Hello"}, Idempotency_Key=KEY).status_code == 500
    assert not Message.objects.filter(kind="reply").exists()
    monkeypatch.undo()
    assert program.post(path, {"text": "Hello"}, Idempotency_Key=KEY).status_code == 201


def test_a_key_is_forgotten_after_a_day(program, path):
    with time_machine.travel("2026-11-21T18:00Z", tick=False) as time:
        program.post(path, {"text": "Hello"}, Idempotency_Key=KEY)
        time.shift(timedelta(hours=23, minutes=59))
        forget_old()
        assert KeptRequest.objects.exists()
        time.shift(timedelta(minutes=2))
        forget_old()
        assert not KeptRequest.objects.exists()


def test_who_may_not_see_it_any_more_is_not_shown_it_again(cast, program, path):
    program.post(path, {"text": "Hello"}, Idempotency_Key=KEY)
    cast.mina.teams.clear()
    assert program.post(path, {"text": "Hello"}, Idempotency_Key=KEY).status_code == 404


@pytest.mark.django_db(transaction=True)
def test_two_at_one_moment_send_one(cast, program, path):
    """PostgreSQL tells the others that the first is at work. On SQLite one writer at a time is let in, but not by a
    database in memory as tests have it: there the proof is the one above, and the real process under fire."""
    if connection.vendor != "postgresql":
        pytest.skip("A database in memory does not let writers wait for each other")
    answers, ready = [], threading.Barrier(4)

    def send():
        try:
            ready.wait()
            answers.append(program.post(path, {"text": "Hello"}, Idempotency_Key=KEY).status_code)
        finally:
            connection.close()

    threads = [threading.Thread(target=send) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert set(answers) <= {201, 409}
    assert 201 in answers
    assert Message.objects.filter(kind="reply").count() == 1


@pytest.mark.django_db(transaction=True)
def test_while_the_first_is_at_work_the_second_is_told_to_come_again(cast, program, path):
    if connection.vendor != "postgresql":
        pytest.skip("On SQLite the second waits and is then shown what the first made")
    answers = []
    program.get("/agents/me")  # the use of a token is noted once a minute, in a row that both would write

    def send():
        answers.append(program.post(path, {"text": "Hello"}, Idempotency_Key=KEY))
        connection.close()

    with transaction.atomic():
        program.post(path, {"text": "Hello"}, Idempotency_Key=KEY)
        second = threading.Thread(target=send)
        second.start()
        second.join()
    assert (answers[0].status_code, answers[0].headers["Retry-After"]) == (409, "1")


def _die(**_fields):
    raise SystemError("killed")
