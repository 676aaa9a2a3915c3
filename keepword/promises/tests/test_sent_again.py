"""An answer that reached nobody and is sent again: promises, waits and clocks say the same of it."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from keepword.conversations.delivering import mark_failed, mark_held, mark_sent, send_again
from keepword.conversations.inbound import Thread
from keepword.conversations.joining.merging import merge
from keepword.conversations.models.conversation import PRIORITIES
from keepword.conversations.receiving import receive
from keepword.conversations.replying import reply
from keepword.promises.clocks.policies import Draft, define
from keepword.promises.clocks.rebuilding import Rebuilt, rebuild
from keepword.promises.ledger.breaking import break_overdue
from keepword.promises.ledger.making import promise
from keepword.promises.models import Clock, Promise, Wait
from tests import cast as stage

pytestmark = pytest.mark.django_db
START = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
IN_TIME, LATE = timedelta(hours=3), timedelta(hours=5)


@pytest.fixture
def travel():
    with time_machine.travel(START, tick=False) as moved:
        yield moved


@pytest.fixture
def cast(travel):
    made = stage.gather()
    targets = {(PRIORITIES["normal"], kind): 4 * 3600 for kind in ("first_response", "resolution")}
    define(Draft("All", targets), by=made.ruth.as_actor)
    return made


@pytest.fixture
def conversation(cast):
    made = stage.conversation_of(cast)
    promise(made, what="reply", due_at=START + timedelta(hours=4), kind="agent", by=cast.mina)
    return made


def never_left(message):
    mark_failed(message, reason="mailboxfull", detail="552")


@pytest.mark.parametrize("on_the_way", [never_left, mark_held])
@pytest.mark.parametrize(
    ("after", "state", "outcome"), [(IN_TIME, "kept", "met"), (LATE, "broken", "met_late")], ids=["in time", "late"]
)
def test_promise_wait_and_clock_count_it_from_when_it_went_out(
    cast, conversation, travel, on_the_way, after, state, outcome
):
    travel.shift(timedelta(hours=1))
    message = reply(conversation, text="Here it is.", by=cast.mina)
    on_the_way(message)
    travel.move_to(START + after)
    break_overdue()
    send_again(message)
    mark_sent(message)
    promised, wait, clock = Promise.objects.get(), Wait.objects.get(), Clock.objects.get(kind="first_response")
    assert (promised.state, promised.done_at) == (state, START + after)
    assert (wait.ended_by, wait.ended_at, wait.calendar_seconds) == ("reply", START + after, after.total_seconds())
    assert (clock.outcome, clock.ended_at) == (outcome, START + after)
    assert rebuild() == Rebuilt(1, 0, 0)


def test_what_the_customer_asked_meanwhile_waits_on_by_itself(cast, conversation, travel):
    message = reply(conversation, text="Here it is.", by=cast.mina)
    never_left(message)
    travel.shift(timedelta(hours=1))
    asked = receive(stage.written(thread=Thread(conversation_id=conversation.pk)), inbox=cast.inbox)
    travel.shift(timedelta(hours=1))
    send_again(message)
    conversation.refresh_from_db()
    waits = Wait.objects.order_by("started_at").values_list("started_at", "ended_at")
    assert list(waits) == [(START, START + timedelta(hours=2)), (asked.at, None)]
    assert (conversation.status, conversation.waiting_since) == ("open", asked.at)
    assert rebuild() == Rebuilt(1, 0, 0)


def test_whoever_was_answered_meanwhile_waited_until_then(cast, conversation, travel):
    first = reply(conversation, text="Here it is.", by=cast.mina)
    never_left(first)
    travel.shift(timedelta(hours=1))
    other = reply(conversation, text="Here it is by another way.", by=cast.mina)
    mark_sent(other)
    travel.shift(timedelta(hours=1))
    send_again(first)
    assert list(Wait.objects.values_list("started_at", "ended_at")) == [(START, other.at)]
    assert Promise.objects.get().done_by == other
    assert Clock.objects.get(kind="first_response").ended_at == other.at


def test_once_it_went_out_the_customer_has_the_turn(cast, conversation, travel):
    message = reply(conversation, text="Here it is.", by=cast.mina)
    never_left(message)
    travel.shift(timedelta(hours=1))
    send_again(message)
    conversation.refresh_from_db()
    solution = Clock.objects.get(kind="resolution")
    assert conversation.status == "waiting"
    assert (solution.outcome, solution.pauses[-1]) == ("paused", [(START + timedelta(hours=1)).isoformat(), None])


@pytest.mark.parametrize("kept_wrote", ["before", "between", "after"])
def test_a_later_word_that_came_in_by_a_merge_waits_on_when_the_answer_before_it_is_sent_again(
    cast, conversation, travel, kept_wrote
):
    """Asked, answered (which came back), asked more; merged into another one, and there the answer is sent again."""
    kept = stage.conversation_of(cast, "ko") if kept_wrote == "before" else None
    travel.shift(timedelta(minutes=5))
    asked = stage.conversation_of(cast)
    message = reply(asked, text="Here it is.", by=cast.mina)
    never_left(message)
    travel.shift(timedelta(minutes=5))
    kept = stage.conversation_of(cast, "ko") if kept_wrote == "between" else kept
    travel.shift(timedelta(minutes=5))
    more = receive(stage.written(thread=Thread(conversation_id=asked.pk)), inbox=cast.inbox)
    travel.shift(timedelta(minutes=5))
    kept = kept or stage.conversation_of(cast, "ko")
    merge(asked, into=kept, by=cast.mina)
    travel.shift(timedelta(hours=1))
    message.refresh_from_db()
    send_again(message)
    kept.refresh_from_db()
    waits = Wait.objects.filter(conversation=kept).order_by("started_at").values_list("started_at", "ended_at")
    left = kept.created_at if kept_wrote == "between" else more.at
    assert list(waits)[-1] == (left, None)
    assert kept.waiting_since == left
    assert rebuild() == Rebuilt(3, 0, 0)
