"""A mere thank-you was told a time, too. Nobody broke a word by not answering it."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from keepword.conversations.history.lines import history
from keepword.conversations.inbound import Thread
from keepword.conversations.models import Conversation
from keepword.conversations.receiving import receive
from keepword.conversations.replying import reply
from keepword.conversations.resolving import reopen, resolve, wait_for_customer
from keepword.conversations.settling import need_no_reply
from keepword.conversations.snoozing import snooze
from keepword.events.actor import SYSTEM
from keepword.promises.ledger.breaking import break_overdue
from keepword.promises.ledger.making import promise
from keepword.promises.ledger.tallying import tally
from keepword.promises.models import Promise
from tests import cast as stage

pytestmark = pytest.mark.django_db
START = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
DUE = START + timedelta(hours=3)
VERBS = {"no reply needed": need_no_reply, "resolved": resolve, "waiting": wait_for_customer}


@pytest.fixture
def travel():
    with time_machine.travel(START, tick=False) as moved:
        yield moved


@pytest.fixture
def cast(travel):
    return stage.gather()


@pytest.fixture
def conversation(cast):
    return stage.conversation_of(cast)


def told(conversation, *, kind="acknowledgement", what="reply", by=None):
    return promise(conversation, what=what, due_at=DUE, kind=kind, by=by)


def state_of(made):
    made.refresh_from_db()
    return made.state, made.settled_at


def due(conversation):
    return Conversation.objects.values_list("due_at", flat=True).get(pk=conversation.pk)


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("kind", ["acknowledgement", "published"])
@pytest.mark.parametrize("minutes", [1, 180])
def test_what_needs_no_answer_before_it_is_due_is_neither_kept_nor_broken(
    cast, conversation, travel, verb, kind, minutes
):
    made = told(conversation, kind=kind)
    at = START + timedelta(minutes=minutes)
    travel.move_to(at)
    VERBS[verb](conversation, by=cast.mina.as_actor)
    assert state_of(made) == ("withdrawn", at)
    assert due(conversation) is None
    travel.move_to(DUE + timedelta(days=1))
    assert break_overdue() == 0
    total = tally(Promise.objects.all(), at=DUE + timedelta(days=1)).total
    assert (total.kept, total.broken, total.open) == (0, 0, 0)
    assert any(line.text.startswith("Mina") and "withdrew a promise" in line.text for line in history(conversation))


@pytest.mark.parametrize("verb", VERBS)
def test_once_it_was_due_it_is_broken_whatever_is_said_afterwards(cast, conversation, travel, verb):
    made = told(conversation)
    travel.move_to(DUE + timedelta(seconds=1))
    VERBS[verb](conversation, by=cast.mina.as_actor)
    break_overdue()
    assert state_of(made) == ("broken", DUE)


@pytest.mark.parametrize(
    "words", [{"kind": "agent"}, {"kind": "acknowledgement", "what": "call"}, {"kind": "agent", "what": "action"}]
)
@pytest.mark.parametrize("verb", VERBS)
def test_what_one_of_us_said_and_calls_and_errands_stay_owed(cast, conversation, verb, words):
    made = told(conversation, **words)
    VERBS[verb](conversation, by=cast.mina.as_actor)
    assert state_of(made) == ("open", None)


def test_a_rule_that_closes_what_waits_has_not_read_it(cast, conversation):
    made = told(conversation)
    resolve(conversation, by=SYSTEM)
    assert state_of(made) == ("open", None)


def _open_again(conversation, cast):
    reopen(conversation, by=cast.mina.as_actor)


def _put_aside(conversation, cast):
    snooze(conversation, until=DUE + timedelta(days=1), by=cast.mina.as_actor)


@pytest.mark.parametrize("again", [_open_again, _put_aside])
def test_who_waits_again_was_told_what_they_were_told(cast, conversation, travel, again):
    made = told(conversation)
    resolve(conversation, by=cast.mina.as_actor)
    travel.shift(timedelta(minutes=5))
    again(conversation, cast)
    assert state_of(made) == ("open", None)
    assert due(conversation) == DUE
    travel.move_to(DUE + timedelta(minutes=1))
    break_overdue()
    assert state_of(made) == ("broken", DUE)


def test_what_was_answered_meanwhile_is_not_owed_again(cast, conversation, travel):
    """Thanked, resolved; then a new question, answered and resolved; opening that again asks for no old answer."""
    made = told(conversation)
    resolve(conversation, by=cast.mina.as_actor)
    travel.shift(timedelta(minutes=5))
    receive(stage.written(thread=Thread(conversation_id=conversation.pk)), inbox=cast.inbox)
    conversation.refresh_from_db()
    reply(conversation, text="It is blue.", by=cast.mina)
    resolve(conversation, by=cast.mina.as_actor)
    travel.shift(timedelta(minutes=5))
    reopen(conversation, by=cast.mina.as_actor)
    assert state_of(made)[0] == "withdrawn"
