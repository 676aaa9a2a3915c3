"""Days are counted once, and say what the rows say."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine

from keepword.conversations.marking_spam import mark_spam
from keepword.conversations.replying import reply
from keepword.conversations.resolving import reopen, resolve
from keepword.insight.channel_days.counting import count
from keepword.insight.channel_days.keeping import AT_ONCE, KEPT, keep_all_days, keep_days
from keepword.insight.channel_days.reading import by_channel
from keepword.insight.channel_days.tallying import Tally, packed, unpacked
from keepword.insight.models import ChannelDay
from keepword.kit import clock
from tests import cast as stage

MONDAY = datetime(2026, 11, 16, 9, tzinfo=UTC)


@pytest.fixture
def cast(db):
    return stage.gather()


@pytest.fixture
def now():
    with time_machine.travel(MONDAY, tick=False) as moved:
        yield moved


def test_a_day_holds_who_wrote_who_was_answered_and_what_was_solved(cast, now):
    for number in range(3):
        conversation = stage.conversation_of(cast, address=f"a{number}@customer.example")
    now.shift(timedelta(minutes=10))
    reply(conversation, text="Hello", by=cast.mina)
    reply(conversation, text="And this", by=cast.mina)
    resolve(conversation, by=cast.mina.as_actor)
    found = count(since=MONDAY, until=clock.now() + timedelta(seconds=1))[cast.inbox.pk, "email"]
    assert (found.contacts, found.answers, found.people, found.known, found.again) == (3, 2, 3, 0, 0)
    assert (found.waits.n, found.waits.seconds, found.solved.n, found.solved.seconds) == (1, 600, 1, 600)


def test_what_is_packed_is_unpacked_as_it_was():
    one = Tally(3, 2, 3, 1, 1)
    for seconds in (0, 61, 90_000, 61):
        one.waits.take(seconds)
        one.solved.take(seconds)
    assert unpacked(packed({(1, "email"): one, (2, "form"): Tally()})) == {(1, "email"): one, (2, "form"): Tally()}
    assert packed({}) == []


def test_old_days_come_first_a_few_at_a_time_and_today_at_each_run(cast, now):
    assert keep_days() == AT_ONCE
    first = clock.now().date() - timedelta(days=KEPT - 1)
    assert ChannelDay.objects.order_by("day_on").first().day_on == first
    keep_all_days()
    assert ChannelDay.objects.count() == KEPT
    assert keep_days() == 1
    now.shift(timedelta(minutes=61))
    assert keep_days() == 1 + 7  # the young ones may have changed
    now.shift(timedelta(hours=23))
    assert keep_days() == AT_ONCE


def test_a_report_reads_the_days_and_what_came_since(cast, now):
    stage.conversation_of(cast, address="before@customer.example")
    now.shift(timedelta(minutes=5))
    keep_all_days()
    now.shift(timedelta(minutes=1))
    stage.conversation_of(cast, address="after@customer.example")
    now.shift(timedelta(minutes=1))
    assert by_channel(None, days=7)["email"].contacts == 2
    ChannelDay.objects.filter(day_on=date(2026, 11, 16)).update(groups=[])
    assert by_channel(None, days=7)["email"].contacts == 1  # the day is not read twice


def test_days_that_nobody_counted_are_read_as_they_happened(cast, now):
    stage.conversation_of(cast)
    keep_all_days()
    now.shift(timedelta(days=3))  # the worker slept: Monday was not counted to its end
    assert by_channel(None, days=7)["email"].contacts == 1
    ChannelDay.objects.filter(day_on=date(2026, 11, 14)).delete()  # a hole
    assert by_channel(None, days=7)["email"].contacts == 1


def test_a_day_is_as_old_as_the_report_wants_it(cast, now):
    stage.conversation_of(cast)
    now.shift(timedelta(days=7))
    assert by_channel(None, days=7) == {}
    assert by_channel(None, days=8)["email"].contacts == 1
    keep_all_days()
    assert by_channel(None, days=7) == {}
    assert by_channel(None, days=8)["email"].contacts == 1


def test_a_report_shows_the_inboxes_that_its_reader_sees(cast, now):
    stage.conversation_of(cast)
    now.shift(timedelta(minutes=1))
    keep_all_days()
    assert by_channel([cast.inbox.pk], days=7)["email"].contacts == 1
    assert by_channel([], days=7) == {}
    assert by_channel([cast.inbox.pk + 1], days=7) == {}


def test_what_turns_out_to_be_spam_or_is_opened_again_is_seen_at_the_next_look(cast, now):
    spam, again = (stage.conversation_of(cast, address=f"{name}@customer.example") for name in ("spam", "again"))
    now.shift(timedelta(minutes=5))
    resolve(again, by=cast.mina.as_actor)
    now.shift(timedelta(days=1))
    keep_all_days()
    assert (by_channel(None, days=7)["email"].contacts, by_channel(None, days=7)["email"].solved.n) == (2, 1)
    mark_spam(spam, by=cast.mina.as_actor)
    reopen(again, by=cast.mina.as_actor)
    now.shift(timedelta(hours=2))
    keep_all_days()
    found = by_channel(None, days=7)["email"]
    assert (found.contacts, found.solved.n) == (1, 0)
