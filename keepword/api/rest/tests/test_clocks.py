"""Targets for programs: the policies, the clocks of a conversation, what is due first."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from keepword.kit import clock
from keepword.people.tokens import give
from keepword.promises.clocks import policies
from keepword.promises.clocks.policies import Draft, define
from tests import cast as stage

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    policies.forget()
    cast = stage.gather()
    with time_machine.travel(clock.now() - timedelta(days=1)):
        define(Draft("Quick", {(20, "first_response"): 3600}), by=cast.ruth.as_actor)
    return cast


@pytest.fixture
def ask(cast):
    client, headers = Client(), {"Authorization": f"Bearer {give(cast.mina, name='test')}"}
    return lambda path: client.get(f"/api/v1/{path}", headers=headers).json()


def test_conditions_of_a_policy_are_for_administrators(cast, ask):
    """They name inboxes and customers that a restricted agent may not know of."""
    with time_machine.travel(clock.now() - timedelta(hours=12)):
        define(Draft("Quick", {(20, "first_response"): 3600}, conditions={"tag": ["vip"]}), by=cast.ruth.as_actor)
    assert {one["conditions"] for one in ask("policies")["items"]} == {None}
    headers = {"Authorization": f"Bearer {give(cast.ruth, name='test')}"}
    whole = Client().get("/api/v1/policies", headers=headers).json()["items"]
    assert {"tag": ["vip"]} in [one["conditions"] for one in whole]


def test_the_clocks_of_a_conversation_are_as_on_the_desk(cast, ask):
    conversation = stage.conversation_of(cast)
    (item,) = ask(f"conversations/{conversation.pk}/clocks")["items"]
    assert (item["kind"], item["outcome"], item["seconds"], item["is_overdue"]) == (
        "first_response", "running", 3600, False,
    )  # fmt: skip
    (policy,) = ask("policies")["items"]
    assert policy["targets"] == [{"priority": "normal", "kind": "first_response", "seconds": 3600}]
    assert policy["id"] == item["policy"]


def test_what_is_due_comes_first_and_is_found_by_when(cast, ask):
    new = stage.conversation_of(cast)
    with time_machine.travel(clock.now() - timedelta(hours=3)):
        old = stage.conversation_of(cast, "ko")
    assert [one["id"] for one in ask("conversations?sort=due")["items"]] == [old.pk, new.pk]
    now = clock.now().strftime("%Y-%m-%dT%H:%M:%SZ")
    assert [one["id"] for one in ask(f"conversations?due_before={now}")["items"]] == [old.pk]


def test_a_program_says_that_no_reply_is_needed(cast):
    conversation = stage.conversation_of(cast)
    headers = {"Authorization": f"Bearer {give(cast.mina, name='test')}"}
    answer = Client().post(
        f"/api/v1/conversations/{conversation.pk}/settlement", headers=headers, content_type="application/json"
    )
    assert answer.status_code == 200, answer.content
    assert answer.json()["waiting_since"] is None
