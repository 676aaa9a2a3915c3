"""The rows of waits are what the messages say, after anything that may happen, and whoever wrote them."""

import random
from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from keepword.conversations.delivering import mark_failed, send_again
from keepword.conversations.inbound import Arrival, Thread
from keepword.conversations.marking_spam import mark_spam, unmark_spam
from keepword.conversations.prioritising import prioritise
from keepword.conversations.receiving import receive, receive_all
from keepword.conversations.replying import reply
from keepword.conversations.resolving import reopen, resolve
from keepword.conversations.settling import need_no_reply
from keepword.conversations.tests.test_waiting import ACTS, MORNING, Play
from keepword.events.models import Event
from keepword.promises.clocks import waiting
from keepword.promises.models import Wait
from tests import cast as stage

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    return stage.gather()


def rows(conversation):
    waits = Wait.objects.filter(conversation=conversation).order_by("started_at", "id")
    return [(one.is_first, one.ended_by, one.calendar_seconds) for one in waits]


def again(conversation, **changes):
    return stage.written(thread=Thread(conversation_id=conversation.pk), **changes)


def test_a_reply_ends_the_wait_and_names_who_answered(cast):
    with time_machine.travel(MORNING, tick=False) as traveller:
        conversation = stage.conversation_of(cast)
        receive(again(conversation), inbox=cast.inbox)
        traveller.shift(timedelta(minutes=10))
        reply(conversation, text="It is on its way.", by=cast.mina)
    wait = Wait.objects.get()
    assert (wait.is_first, wait.ended_by, wait.calendar_seconds, wait.agent) == (True, "reply", 600, cast.mina)
    assert (wait.inbox, wait.channel, wait.language, wait.priority) == (cast.inbox, "email", "en", 20)


def test_a_robot_waits_for_nobody(cast):
    stage.conversation_of(cast, is_automatic=True)
    assert not Wait.objects.exists()


def test_a_reply_that_failed_ended_nothing(cast):
    conversation = stage.conversation_of(cast)
    message = reply(conversation, text="It is on its way.", by=cast.mina)
    receive(again(conversation), inbox=cast.inbox)
    assert len(rows(conversation)) == 2
    mark_failed(message, reason="mailboxfull", detail="552")
    wait = Wait.objects.get()
    conversation.refresh_from_db()
    assert wait.is_running
    assert wait.started_at == conversation.waiting_since
    send_again(message)
    assert [ended_by for _, ended_by, _ in rows(conversation)] == ["reply", ""]


def test_no_reply_needed_ends_the_wait_and_is_audited(cast):
    conversation = stage.conversation_of(cast)
    need_no_reply(conversation, by=cast.mina.as_actor)
    need_no_reply(conversation, by=cast.mina.as_actor)
    assert rows(conversation) == [(True, "no_reply_needed", 0)]
    event = Event.objects.get(name="conversation.no_reply_needed")
    assert (event.actor_kind, event.actor_id) == ("agent", cast.mina.pk)
    conversation.refresh_from_db()
    assert (conversation.status, conversation.waiting_since) == ("open", None)


def test_spam_is_not_counted_until_it_is_not_spam(cast):
    conversation = stage.conversation_of(cast)
    mark_spam(conversation, by=cast.mina.as_actor)
    receive(again(conversation), inbox=cast.inbox)
    assert [ended_by for _, ended_by, _ in rows(conversation)] == ["spam"]
    assert not Wait.objects.counted().exists()
    unmark_spam(conversation, by=cast.mina.as_actor)
    assert rows(conversation) == [(True, "", None)]


def test_a_resolution_taken_back_waits_on(cast):
    conversation = stage.conversation_of(cast)
    resolve(conversation, by=cast.mina.as_actor)
    assert rows(conversation) == [(True, "resolved", 0)]
    reopen(conversation, by=cast.mina.as_actor)
    assert rows(conversation) == [(True, "", None)]


class Life(Play):
    """As `Play`, with what the waits alone are about."""

    def prioritise(self) -> None:
        priority = random.Random(len(self.told.said)).choice(["low", "normal", "urgent"])  # noqa: S311
        prioritise(self.conversation, priority=priority, by=self.by)

    def need_no_reply(self) -> None:
        need_no_reply(self.conversation, by=self.by)


def kept():
    return [
        {name: value for name, value in one.__dict__.items() if name not in ("_state", "id")}
        for one in Wait.objects.order_by("conversation_id", "started_at", "ended_at")
    ]


@pytest.mark.parametrize("seed", range(60))
def test_rows_written_live_are_those_that_a_rebuilding_writes(cast, seed):
    chosen = random.Random(seed).choices((*ACTS, Life.prioritise, Life.need_no_reply, Life.receive), k=30)  # noqa: S311
    with time_machine.travel(MORNING, tick=False) as traveller:
        life, done = Life(cast), []
        for act in chosen:
            traveller.shift(timedelta(hours=1))
            act(life)
            done.append(act.__name__)
            life.conversation.refresh_from_db()
            live = kept()
            running = [one["started_at"] for one in live if one["ended_at"] is None]
            assert running == [at for at in [life.conversation.waiting_since] if at], done
        assert waiting.read_again([life.conversation.pk]) == 0, done
        Wait.objects.all().delete()
        waiting.read_again([life.conversation.pk])
        assert kept() == live, done


def test_a_hundred_mails_cost_the_waits_a_few_queries(cast):
    def queries(count):
        mails = [stage.written(address=f"c{count}-{n}@customer.example") for n in range(count)]
        with CaptureQueriesContext(connection) as captured:
            receive_all([Arrival(mail, cast.inbox) for mail in mails])
        # The other rooms' rows are written in as many statements as the database needs for so many values; and it
        # says "INSERT OR IGNORE" or "ON CONFLICT" for the same.
        return len([one for one in captured if "promises_wait" in one["sql"] or not one["sql"].startswith("INSERT")])

    few = queries(2)
    waits = [Wait.objects.count()]
    assert queries(40) == few
    assert [*waits, Wait.objects.count()] == [2, 42]
