"""Tasks by program."""

import pytest

from keepword.api.tests.program import Program
from keepword.conversations.models import Draft, InternalTask
from keepword.people.models import Agent
from keepword.people.permissions import LIGHT_AGENT
from tests import cast as stage

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    return stage.gather()


@pytest.fixture
def address(cast):
    return f"/conversations/{stage.conversation_of(cast).pk}/tasks"


def test_a_task_is_given_changed_done_and_taken_up_again(cast, address):
    mina, dave = Program(cast.mina), Program(cast.dave)
    made = mina.send("POST", address, {"words": "Call", "agent": cast.dave.pk, "due_at": "2999-01-01T10:00:00Z"})
    assert made.status_code == 201
    one = f"/tasks/{made.json()['id']}"
    assert [item["words"] for item in dave.get("/tasks").json()["items"]] == ["Call"]
    assert mina.get("/tasks").json()["items"] == []
    changed = dave.send("PUT", one, {"words": "Call twice", "team": cast.team.pk}).json()
    assert (changed["words"], changed["team"], changed["agent"], changed["due_at"]) == (
        "Call twice",
        cast.team.pk,
        None,
        None,
    )
    assert mina.send("PUT", f"{one}/completion", {"result": "Soon"}).json()["done_by"] == cast.mina.pk
    assert [item["result"] for item in dave.get("/tasks?whose=team&is_done=true").json()["items"]] == ["Soon"]
    assert mina.send("DELETE", f"{one}/completion").json()["done_at"] is None


def test_what_is_raised_is_not_done_without_a_result(cast, address):
    mina = Program(cast.mina)
    made = mina.send("POST", address, {"words": "Boxes?", "agent": cast.dave.pk, "is_raised": True}).json()
    assert Draft.objects.get().agent == cast.mina
    done = f"/tasks/{made['id']}/completion"
    assert Program(cast.dave).send("PUT", done, {}).json()["errors"][0]["pointer"] == "/result"
    assert Program(cast.dave).send("PUT", done, {"result": "Yes"}).json()["result"] == "Yes"
    assert Draft.objects.get().text.endswith("Yes")


@pytest.mark.parametrize("owner", ["nobody", "stranger", "both"])
def test_an_owner_who_cannot_do_it_is_refused(cast, address, owner):
    body = {
        "nobody": {"agent": 999_999},
        "stranger": {"agent": cast.stranger.pk},
        "both": {"agent": cast.dave.pk, "team": cast.team.pk},
    }[owner]
    assert Program(cast.mina).send("POST", address, {"words": "Call"} | body).status_code == 422


def test_a_task_stands_alone_and_strangers_do_not_see_it(cast):
    mina = Program(cast.mina)
    made = mina.send("POST", "/tasks", {"words": "Order paper", "agent": cast.dave.pk})
    assert (made.status_code, made.json()["conversation"]) == (201, None)
    one = f"/tasks/{made.json()['id']}"
    assert Program(cast.dave).send("PUT", f"{one}/completion", {}).json()["done_by"] == cast.dave.pk
    assert Program(cast.stranger).get(one).status_code == 404
    assert mina.send("POST", "/tasks", {"words": "x", "agent": 10**6}).status_code == 422
    assert (
        mina.send("POST", "/tasks", {"words": "x", "is_raised": True}).json()["errors"][0]["pointer"] == "/is_raised"
    )


def test_a_task_names_its_conversation_and_is_given_once(cast, address):
    number = int(address.split("/")[2])
    body = {"words": "Call", "conversation": number, "due_at": "2999-01-01T10:00:00Z"}
    mina = Program(cast.mina)
    first, second = (mina.post("/tasks", body, Idempotency_Key="a") for _time in range(2))
    assert (first.status_code, first.json()["conversation"], first.json()) == (201, number, second.json())
    assert InternalTask.objects.count() == 1
    assert second.headers["Idempotency-Replayed"] == "true"
    refused = Program(cast.stranger).post("/tasks", body)
    assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (422, "/conversation")


def test_a_light_agent_gives_a_task_and_does_not_raise_it(cast, address):
    Agent.objects.filter(pk=cast.dave.pk).update(role=LIGHT_AGENT)
    dave, number = Program(cast.dave), int(address.split("/")[2])
    assert dave.post("/tasks", {"words": "Call", "conversation": number}).status_code == 201
    assert dave.post("/tasks", {"words": "Call", "conversation": number, "is_raised": True}).status_code == 403
