"""Customers are given something by program."""

import pytest

from keepword.api.tests.program import Program
from keepword.care.arranging import Wanted, arrange, limits_as_set
from keepword.people.models import Agent
from keepword.people.permissions import MANAGER
from tests import cast as stage

pytestmark = pytest.mark.django_db
NEW = {"kind": "refund", "amount": "20.50", "reason": "late"}


@pytest.fixture
def cast():
    cast = stage.gather()
    arrange(Wanted(True, "EUR", limits_as_set("EUR"), reasons=["Broken cup"]), by=cast.ruth.as_actor)
    return cast


@pytest.fixture
def address(cast):
    return f"/conversations/{stage.conversation_of(cast).pk}/gifts"


def test_a_program_gives_within_the_limits_of_its_agent_and_asks_above_them(cast, address):
    mina = Program(cast.mina)
    given = mina.post(address, NEW, Idempotency_Key="x").json()
    assert (given["state"], given["amount"], given["currency"], given["by"]) == ("given", "20.50", "EUR", cast.mina.pk)
    assert mina.post(address, NEW, Idempotency_Key="x").json()["id"] == given["id"]
    asked = mina.post(address, NEW | {"amount": "45"}).json()
    assert asked["state"] == "asked"
    assert [one["id"] for one in mina.get("/gifts", state="asked").json()["items"]] == [asked["id"]]
    assert mina.get(f"/gifts/{given['id']}").json() == given


def test_somebody_else_answers_by_program_once(cast, address):
    asked = Program(cast.mina).post(address, NEW | {"amount": "45"}).json()
    ruth, place = Program(cast.ruth), f"/gifts/{asked['id']}/decision"
    answered = ruth.send("PUT", place, {"is_approved": True, "word": "Yes"}).json()
    assert (answered["state"], answered["decided_by"], answered["word"]) == ("given", cast.ruth.pk, "Yes")
    assert ruth.send("PUT", place, {"is_approved": False}).status_code == 409


def test_a_manager_does_not_answer_themselves(cast, address):
    asked = Program(cast.mina).post(address, NEW | {"amount": "45"}).json()
    Agent.objects.filter(pk=cast.mina.pk).update(role=MANAGER)
    mina = Program(Agent.objects.get(pk=cast.mina.pk))
    assert mina.send("PUT", f"/gifts/{asked['id']}/decision", {"is_approved": True}).status_code == 403


def test_it_is_carried_out_and_taken_back(cast, address):
    mina = Program(cast.mina)
    gift = f"/gifts/{mina.post(address, NEW).json()['id']}"
    assert mina.send("PUT", f"{gift}/carrying-out").json()["carried_out_at"]
    assert mina.send("DELETE", f"{gift}/carrying-out").json()["carried_out_at"] is None
    assert mina.send("DELETE", gift).json()["state"] == "taken_back"
    assert Program(cast.dave).send("DELETE", gift).status_code == 200  # it is over already


@pytest.mark.parametrize(
    "wrong",
    [{"kind": "car"}, {"amount": "20.505"}, {"amount": "0"}, {"amount": "2e1"}, {"amount": 20}, {"reason": "x"}],
)
def test_what_is_not_given_here_is_refused_with_its_place(cast, address, wrong):
    answer = Program(cast.mina).post(address, NEW | wrong)
    assert answer.status_code == 422
    assert [one["pointer"] for one in answer.json()["errors"]] == [f"/{name}" for name in wrong]


def test_while_it_is_switched_off_a_program_is_told_so(cast, address):
    arrange(Wanted(False, "EUR", {}), by=cast.ruth.as_actor)
    assert Program(cast.mina).post(address, NEW).json()["type"].endswith("switched-off")
