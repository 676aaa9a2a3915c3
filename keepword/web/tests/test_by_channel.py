"""What the kept rate says of channels and of published waits."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from keepword.promises.attaining import compared
from keepword.promises.clocks.policies import Draft, define
from keepword.promises.models import PublishedWait
from keepword.promises.models.estimate import HELD, MISSED
from tests import cast as stage

NOW = datetime(2026, 11, 24, 10, tzinfo=UTC)


@pytest.fixture
def shop(cast):
    """One conversation whose first answer was due an hour ago, and two published waits of which one held."""
    with time_machine.travel(NOW - timedelta(days=1), tick=False):
        define(Draft(name="All", targets={(20, "first_response"): 3600}), by=cast.ruth.as_actor)
    with time_machine.travel(NOW - timedelta(hours=2), tick=False):
        conversation = stage.conversation_of(cast)
    for number, outcome in enumerate((HELD, MISSED)):
        said_at = NOW - timedelta(hours=3 + number)
        PublishedWait.objects.create(
            conversation=conversation, inbox=cast.inbox, channel="email", priority=20, said_at=said_at,
            due_at=said_at + timedelta(hours=1), business_seconds=3600, basis="history",
            outcome=outcome, known_at=said_at + timedelta(hours=1),
        )  # fmt: skip
    with time_machine.travel(NOW, tick=False):
        yield cast


def test_the_page_says_how_many_published_waits_held(shop, at_desk):
    page = at_desk(shop.ruth).get("/reports/promises").content.decode()
    assert "Published waits that held" in page
    assert "50%" in page


def test_a_first_answer_that_is_late_was_not_in_time(shop):
    (one,) = compared(shop.ruth, since=NOW - timedelta(weeks=1), at=NOW)
    assert (one.channel, one.n, one.kept) == ("email", 1, 0)


def test_a_stranger_counts_nothing_of_a_restricted_inbox(shop, at_desk):
    assert compared(shop.stranger, since=NOW - timedelta(weeks=1), at=NOW) == []
    assert "Published waits that held" not in at_desk(shop.stranger).get("/reports/promises").content.decode()


def test_it_is_one_query_however_many(shop, django_assert_max_num_queries):
    with django_assert_max_num_queries(3):  # the agent's teams, what they may see, and the clocks
        compared(shop.mina, since=NOW - timedelta(weeks=1), at=NOW)
