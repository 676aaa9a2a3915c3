"""No over-promising: which times can be meant."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from keepword.conversations.models import Conversation
from keepword.hours.spans import ALWAYS, OpeningHours, Slot
from keepword.kit import clock
from keepword.promises.ledger.guarding import Load, can_keep, judge
from keepword.promises.ledger.making import promise
from keepword.promises.models import Wait
from tests import cast as stage

OFFICE = Slot(9 * 3600, 18 * 3600)
WEEKDAYS = OpeningHours(zone="UTC", week=((OFFICE,),) * 5 + ((), ()), exceptions={})
NEVER_OPEN = OpeningHours(zone="UTC", week=((),) * 7, exceptions={})


def at(day: int, hour: int, minute: int = 0) -> datetime:
    """November 2026; the 23rd is a Monday."""
    return datetime(2026, 11, day, hour, minute, tzinfo=UTC)


@pytest.mark.parametrize(
    ("now", "due", "ahead", "pace", "expected"),
    [
        # (possible, earliest, why)
        (at(24, 10), at(24, 11), 0, None, (True, at(24, 10, 5), "")),
        (at(24, 10), at(24, 10, 20), 0, 600, (True, at(24, 10, 10), "")),
        (at(24, 10), at(24, 10, 10), 0, 600, (True, at(24, 10, 10), "")),
        (at(24, 10), at(24, 10, 9), 0, 600, (False, at(24, 10, 10), "load")),
        (at(24, 10), at(24, 11), 6, 600, (False, at(24, 11, 10), "load")),
        (at(24, 10), at(24, 11), 5, 600, (True, at(24, 11), "")),
        (at(24, 20), at(24, 23), 0, None, (False, at(25, 9, 5), "closed")),
        (at(24, 20), at(25, 9), 0, None, (False, at(25, 9, 5), "closed")),
        (at(24, 20), at(25, 9, 30), 0, 600, (True, at(25, 9, 10), "")),
        (at(27, 17, 55), at(28, 12), 0, 600, (False, at(30, 9, 5), "load")),
        (at(27, 19), at(29, 12), 3, 1200, (False, at(30, 10, 20), "closed")),
        (at(27, 19), at(30, 9, 40), 3, 1200, (False, at(30, 10, 20), "load")),
        (at(24, 17, 50), at(24, 18), 0, 600, (True, at(24, 18), "")),
        (at(24, 10, 2), at(24, 10, 30), 1, 601, (True, at(24, 10, 25), "")),
    ],
)
def test_a_time_is_possible_when_there_is_open_time_for_those_ahead_and_this_one(now, due, ahead, pace, expected):
    verdict = judge(WEEKDAYS, at=now, due_at=due, load=Load(ahead, pace))
    assert (verdict.is_possible, verdict.earliest, verdict.why) == expected


def test_whoever_never_opens_again_can_promise_nothing():
    verdict = judge(NEVER_OPEN, at=at(24, 10), due_at=at(30, 10), load=Load(0, None))
    assert (verdict.is_possible, verdict.earliest, verdict.why) == (False, None, "never")


def test_the_time_that_is_offered_instead_can_always_be_kept():
    for ahead in range(0, 60, 7):
        load = Load(ahead, 900)
        first = judge(WEEKDAYS, at=at(24, 10), due_at=at(24, 10), load=load)
        assert judge(WEEKDAYS, at=at(24, 10), due_at=first.earliest, load=load).is_possible


def test_without_hours_the_clock_alone_counts():
    assert judge(ALWAYS, at=at(28, 3), due_at=at(28, 4), load=Load(0, None)).is_possible


@pytest.fixture
def cast(db):
    with time_machine.travel(at(24, 10), tick=False):
        yield stage.gather()


def answered(cast, *, count, every, agent):
    """So many waits that ended with an answer of this agent, one every so many seconds until now."""
    now = clock.now()
    for number in range(count):
        began = stage.conversation_of(cast)
        Wait.objects.filter(conversation=began).delete()
        ended = now - timedelta(seconds=every * (count - number))
        Wait.objects.create(
            conversation=began,
            inbox=cast.inbox,
            channel="email",
            priority=20,
            is_first=True,
            started_at=ended - timedelta(seconds=60),
            ended_at=ended,
            ended_by="reply",
            agent=agent,
            calendar_seconds=60,
            business_seconds=60,
        )
        Conversation.objects.filter(pk=began.pk).update(waiting_since=None)


def test_what_an_agent_owes_others_first_takes_its_time(cast):
    answered(cast, count=12, every=600, agent=cast.mina)
    conversation = stage.conversation_of(cast)
    due = clock.now() + timedelta(minutes=25)
    assert can_keep(conversation, due_at=due, what="call", by=cast.mina).is_possible
    for _ in range(2):
        promise(stage.conversation_of(cast), what="call", due_at=due, kind="agent", by=cast.mina)
    verdict = can_keep(conversation, due_at=due, what="call", by=cast.mina)
    assert (verdict.is_possible, verdict.why) == (False, "load")
    assert can_keep(conversation, due_at=verdict.earliest, what="call", by=cast.mina).is_possible
    assert can_keep(conversation, due_at=due, what="call", by=cast.dave).is_possible


def test_with_too_little_history_only_the_hours_speak(cast):
    answered(cast, count=3, every=6000, agent=cast.mina)
    conversation = stage.conversation_of(cast)
    assert can_keep(conversation, due_at=clock.now() + timedelta(minutes=5), what="reply").is_possible


def test_everybody_who_waited_longer_comes_before_an_automatic_promise(cast, django_assert_max_num_queries):
    answered(cast, count=12, every=300, agent=cast.mina)
    for minutes in range(6):
        stage.conversation_of(cast, at=clock.now() - timedelta(minutes=30 - minutes))
    conversation = stage.conversation_of(cast)
    with django_assert_max_num_queries(6):
        verdict = can_keep(conversation, due_at=clock.now() + timedelta(minutes=20), what="reply")
    assert (verdict.is_possible, verdict.why) == (False, "load")


def test_whoever_had_little_to_do_is_not_slow(cast):
    answered(cast, count=10, every=7200, agent=cast.mina)
    answered(cast, count=6, every=300, agent=cast.mina)
    conversation = stage.conversation_of(cast)
    assert can_keep(conversation, due_at=clock.now() + timedelta(minutes=20), what="call", by=cast.mina).is_possible
