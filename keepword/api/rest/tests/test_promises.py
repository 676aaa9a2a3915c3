"""The ledger for programs."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from keepword.api.tests.program import Program
from keepword.conversations.delivering import mark_sent
from keepword.conversations.models import Message
from keepword.conversations.replying import reply
from keepword.events.models import Event
from keepword.hours.calendar import Calendar
from keepword.hours.defining import define
from keepword.promises.ledger.breaking import break_overdue
from keepword.promises.models import Promise
from tests import cast as stage

NOW = datetime(2026, 11, 24, 10, tzinfo=UTC)
DUE = NOW + timedelta(hours=2)


@pytest.fixture
def travel():
    with time_machine.travel(NOW, tick=False) as moved:
        yield moved


@pytest.fixture
def cast(db, travel):
    return stage.gather()


@pytest.fixture
def program(cast):
    return Program(cast.mina)


@pytest.fixture
def conversation(cast):
    return stage.conversation_of(cast)


def make(program, conversation, *, due=DUE, **more):
    body = {"what": "call", "due_at": due.isoformat(), "kind": "phone", "said": "in two hours", **more}
    return program.post(f"/conversations/{conversation.pk}/promises", body)


def test_what_was_told_on_the_phone_is_counted(program, conversation, cast):
    made = make(program, conversation)
    assert made.status_code == 201
    item = program.get(made["Location"].removeprefix("/api/v1")).json()
    assert item == made.json()
    assert (item["state"], item["kind"], item["made_by"]) == ("open", "phone", cast.mina.pk)
    assert Message.objects.filter(kind="reply").count() == 0


def test_a_promise_is_done_and_taken_back(program, conversation):
    number = make(program, conversation).json()["id"]
    assert program.send("PUT", f"/promises/{number}/keeping").json()["state"] == "kept"
    assert program.send("DELETE", f"/promises/{number}/keeping").json()["state"] == "open"


def test_what_is_overdue_reads_as_broken_before_anybody_wrote_it_down(program, conversation, travel):
    number = make(program, conversation).json()["id"]
    travel.move_to(DUE + timedelta(minutes=1))
    assert Promise.objects.get(pk=number).state == "open"
    assert program.get(f"/promises/{number}").json()["state"] == "broken"
    late = program.send("PUT", f"/promises/{number}/keeping").json()
    assert (late["state"], late["done_at"]) == ("broken", "2026-11-24T12:01:00Z")
    refused = program.post(f"/promises/{number}/withdrawal", {"reason": "never mind"})
    assert (refused.status_code, refused.json()["type"].rpartition(":")[2]) == (409, "too-late")


def test_a_new_time_is_told_to_the_customer(program, conversation):
    number = make(program, conversation).json()["id"]
    new = {"due_at": (DUE + timedelta(days=1)).isoformat(), "text": "I need a day more."}
    renewed = program.post(f"/promises/{number}/renewal", new)
    assert renewed.status_code == 201
    old = program.get(f"/promises/{number}").json()
    assert (old["state"], old["renewed_by"]) == ("renewed", renewed.json()["id"])
    assert Message.objects.get(kind="reply").text == "I need a day more."


def test_a_new_time_that_cannot_be_kept_is_refused_unless_somebody_says_why(program, conversation, cast):
    number = make(program, conversation).json()["id"]
    cast.inbox.business_hours = define("Mondays", calendar=Calendar("UTC", (((540, 1080),), *((),) * 6)))
    cast.inbox.save()
    new = {"due_at": (DUE + timedelta(days=1)).isoformat(), "text": "I need a day more."}
    refused = program.post(f"/promises/{number}/renewal", new)
    assert (refused.status_code, Message.objects.filter(kind="reply").count()) == (409, 0)
    assert "The earliest is 2026-11-30T09:05" in refused.json()["detail"]
    assert program.post(f"/promises/{number}/renewal", new | {"reason": "Ruth stays"}).status_code == 201
    assert Event.objects.get(name="promise.overridden").data["reason"] == "Ruth stays"


def test_a_time_gone_by_is_refused(program, conversation):
    assert make(program, conversation, due=NOW - timedelta(minutes=1)).status_code == 422


def test_a_time_that_cannot_be_kept_is_refused_unless_somebody_says_why(program, conversation, cast):
    cast.inbox.business_hours = define("Mondays", calendar=Calendar("UTC", (((540, 1080),), *((),) * 6)))
    cast.inbox.save()
    refused = make(program, conversation)
    assert refused.status_code == 409
    assert "2026-11-30T09:05:00+00:00" in refused.json()["detail"]
    assert make(program, conversation, reason="I stay longer.").status_code == 201
    assert Event.objects.get(name="promise.overridden").data["reason"] == "I stay longer."


def test_lists_narrow_and_turn_pages(program, conversation, cast):
    for hours in range(5):
        make(program, conversation, due=DUE + timedelta(hours=hours))
    first = program.get("/promises", limit=2, made_by="me", state="open", conversation=conversation.pk).json()
    second = program.get("/promises", limit=3, cursor=first["next"]).json()
    assert len({item["id"] for item in first["items"] + second["items"]}) == 5
    assert second["next"] is None
    assert program.get("/promises", due_before=DUE.isoformat()).json()["items"] == []
    assert program.get("/promises", state="kept").json()["items"] == []
    assert program.get("/promises", colour="red").status_code == 422


def test_what_is_overdue_is_found_as_what_it_reads(program, conversation, travel):
    number = make(program, conversation).json()["id"]

    def found(question):
        return [one["id"] for one in program.get(f"/promises?{question}").json()["items"]]

    assert (found("state=open"), found("state=broken"), found("is_owed=true")) == ([number], [], [number])
    travel.move_to(DUE + timedelta(minutes=1))
    assert (found("state=open"), found("state=broken"), found("is_owed=true")) == ([], [number], [number])
    break_overdue()
    assert (found("state=open"), found("state=broken"), found("is_owed=true")) == ([], [number], [number])
    program.send("PUT", f"/promises/{number}/keeping")
    assert (found("state=broken"), found("is_owed=true"), found("is_owed=false")) == ([number], [], [number])


def test_an_answer_that_has_not_left_is_named_and_keeps_nothing(program, conversation, cast):
    number = make(program, conversation, what="reply").json()["id"]
    message = reply(conversation, text="Here it is.", by=cast.mina)
    item = program.get(f"/promises/{number}").json()
    assert (item["state"], item["is_owed"], item["unsent_message"]) == ("open", True, message.pk)
    mark_sent(message)
    item = program.get(f"/promises/{number}").json()
    assert (item["state"], item["is_owed"], item["unsent_message"]) == ("kept", False, None)
