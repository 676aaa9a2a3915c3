"""What a list costs follows what it shows, for whoever sees little, and for what is rare."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from keepword.conversations.listing import rows_of
from keepword.conversations.models import Conversation, Inbox, Tag
from keepword.kit import pages
from keepword.people.models import Contact, Team
from tests import cast as stage

pytestmark = pytest.mark.django_db

NEWEST = pages.Order("last_activity_at", is_descending=True)
WAITING = pages.Order("waiting_since", is_descending=False)
MORNING = datetime(2026, 3, 2, 9, tzinfo=UTC)
MANY = 3000


@pytest.fixture
def cast():
    return stage.gather()


def fill(inbox: Inbox, *, count: int, **fields: object) -> list[Conversation]:
    contact = Contact.objects.create(name="Ann", created_at=MORNING)
    start = Conversation.objects.count()
    made = Conversation.objects.bulk_create(
        Conversation(
            inbox=inbox,
            contact=contact,
            reference=f"R{number}",
            token=f"t{number}",
            channel="email",
            created_at=MORNING,
            last_activity_at=MORNING + timedelta(minutes=number),
            waiting_since=MORNING + timedelta(minutes=number),
            **fields,
        )
        for number in range(start, start + count)
    )
    with connection.cursor() as cursor:
        cursor.execute(
            "ANALYZE conversations_conversation"
        )  # as PostgreSQL does by itself, and `wiring.tending` for SQLite
    return made


def restricted(cast: stage.Cast, *names: str) -> list[Inbox]:
    """Inboxes that only the stranger's new team sees, beside the cast's large one."""
    team = Team.objects.create(name="Small")
    team.agents.add(cast.stranger)
    inboxes = [Inbox.objects.create(name=name, address=f"{name}@leafloom.example", brand=cast.brand) for name in names]
    for inbox in inboxes:
        inbox.teams.add(team)
    return inboxes


def page(rows, *, agent, order=NEWEST, cursor=None, limit=50, tag=""):
    return [
        number
        for (number,) in rows_of(rows, agent=agent, order=order, cursor=cursor, columns=("id",), limit=limit, tag=tag)
    ]


def plans(queries: CaptureQueriesContext) -> str:
    said = []
    with connection.cursor() as cursor:
        for one in queries:
            if "conversations_conversation" in one["sql"] and "MAX(" not in one["sql"]:
                word = "EXPLAIN" if connection.vendor == "postgresql" else "EXPLAIN QUERY PLAN"
                cursor.execute(f"{word} {one['sql']}")
                said += [str(row) for row in cursor.fetchall()]
    return "\n".join(said)


@pytest.mark.parametrize(
    ("order", "index"), [(NEWEST, "conv_inbox_status"), (WAITING, "conv_inbox_waiting")], ids=["newest", "waiting"]
)
def test_who_sees_a_small_inbox_walks_that_inbox_alone(cast, order, index):
    small, other = restricted(cast, "press", "jobs")
    shown = fill(small, count=5) + fill(other, count=3)
    fill(cast.inbox, count=MANY)
    rows = Conversation.objects.visible_to(cast.stranger).filter(status="open")
    if order is WAITING:
        rows = rows.filter(waiting_since__isnull=False)
    with CaptureQueriesContext(connection) as queries:
        found = page(rows, agent=cast.stranger, order=order)
    newest_first = [one.pk for one in reversed(shown)]
    assert found == (newest_first if order is NEWEST else newest_first[::-1])
    plan = plans(queries)
    assert index in plan or connection.vendor == "postgresql"
    assert "conv_status_newest" not in plan
    assert "Seq Scan" not in plan


def test_pages_of_several_inboxes_join_without_a_gap(cast):
    small, other = restricted(cast, "press", "jobs")
    numbers = [one.pk for turn in range(20) for one in fill(small if turn % 3 else other, count=4)]
    rows, seen, cursor = Conversation.objects.visible_to(cast.stranger), [], None
    while True:
        found = page(rows, agent=cast.stranger, cursor=cursor, limit=7)
        if not found:
            break
        seen += found
        cursor = pages.encode(Conversation.objects.get(pk=found[-1]).last_activity_at, found[-1])
    assert seen == numbers[::-1]


@pytest.mark.parametrize("status", [None, "resolved"])
def test_a_team_is_listed_by_its_own_index(cast, status):
    fill(cast.inbox, count=MANY)
    mine = fill(cast.inbox, count=4, team=cast.team, status="resolved")
    fill(cast.inbox, count=50, team=cast.team)
    rows = Conversation.objects.filter(team=cast.team)
    rows = rows.filter(status=status) if status else rows.exclude(status="spam")
    with CaptureQueriesContext(connection) as queries:
        found = page(rows, agent=cast.ruth)
    assert found[:4] == ([one.pk for one in reversed(mine)] if status else found[:4])
    assert len(found) == (4 if status else 50)
    assert "conv_team" in plans(queries) or connection.vendor == "postgresql"
    assert "Seq Scan" not in plans(queries)


def test_a_rare_tag_is_asked_for_its_conversations_and_a_common_one_is_met_on_the_way(cast):
    made = fill(cast.inbox, count=MANY)
    rare, common = Tag.objects.create(name="rare"), Tag.objects.create(name="common")
    through = Conversation.tags.through
    through.objects.bulk_create(through(conversation=one, tag=rare) for one in made[:5])
    through.objects.bulk_create(through(conversation=one, tag=common) for one in made[::2])
    rows = Conversation.objects.visible_to(cast.ruth).filter(status="open")
    with CaptureQueriesContext(connection) as queries:
        found = page(rows, agent=cast.ruth, tag="rare")
    assert found == [one.pk for one in reversed(made[:5])]
    assert "conv_status_newest" not in plans(queries)
    assert page(rows, agent=cast.ruth, tag="common") == [one.pk for one in reversed(made[::2])][:50]
