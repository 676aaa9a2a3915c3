"""A conversation of thousands of messages opens at its newest part, and every earlier one can be read."""

import html
import re
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from keepword.conversations.models import Conversation, Message
from keepword.conversations.replying import LAST_WRITER
from keepword.conversations.seeing import NEWEST_OF_ALL
from keepword.events.models import Event
from keepword.web.conversations import said
from tests import cast as stage

BEGUN = datetime(2025, 1, 1, 8, tzinfo=UTC)


def lengthen(conversation: Conversation, *, messages: int, facts: int = 1) -> None:
    """So many more messages of the customer, each with its fact and with as many tags put on."""
    start = conversation.messages.count()
    made = Message.objects.bulk_create(
        Message(
            conversation=conversation,
            inbox_id=conversation.inbox_id,
            kind="inbound",
            at=BEGUN + timedelta(minutes=number),
            sender_name="Ann Lee",
            text=f"Word {number}.",
        )
        for number in range(start, start + messages)
    )
    Event.objects.bulk_create(
        Event(
            name=name,
            at=message.at,
            conversation_id=conversation.pk,
            message_id=message.pk,
            actor_kind="system",
            data={"is_automatic": False} if name == "message.received" else {"tag": f"t{message.pk}"},
        )
        for message in made
        for name in ["message.received", *["conversation.tagged"] * facts]
    )


@pytest.fixture
def long(cast) -> Conversation:
    conversation = stage.conversation_of(cast, at=BEGUN)
    lengthen(conversation, messages=4999)
    Event.objects.filter(conversation_id=conversation.pk, name="conversation.created").update(at=BEGUN)
    return conversation


def keys(page, kind: str) -> list[int]:
    return [int(number) for number in re.findall(rf'id="{kind}-(\d+)"', page.content.decode())]


def earlier(page) -> str:
    found = re.search(r'id="earlier"><a class="button bare" href="([^"]+)"', page.content.decode())
    return html.unescape(found[1]) if found else ""


def test_every_message_and_every_fact_is_read_once_from_the_newest_to_the_oldest(long, mina):
    messages, facts, address, pages = [], [], f"/conversations/{long.pk}", 0
    while address:
        page = mina.get(address)
        messages = keys(page, "message") + messages
        facts = keys(page, "event") + facts
        address, pages = earlier(page), pages + 1
    assert messages == list(long.messages.order_by("at", "id").values_list("id", flat=True))
    shown = Event.objects.filter(conversation_id=long.pk).exclude(name="message.received")
    assert sorted(facts) == sorted(shown.values_list("id", flat=True))
    assert pages == 5000 // said.AT_ONCE


def test_a_flood_of_facts_hides_no_message(cast, mina):
    conversation = stage.conversation_of(cast, at=BEGUN)
    lengthen(conversation, messages=5, facts=400)
    messages, address = [], f"/conversations/{conversation.pk}"
    while address:
        page = mina.get(address)
        messages, address = keys(page, "message") + messages, earlier(page)
    assert messages == list(conversation.messages.order_by("at", "id").values_list("id", flat=True))


def test_messages_of_one_moment_are_all_read(cast, mina):
    conversation = stage.conversation_of(cast, at=BEGUN)
    lengthen(conversation, messages=160)
    conversation.messages.update(at=BEGUN)
    messages, address = [], f"/conversations/{conversation.pk}"
    while address:
        page = mina.get(address)
        messages, address = keys(page, "message") + messages, earlier(page)
    assert messages == list(conversation.messages.order_by("id").values_list("id", flat=True))


def test_the_newest_part_costs_the_same_however_long_the_conversation(cast, mina, long):
    short = stage.conversation_of(cast, "ko", at=BEGUN)
    lengthen(short, messages=99)
    costs = {}
    for conversation in (short, long):
        mina.get(f"/conversations/{conversation.pk}")
        with CaptureQueriesContext(connection) as queries:
            page = mina.get(f"/conversations/{conversation.pk}")
        costs[conversation] = (len(queries), len(keys(page, "message")))
    assert costs[short] == costs[long]
    assert costs[long][1] == said.AT_ONCE


@pytest.mark.parametrize("table", ["conversations_message", "events_event"])
def test_no_query_of_the_page_sorts_or_walks_what_it_does_not_show(long, mina, table):
    """Each finds its rows in the order of an index and stops: nothing is gathered to be sorted first."""
    mina.get(f"/conversations/{long.pk}")
    with CaptureQueriesContext(connection) as queries:
        mina.get(f"/conversations/{long.pk}")
        LAST_WRITER(conversation=long.pk)  # these two are asked beside small lists, in one statement
        NEWEST_OF_ALL(conversation=long.pk)
    asked = [one["sql"] for one in queries if f'FROM "{table}"' in one["sql"]]
    alone = [sql for sql in asked if not sql.startswith("WITH")]
    assert len(alone) == len(asked) - 1
    for sql in alone:
        assert "LIMIT" in sql
        assert not re.search(f"TEMP B-TREE|Sort|Seq Scan on {table}", _plan(sql)), sql


def _plan(sql: str) -> str:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("ANALYZE")
            cursor.execute(f"EXPLAIN {sql}")
        else:
            cursor.execute(f"EXPLAIN QUERY PLAN {sql}")
        return "\n".join(str(row) for row in cursor.fetchall())


def test_a_find_far_back_is_on_the_page_that_opens(long, mina):
    wanted = long.messages.order_by("id")[1234]
    page = mina.get(f"/conversations/{long.pk}?message={wanted.pk}")
    assert keys(page, "message")[-1] == wanted.pk
    assert "To the newest messages" in page.content.decode()
    newest = long.messages.order_by("-id").first()
    assert keys(mina.get(f"/conversations/{long.pk}?message={newest.pk}"), "message")[-1] == newest.pk


def test_whoever_reads_an_earlier_part_has_not_read_the_newest_words(long, mina):
    first = earlier(mina.get(f"/conversations/{long.pk}"))
    assert 'name="seen" value="0"' in mina.get(first).content.decode()


@pytest.mark.parametrize("cursor", ["x", "x.1", "MjAyNnwx.-1", "1." + "9" * 30])
def test_a_made_up_place_is_not_found(conversation, mina, cursor):
    assert mina.get(f"/conversations/{conversation.pk}", {"before": cursor}).status_code == 404


def test_a_stranger_reads_no_earlier_part(long, mina, stranger):
    assert stranger.get(earlier(mina.get(f"/conversations/{long.pk}"))).status_code == 404
