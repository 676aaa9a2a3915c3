"""What I owe soon is counted beside the views, wherever I am."""

import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db import connection

from keepword.conversations.assigning import assign
from keepword.promises.ledger.breaking import break_overdue
from keepword.promises.ledger.making import promise
from keepword.promises.models import Promise
from keepword.web.promises.choosing import owed_by
from tests import cast as stage

NOW = datetime(2026, 11, 24, 10, tzinfo=UTC)


@pytest.fixture(autouse=True)
def frozen():
    with time_machine.travel(NOW, tick=False) as moved:
        yield moved


def owe(cast, *, hours, by=None, assignee=None):
    conversation = stage.conversation_of(cast)
    if assignee:
        assign(conversation, to=assignee, by=assignee.as_actor)
    promise(conversation, what="call", due_at=NOW + timedelta(hours=hours), kind="agent", by=by)


def counted(client, address="/inbox/unassigned"):
    """The number beside the views and how many promises its address lists."""
    found = re.search(r'href="(/promises\?[^"]*)"[^>]*>.*?view-count">(\d+)', client.get(address).content.decode())
    if found is None:
        return None
    listed = client.get(found[1].replace("&amp;", "&")).content.decode()
    return int(found[2]), listed.count('<li class="promise ')


@pytest.mark.parametrize("who", ["everywhere", "in one team only"])
def test_what_i_promised_and_what_was_promised_where_i_answer_is_counted_when_it_is_due_soon(
    cast, at_desk, frozen, who
):
    if who == "everywhere":
        cast.inbox.teams.clear()
    desk = at_desk(cast.mina)
    assert counted(desk) is None
    owe(cast, hours=3, by=cast.mina)
    owe(cast, hours=2, assignee=cast.mina)
    owe(cast, hours=2, by=cast.dave)
    owe(cast, hours=30, by=cast.mina)
    assert counted(desk) == (2, 2)
    assert counted(desk, "/settings") == (2, 2)
    frozen.shift(timedelta(hours=2, minutes=30))
    assert counted(desk) == (2, 2)  # overdue is not gone
    assert break_overdue() == 2
    assert counted(desk) == (2, 2)  # and broken is owed all the same


def test_what_others_owe_is_not_counted(cast, at_desk):
    owe(cast, hours=1, by=cast.mina)
    assert counted(at_desk(cast.stranger)) is None
    assert counted(at_desk(cast.dave)) is None


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL reads a table of no rows as it likes")
@pytest.mark.django_db
def test_counting_what_i_owe_begins_at_what_is_owed_and_not_at_all_conversations(cast):
    owed = Promise.objects.owed().filter(owed_by(cast.mina), due_at__lt=NOW).values_list("id")[:100]
    plan = owed.explain()
    assert "promise_still_owed" in plan
    assert "SCAN conversations" not in plan
