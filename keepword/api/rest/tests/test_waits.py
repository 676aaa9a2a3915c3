from datetime import timedelta

import pytest
import time_machine

from keepword.api.tests.program import Program
from keepword.promises.clocks.policies import Draft, define
from keepword.promises.models import PublishedWait
from keepword.promises.waits.tests.past import NOW, conversation_of, waits
from tests import cast as stage

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    with time_machine.travel(NOW, tick=False):
        yield stage.gather()


def test_a_program_reads_how_long_a_customer_will_wait(cast):
    waits(conversation_of(cast), minutes=[10, 20, 30, 40] * 15)
    (item,) = Program(cast.mina).get("/waits").json()["items"]
    assert item["inbox"] == {"id": cast.inbox.pk, "name": "Help"}
    assert item["wait"]["basis"] == "history"
    assert NOW.isoformat().replace("+00:00", "Z") < item["wait"]["usual_at"] < item["wait"]["due_at"]


def test_a_range_of_one_instant_is_no_range(cast):
    """A target is one time, and so is a wait that is always the same."""
    with time_machine.travel(NOW - timedelta(days=1)):
        define(Draft("Quick", {(20, "first_response"): 3600}), by=cast.ruth.as_actor)
    (item,) = Program(cast.mina).get("/waits").json()["items"]
    assert (item["wait"]["basis"], item["wait"]["usual_at"]) == ("target", None)


def test_where_nothing_is_known_nothing_is_said(cast):
    (item,) = Program(cast.mina).get("/waits", channel="form", priority="urgent", language="ko").json()["items"]
    assert (item["channel"], item["wait"]) == ("form", None)
    assert Program(cast.mina).get("/waits", priority="yesterday").status_code == 422


def test_a_stranger_reads_nothing_of_it(cast):
    published(cast)
    program = Program(cast.stranger)
    assert program.get("/waits").json()["items"] == []
    assert program.get("/waits/accuracy").json()["items"] == []
    assert program.get("/waits/accuracy", inbox=cast.inbox.pk).status_code == 404


def test_a_program_reads_whether_the_waits_held(cast):
    published(cast)
    (item,) = Program(cast.mina).get("/waits/accuracy", inbox=cast.inbox.pk).json()["items"]
    assert item == {
        "channel": "email", "week": "2026-11-23", "n": 1, "coverage": 1.0, "width_seconds": 3600, "open": 0,
    }  # fmt: skip


def published(cast: stage.Cast) -> None:
    PublishedWait.objects.create(
        conversation=conversation_of(cast), inbox=cast.inbox, channel="email", priority=20, basis="history",
        said_at=NOW, due_at=NOW + timedelta(hours=1), business_seconds=3600, outcome="held", known_at=NOW,
    )  # fmt: skip
