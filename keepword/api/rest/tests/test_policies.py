"""Targets are arranged by programs of whoever may manage settings."""

import pytest

from keepword.api.tests.program import Program
from keepword.promises.clocks import policies
from keepword.promises.models import Clock, SlaPolicy
from tests import cast as stage

pytestmark = pytest.mark.django_db

TARGET = {"priority": "normal", "kind": "first_response", "seconds": 3600}


@pytest.fixture
def cast():
    policies.forget()
    return stage.gather()


@pytest.fixture
def ruth(cast):
    return Program(cast.ruth)


def made(program, name="Quick", **more):
    answer = program.post("/policies", {"name": name, "targets": [TARGET], **more})
    assert answer.status_code == 201, answer.content
    return answer.json()


def in_force():
    return list(SlaPolicy.objects.in_force().values_list("name", flat=True))


def test_a_policy_is_made_and_reads_as_it_was_written(cast, ruth):
    steps = [
        {"at": 80, "what": "notify_team", "to": cast.team.pk},
        {"at": 100, "what": "note", "to": "Call them."},
        {"at": 100, "what": "notify_holder", "to": None},
    ]
    conditions = {"inboxes": [cast.inbox.pk], "tags": ["VIP"], "priorities": ["high"], "domains": ["Big.Example"]}
    item = made(ruth, escalations=steps, conditions=conditions, warn_at=[50], is_business=False)
    assert item["escalations"] == steps
    assert item["warn_at"] == [50, 80]
    assert item["conditions"] == {
        "inboxes": [cast.inbox.pk], "tags": ["vip"], "priorities": [30], "domains": ["big.example"],
    }  # fmt: skip
    assert ruth.get(f"/policies/{item['id']}").json() == item
    assert ruth.get("/policies").json()["items"] == [item]
    hidden = Program(cast.mina).get(f"/policies/{item['id']}").json()
    assert (hidden["conditions"], hidden["escalations"], hidden["targets"]) == (None, None, [TARGET])


def test_a_create_that_is_sent_twice_happens_once(ruth):
    body = {"name": "Quick", "targets": [TARGET]}
    first, second = (ruth.post("/policies", body, Idempotency_Key="one") for _ in range(2))
    assert first.json() == second.json()
    assert in_force() == ["Quick"]


def test_a_change_is_a_new_version_and_a_clock_keeps_the_old(cast, ruth):
    old = made(ruth)
    stage.conversation_of(cast)
    body = {"name": "Slow", "targets": [TARGET | {"seconds": 7200}]}
    first, second = (ruth.send("PUT", f"/policies/{old['id']}", body, Idempotency_Key="two") for _ in range(2))
    assert first.json() == second.json()
    new = first.json()
    assert new["id"] != old["id"]
    assert Clock.objects.get().policy_id == old["id"]
    assert ruth.get(f"/policies/{old['id']}").json()["retired_at"] is not None
    assert ruth.send("PUT", f"/policies/{old['id']}", body).status_code == 404
    assert ruth.send("PUT", f"/policies/{new['id']}", body).json()["id"] == new["id"]
    assert in_force() == ["Slow"]


def test_policies_are_put_in_order_and_retired(ruth):
    ids = [made(ruth, name)["id"] for name in ("A", "B", "C")]
    ordered = ruth.send("PUT", "/policies/order", {"policies": [ids[2], ids[0], ids[1]]}).json()["items"]
    assert [one["name"] for one in ordered] == ["C", "A", "B"] == in_force()
    refused = ruth.send("PUT", "/policies/order", {"policies": ids})
    assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (422, "/policies")
    gone = ruth.send("DELETE", f"/policies/{ordered[1]['id']}").json()
    assert gone["retired_at"] is not None
    assert ruth.send("DELETE", f"/policies/{ordered[1]['id']}").status_code == 404
    assert in_force() == ["C", "B"]


@pytest.mark.parametrize(
    ("wrong", "pointer"),
    [
        ({"name": " "}, "/name"),
        ({"targets": []}, "/targets"),
        ({"targets": [TARGET, TARGET]}, "/targets"),
        ({"targets": [TARGET | {"seconds": 0}]}, "/targets/0/seconds"),
        ({"targets": [TARGET | {"kind": "call"}]}, "/targets/0/kind"),
        ({"warn_at": [100]}, "/warn_at/0"),
        ({"conditions": {"inboxes": [999]}}, "/conditions/inboxes"),
        ({"conditions": {"moods": ["bad"]}}, "/conditions/moods"),
        ({"escalations": [{"at": 100, "what": "team", "to": 999}]}, "/escalations/0/to"),
        ({"escalations": [{"at": 100, "what": "tag", "to": " "}]}, "/escalations/0/to"),
        ({"escalations": [{"at": 100, "what": "resolve"}]}, "/escalations/0/what"),
        ({"is_quick": True}, "/is_quick"),
    ],
)
def test_what_makes_no_sense_is_refused_with_its_place(ruth, wrong, pointer):
    answer = ruth.post("/policies", {"name": "Quick", "targets": [TARGET]} | wrong)
    assert answer.status_code == 422
    assert answer["Content-Type"] == "application/problem+json"
    assert [one["pointer"] for one in answer.json()["errors"]][:1] == [pointer]
    assert in_force() == []


def test_an_agent_who_may_not_manage_settings_changes_nothing(cast, ruth):
    number = made(ruth)["id"]
    mina = Program(cast.mina)
    body = {"name": "Mine", "targets": [TARGET]}
    asked = [("POST", ""), ("PUT", f"/{number}"), ("DELETE", f"/{number}"), ("PUT", "/order")]
    answers = [
        mina.send(method, f"/policies{path}", body if path != "/order" else {"policies": [number]})
        for method, path in asked
    ]
    assert {one.status_code for one in answers} == {403}
    assert in_force() == ["Quick"]
