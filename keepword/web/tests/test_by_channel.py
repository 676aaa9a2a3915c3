"""What the kept rate says of channels and of published waits."""

import re
from datetime import UTC, datetime, timedelta
from html import unescape

import pytest
import time_machine

from keepword.brands.cataloguing import Entry, add
from keepword.conversations.models import Conversation
from keepword.events.actor import SYSTEM
from keepword.promises.attaining import compared
from keepword.promises.clocks.policies import Draft, define
from keepword.promises.ledger.making import promise
from keepword.promises.ledger.settling import settle_done
from keepword.promises.models import PublishedWait
from keepword.promises.models.estimate import HELD, MISSED
from tests import cast as stage

NOW = datetime(2026, 11, 24, 10, tzinfo=UTC)
LINK = re.compile(r'href="/conversations/\d')


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
    assert (one.channel, one.basis, one.attainment.n, one.attainment.kept) == ("email", "aimed", 1, 0)


def test_a_stranger_counts_nothing_of_a_restricted_inbox(shop, at_desk):
    assert compared(shop.stranger, since=NOW - timedelta(weeks=1), at=NOW) == []
    assert "Published waits that held" not in at_desk(shop.stranger).get("/reports/promises").content.decode()


def test_it_is_one_query_however_many(shop, django_assert_max_num_queries):
    with django_assert_max_num_queries(5):  # the agent's teams, what they may see, the catalogue, promises and clocks
        compared(shop.mina, since=NOW - timedelta(weeks=1), at=NOW)


def test_where_a_time_is_published_what_counts_is_what_customers_were_told(shop):
    add(shop.brand, entry=Entry("mail", "help@leafloom.example", answer_seconds=14_400), by=SYSTEM)
    _told(shop, kept=True)
    (one,) = compared(shop.ruth, since=NOW - timedelta(weeks=1), at=NOW)
    assert (one.channel, one.basis, one.attainment.n, one.attainment.kept) == ("email", "told", 1, 1)


@pytest.mark.parametrize("publishes", [True, False])
def test_each_share_leads_to_what_it_counts(shop, at_desk, publishes):
    if publishes:
        add(shop.brand, entry=Entry("mail", "help@leafloom.example", answer_seconds=14_400), by=SYSTEM)
        _told(shop, kept=False)
    page = at_desk(shop.ruth).get("/reports/promises").content.decode()
    for address in re.findall(r'href="(/reports/promises/[^"]+)"', page):
        behind = at_desk(shop.ruth).get(unescape(address)).content.decode()
        assert len(LINK.findall(behind)) == (2 if "estimated" in address else 1)
        assert not LINK.search(at_desk(shop.stranger).get(unescape(address)).content.decode())
    assert ("/reports/promises/told/email" in page) is publishes


@pytest.mark.parametrize("address", ["other/email", "estimated/email", "estimated/email?week=x"])
def test_what_is_no_share_is_not_found(shop, at_desk, address):
    assert at_desk(shop.ruth).get(f"/reports/promises/{address}").status_code == 404


def _told(shop, *, kept):
    with time_machine.travel(NOW - timedelta(hours=2), tick=False):
        made = promise(Conversation.objects.get(), what="reply", due_at=NOW - timedelta(hours=1), kind="published")
    if kept:
        settle_done(made, at=NOW - timedelta(hours=1))
