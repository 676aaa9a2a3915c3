from datetime import timedelta

import pytest

from keepword.api.tests.program import Program
from keepword.events.models import Event
from keepword.kit import clock
from keepword.people.models import Agent, Team
from tests import cast as stage

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    return stage.gather()


@pytest.fixture
def program(cast):
    return Program(cast.mina)


@pytest.fixture
def path(cast):
    return f"/conversations/{stage.conversation_of(cast).pk}"


def test_a_conversation_goes_through_its_states(program, path):
    until = (clock.now() + timedelta(days=1)).isoformat()
    steps = [
        ({"status": "resolved"}, "conversation.resolved"),
        ({"status": "open"}, "conversation.reopened"),
        ({"status": "waiting"}, "conversation.waiting"),
        ({"status": "snoozed", "until": until}, "conversation.snoozed"),
        ({"status": "spam"}, "conversation.marked_spam"),
        ({"status": "open"}, "conversation.unmarked_spam"),
    ]
    for body, event in steps:
        for _twice in range(2):
            changed = program.send("PUT", f"{path}/status", body)
            assert (changed.status_code, changed.json()["status"]) == (200, body["status"])
        assert Event.objects.order_by("-id")[0].name == event
    assert Event.objects.filter(name__startswith="conversation.").count() == 1 + len(steps)


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({"status": "closed"}, "/status"),
        ({"status": "snoozed"}, "/until"),
        ({"status": "snoozed", "until": "2036-01-01T00:00:00Z", "until_they_write": True}, "/until"),
        ({"status": "resolved", "until_they_write": True}, "/until_they_write"),
        ({"status": "snoozed", "until": "2020-01-01T00:00:00Z"}, "/until"),
        ({"status": "snoozed", "until": "2036-01-01T00:00:00"}, "/until"),
        ({"status": "snoozed", "until": "tomorrow"}, "/until"),
        ({"status": "snoozed", "until": "9999-12-31T23:59:59-23:59"}, "/until"),
        ({"status": "open", "until": "2036-01-01T00:00:00Z"}, "/until"),
    ],
)
def test_a_state_that_cannot_be_is_pointed_at(program, path, body, pointer):
    refused = program.send("PUT", f"{path}/status", body)
    assert refused.status_code == 422
    assert [place["pointer"] for place in refused.json()["errors"]] == [pointer]


def test_it_is_given_to_an_agent_and_a_team_and_taken_back(cast, program, path):
    given = program.send("PUT", f"{path}/assignment", {"assignee": cast.dave.pk, "team": cast.team.pk}).json()
    assert (given["assignee"]["name"], given["team"]["name"]) == ("Dave Ortiz", "Shop")
    only_team = program.send("PUT", f"{path}/assignment", {"team": None}).json()
    assert (only_team["assignee"]["name"], only_team["team"]) == ("Dave Ortiz", None)
    assert program.send("DELETE", f"{path}/assignment").json()["assignee"] is None


def test_it_is_not_given_to_who_may_not_see_it(cast, program, path):
    gone = Agent.objects.create_user("gone@leafloom.example", name="Gone", is_active=False)
    for number in (cast.stranger.pk, gone.pk, 10**9, 2**63):
        refused = program.send("PUT", f"{path}/assignment", {"assignee": number})
        assert [place["pointer"] for place in refused.json()["errors"]] == ["/assignee"]
    refused = program.send("PUT", f"{path}/assignment", {"team": Team.objects.latest("id").pk + 1})
    assert [place["pointer"] for place in refused.json()["errors"]] == ["/team"]
    assert program.get(path).json()["assignee"] is None


def test_its_priority_is_set(program, path):
    assert program.send("PUT", f"{path}/priority", {"priority": "urgent"}).json()["priority"] == "urgent"
    assert program.send("PUT", f"{path}/priority", {"priority": "extreme"}).status_code == 422


def test_it_is_tagged_and_untagged(program, path):
    assert program.post(f"{path}/tags", {"name": " Über/Fällig "}).json()["tags"] == ["über/fällig"]
    assert program.post(f"{path}/tags", {"name": "退款"}).json()["tags"] == ["über/fällig", "退款"]
    assert program.send("DELETE", f"{path}/tags/%C3%9Cber%2FF%C3%A4llig").json()["tags"] == ["退款"]
    assert program.send("DELETE", f"{path}/tags/unknown").json()["tags"] == ["退款"]
    assert program.send("DELETE", f"{path}/tags/%20").json()["tags"] == ["退款"]
    assert program.post(f"{path}/tags", {"name": "  "}).status_code == 422


def test_what_is_put_aside_until_they_write_names_no_time(program, path):
    changed = program.send("PUT", f"{path}/status", {"status": "snoozed", "until_they_write": True})
    assert (changed.json()["status"], changed.json()["snoozed_until"]) == ("snoozed", None)


def test_a_complaint_is_marked_and_taken_back_and_known_before(program, path):
    assert program.get(f"{path}/known-before").json() == {"is_complaint": False, "items": []}
    marked = program.send("PUT", f"{path}/complaint", {"is_complaint": True}).json()
    assert marked["is_complaint"]
    (fact,) = marked["items"]
    assert (fact["what"], fact["times"], fact["words"]) == ("complaints", 1, "Where is my parcel?")
    assert (fact["score"], fact["solved_seconds"]) == (None, None)
    assert program.send("PUT", f"{path}/complaint", {"is_complaint": "maybe"}).status_code == 422
    assert program.send("PUT", f"{path}/complaint", {"is_complaint": False}).json()["items"] == []
