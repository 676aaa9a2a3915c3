"""What a report costs follows the weeks that it shows, not the years that were."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from keepword.promises.attaining import compared
from keepword.promises.clocks.policies import Draft, define
from keepword.promises.models import Clock, Promise
from keepword.web.promises.owing import owed_soon
from tests import cast as stage

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 24, 10, tzinfo=UTC)
MANY = 4000
WEEKS = timedelta(weeks=12)


@pytest.fixture
def cast():
    with time_machine.travel(NOW, tick=False):
        yield stage.gather()


def plan_of(queries: CaptureQueriesContext, *, table: str) -> str:
    word = "EXPLAIN" if connection.vendor == "postgresql" else "EXPLAIN QUERY PLAN"
    with connection.cursor() as cursor:
        [sql] = [one["sql"] for one in queries if table in one["sql"]]
        cursor.execute(f"{word} {sql}")
        return "\n".join(str(row) for row in cursor.fetchall())


def known(table: str) -> None:
    """As PostgreSQL does by itself, and `wiring.tending` for SQLite."""
    with connection.cursor() as cursor:
        cursor.execute(f"ANALYZE {table}")


def test_channels_are_compared_along_the_clocks_of_these_weeks(cast):
    policy = define(Draft("Quick", {(20, "first_response"): 3600}), by=cast.ruth.as_actor)
    conversation = stage.conversation_of(cast)
    Clock.objects.bulk_create(
        Clock(
            conversation=conversation, policy=policy, kind="first_response", outcome="met", seconds=3600,
            started_at=NOW - timedelta(hours=at), since=NOW - timedelta(hours=at),
            due_at=NOW - timedelta(hours=at - 1), ended_at=NOW - timedelta(hours=at),
        )
        for at in range(1, 10 * MANY, 10)
    )  # fmt: skip
    known("promises_clock")
    with CaptureQueriesContext(connection) as queries:
        [email] = compared(cast.ruth, since=NOW - WEEKS, at=NOW)
    assert email.attainment.n == email.attainment.kept == WEEKS // timedelta(hours=10)
    assert "clock_kind_due" in plan_of(queries, table="promises_clock")


def test_what_i_owe_is_counted_along_what_is_owed(cast):
    conversation = stage.conversation_of(cast)
    Promise.objects.bulk_create(
        Promise(
            conversation=conversation, inbox=cast.inbox, contact=conversation.contact, channel="email", what="call",
            kind="agent", made_by=cast.mina, made_at=NOW - timedelta(hours=at), due_at=NOW - timedelta(hours=at - 1),
            state="broken", settled_at=NOW - timedelta(hours=at - 1),
            let_go_at=NOW if at > 3 else None,
        )
        for at in range(1, MANY)
    )  # fmt: skip
    known("promises_promise")
    with CaptureQueriesContext(connection) as queries:
        assert owed_soon(cast.mina).count == "3"
    assert "promise_still_owed" in plan_of(queries, table="promises_promise")
