"""What a page and a count read: an index in its order, never what is stored besides."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from keepword.conversations.tests.test_listing import plans
from keepword.conversations.views import walking
from keepword.conversations.views.listing import count_of, page_of
from keepword.conversations.views.rules import Rule

SPEED = {
    "conv_status_newest": ((Rule("status", "is", ("open", "waiting")),), "newest"),
    "conv_status_waiting": ((Rule("status", "is", ("open",)),), "waiting"),
    "conv_status_due": ((Rule("channel", "is", ("form",)),), "due"),
    "conv_mine_newest": ((Rule("assignee", "is", ("me",)), Rule("priority", "is", ("high",))), "newest"),
    "conv_all_newest": ((Rule("country", "is", ("KR",)),), "newest"),
    "conv_all_waiting": ((Rule("country", "is", ("KR",)),), "waiting"),
    "conv_snoozed": ((Rule("snoozed", "is_set"),), "snoozed"),
    "conv_team": ((Rule("team", "is", ("mine",)), Rule("status", "is", ("open",))), "newest"),
    "conv_inbox_newest": ((Rule("inbox", "is", (1,)),), "newest"),
    "conv_language_newest": ((Rule("language", "is", ("zh",)), Rule("channel", "is", ("form",))), "newest"),
}


@pytest.mark.parametrize("index", SPEED)
def test_a_view_walks_an_index_in_its_order_and_sorts_nothing(world, index):
    asked, sort = SPEED[index]
    asked = tuple(Rule("inbox", "is", (world.inbox.pk,)) if rule.field == "inbox" else rule for rule in asked)
    agent = world.mina if "team" in index else world.ruth
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE conversations_conversation")
    with CaptureQueriesContext(connection) as queries:
        page_of(asked, sort=sort, agent=agent, cursor=None, columns=("id",), limit=3)
    if connection.vendor == "sqlite":  # on so few rows PostgreSQL reads the table
        plan = plans(queries)
        assert index in plan
        assert "USE TEMP B-TREE FOR ORDER BY" not in plan


COUNTED = {
    "conv_status_newest": ((Rule("status", "is", ("open",)), Rule("active", "in_last", (1, "days"))), True),
    "conv_language_newest": ((Rule("language", "is", ("ko",)),), True),
    "conv_status_due": ((Rule("due", "passed"),), True),
    "conv_all_waiting": ((Rule("waiting", "longer_ago", (2, "days")), Rule("channel", "is", ("form",))), False),
    "conv_mine_waiting": (
        (
            Rule("assignee", "is", ("none",)),
            Rule("status", "is", ("open",)),
            Rule("waiting", "longer_ago", (1, "days")),
        ),
        True,
    ),
    "conv_snoozed": ((Rule("snoozed", "in_next", (1, "weeks")),), False),
    "conv_mine_newest": ((Rule("assignee", "is", ("me",)), Rule("priority", "is", ("high",))), False),
    "contact_zone": ((Rule("country", "is", ("KR",)),), False),
    "identity_domain": ((Rule("domain", "is", ("acme.example",)),), False),
}


@pytest.mark.parametrize("index", COUNTED)
def test_a_count_reads_the_index_that_holds_the_fewest(world, index):
    asked, is_in_the_index_alone = COUNTED[index]
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    with CaptureQueriesContext(connection) as queries:
        count_of(asked, agent=world.ruth)
    if connection.vendor == "sqlite":  # on so few rows PostgreSQL reads the table
        plan = plans(queries)
        assert index in plan
        assert f"COVERING INDEX {index}" in plan or not is_in_the_index_alone
        assert "TEMP B-TREE" not in plan
        assert "SCAN i" not in plan


def test_a_count_asks_once_for_each_lane_and_looks_behind_it_only_when_it_must(world, django_assert_num_queries):
    with django_assert_num_queries(1):  # what the index holds is all that is asked
        count_of((Rule("status", "is", ("open",)),), agent=world.ruth)
    with django_assert_num_queries(1):
        count_of((Rule("due", "passed"), Rule("status", "is", ("open",))), agent=world.ruth)
    with django_assert_num_queries(2):  # the rows of the stretch, and whether there are more behind it
        count_of((Rule("status", "is", ("open",)), Rule("channel", "is", ("form",))), agent=world.ruth)
    with django_assert_num_queries(2):  # those of few customers, and which of them
        count_of((Rule("country", "is", ("KR",)),), agent=world.ruth)


def test_nothing_is_walked_for_what_cannot_be(world, django_assert_num_queries):
    overdue = (Rule("due", "passed"),)
    with CaptureQueriesContext(connection) as queries:
        page_of(overdue, sort="due", agent=world.ruth, cursor=None, columns=("id",), limit=200)
    assert not [one for one in queries if "(c.due_at IS NULL)" in one["sql"]]  # what has no such time is not tried
    with django_assert_num_queries(0):
        assert count_of((Rule("active", "is_empty"),), agent=world.ruth).number == 0


def test_a_walk_within_some_days_does_not_pass_what_is_newer(world, monkeypatch):
    for name in ("FIRST_REACH", "REACH", "COUNT_REACH", "SHORTEST_REACH"):
        monkeypatch.setattr(walking, name, 5)
    old = (Rule("active", "before", ("2026-11-14",)), Rule("channel", "is", ("form",)))
    assert count_of(old, agent=world.ruth).number > 0
    assert page_of(old, sort="newest", agent=world.ruth, cursor=None, columns=("id",), limit=2).rows
