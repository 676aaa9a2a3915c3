"""Lists sort by what is due next: the column says what the clocks and the promises say, whatever happened."""

from contextlib import suppress
from datetime import UTC, datetime, timedelta
from random import Random

import pytest
import time_machine

from keepword.conversations.binning import put_in_bin, restore
from keepword.conversations.delivering import mark_failed, mark_sent, send_again
from keepword.conversations.inbound import Thread
from keepword.conversations.marking_spam import mark_spam, unmark_spam
from keepword.conversations.models import Conversation, Message
from keepword.conversations.models.conversation import PRIORITIES
from keepword.conversations.receiving import receive
from keepword.conversations.replying import reply
from keepword.conversations.resolving import reopen, resolve
from keepword.conversations.settling import need_no_reply
from keepword.promises.clocks.policies import Draft, define
from keepword.promises.ledger.breaking import break_overdue
from keepword.promises.ledger.keeping import keep, take_back
from keepword.promises.ledger.making import AlreadyPast, promise
from keepword.promises.ledger.renewing import TooLate, renew
from keepword.promises.ledger.withdrawing import withdraw
from keepword.promises.models import Clock, Promise
from tests import cast as stage

pytestmark = pytest.mark.django_db
START = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


@pytest.fixture
def travel():
    with time_machine.travel(START, tick=False) as moved:
        yield moved


@pytest.fixture
def cast(travel):
    return stage.gather()


def aim(cast):
    normal = PRIORITIES["normal"]
    aims = {(normal, "first_response"): 4 * 3600, (normal, "resolution"): 40 * 3600}
    define(Draft("All", aims), by=cast.ruth.as_actor)


def due_of(conversation):
    return Conversation.objects.get(pk=conversation.pk).due_at


def owed(conversation):
    clocks = Clock.objects.running().filter(conversation=conversation, due_at__isnull=False)
    promises = Promise.objects.owed().filter(conversation=conversation)
    return min([*clocks.values_list("due_at", flat=True), *promises.values_list("due_at", flat=True)], default=None)


def test_what_was_promised_is_due_again_when_it_was_no_spam(cast):
    conversation = stage.conversation_of(cast)
    promise(conversation, what="call", due_at=START + timedelta(hours=1), kind="agent", by=cast.mina)
    mark_spam(conversation, by=cast.mina.as_actor)
    assert due_of(conversation) is None
    unmark_spam(conversation, by=cast.mina.as_actor)
    assert due_of(conversation) == START + timedelta(hours=1)


def test_what_was_promised_in_words_that_failed_is_due_again_when_they_are_sent_again(cast):
    conversation = stage.conversation_of(cast)
    message = reply(conversation, text="I call you by ten.", by=cast.mina)
    promise(conversation, what="call", due_at=START + timedelta(hours=1), kind="agent", by=cast.mina, message=message)
    mark_failed(message, reason="unknown", detail="no such user")
    assert due_of(conversation) != START + timedelta(hours=1)
    send_again(message)
    assert due_of(conversation) == START + timedelta(hours=1)


@pytest.fixture
def broken(cast, travel):
    """A conversation in which a call and an answer were promised for the same time, and nothing was done."""
    conversation = stage.conversation_of(cast)
    for what in ("call", "reply"):
        promise(conversation, what=what, due_at=DUE, kind="agent", by=cast.mina)
    travel.move_to(DUE + timedelta(hours=5))
    assert break_overdue() == 2
    return conversation


DUE = START + timedelta(hours=1)


def promised(what):
    return Promise.objects.get(what=what)


def test_what_was_broken_is_overdue_until_it_is_done(cast, broken):
    assert due_of(broken) == DUE
    keep(promised("call"), by=cast.mina.as_actor)
    assert due_of(broken) == DUE
    mark_sent(reply(broken, text="Here it is, late.", by=cast.mina))
    assert due_of(broken) is None
    take_back(promised("call"), by=cast.mina.as_actor)
    assert due_of(broken) == DUE


def test_nobody_waits_for_what_was_broken_once_it_is_resolved(cast, broken):
    resolve(broken, by=cast.mina.as_actor)
    assert due_of(broken) is None
    assert {one.state for one in Promise.objects.all()} == {"broken"}
    reopen(broken, by=cast.mina.as_actor)
    assert due_of(broken) == DUE


def test_no_reply_needed_lets_go_of_a_broken_answer_and_not_of_a_call(cast, broken):
    keep(promised("call"), by=cast.mina.as_actor)
    need_no_reply(broken, by=cast.mina.as_actor)
    assert due_of(broken) is None
    take_back(promised("call"), by=cast.mina.as_actor)
    assert due_of(broken) == DUE


def test_a_call_is_owed_even_when_its_time_passes_after_the_solution(cast, travel):
    conversation = stage.conversation_of(cast)
    for what in ("call", "reply"):
        promise(conversation, what=what, due_at=DUE, kind="agent", by=cast.mina)
    resolve(conversation, by=cast.mina.as_actor)
    travel.move_to(DUE + timedelta(hours=5))
    break_overdue()
    assert [one.what for one in Promise.objects.owed()] == ["call"]
    assert due_of(conversation) == DUE


def test_what_was_broken_is_owed_in_no_spam(cast, broken):
    mark_spam(broken, by=cast.mina.as_actor)
    assert due_of(broken) is None
    unmark_spam(broken, by=cast.mina.as_actor)
    assert due_of(broken) == DUE


def test_nothing_is_owed_in_the_bin_and_all_of_it_again_when_it_is_restored(cast, travel):
    """What was broken before stays broken, so that nobody makes it disappear."""
    conversation = stage.conversation_of(cast)
    promise(conversation, what="call", due_at=DUE, kind="agent", by=cast.mina)
    put_in_bin(conversation, by=cast.ruth)
    assert (list(Promise.objects.open()), due_of(conversation)) == ([], None)
    restore(conversation, by=cast.ruth)
    assert [one.what for one in Promise.objects.open()] == ["call"]
    assert due_of(conversation) == DUE
    travel.move_to(DUE + timedelta(hours=1))
    break_overdue()
    put_in_bin(conversation, by=cast.ruth)
    assert due_of(conversation) is None
    assert Promise.objects.get().state == "broken"
    restore(conversation, by=cast.ruth)
    assert due_of(conversation) == DUE


def test_what_was_owed_in_the_bin_is_owed_when_the_customer_writes(cast):
    conversation = stage.conversation_of(cast)
    promise(conversation, what="call", due_at=DUE, kind="agent", by=cast.mina)
    put_in_bin(conversation, by=cast.ruth)
    receive(stage.written(thread=Thread(conversation_id=conversation.pk)), inbox=cast.inbox)
    assert [one.what for one in Promise.objects.open()] == ["call"]


@pytest.mark.parametrize("seed", range(12))
def test_whatever_happens_the_next_due_time_is_that_of_the_clocks_and_promises(cast, travel, seed):
    """Random deeds, each known by its seed, with clocks and without."""
    if seed % 2:
        aim(cast)
    chance, conversation = Random(seed), stage.conversation_of(cast)  # noqa: S311
    for _ in range(25):
        deed = chance.choice(DEEDS)
        with suppress(AlreadyPast, TooLate, IndexError):
            deed(Conversation.objects.get(pk=conversation.pk), cast.mina, chance)
        assert due_of(conversation) == owed(conversation), deed.__name__
        travel.shift(timedelta(minutes=chance.randrange(90)))


def _promises(conversation, mina, chance):
    what = chance.choice(["call", "reply", "resolution"])
    due = datetime.now(UTC) + timedelta(minutes=chance.randrange(1, 600))
    said = chance.choice([None, reply(conversation, text=f"{chance.random()}", by=mina)])
    promise(conversation, what=what, due_at=due, kind="agent", by=mina, message=said)


def _renews(conversation, mina, chance):
    due = datetime.now(UTC) + timedelta(minutes=chance.randrange(1, 600))
    renew(_one(conversation, chance), due_at=due, text=f"Later. {chance.random()}", by=mina)


def _withdraws(conversation, mina, chance):
    withdraw(_one(conversation, chance), reason="She called.", by=mina.as_actor)


def _keeps(conversation, mina, chance):
    keep(_one(conversation, chance), by=mina.as_actor)


def _takes_back(conversation, mina, chance):
    take_back(_one(conversation, chance), by=mina.as_actor)


def _replies(conversation, mina, chance):
    reply(conversation, text=f"{chance.random()}", by=mina)


def _fails(conversation, mina, chance):
    mark_failed(_said(conversation, chance), reason="unknown", detail="no such user")


def _sends_again(conversation, mina, chance):
    send_again(_said(conversation, chance))


def _spams(conversation, mina, chance):
    mark_spam(conversation, by=mina.as_actor)


def _unspams(conversation, mina, chance):
    unmark_spam(conversation, by=mina.as_actor)


def _deletes(conversation, mina, chance):
    put_in_bin(conversation, by=mina)


def _restores(conversation, mina, chance):
    restore(conversation, by=mina)


def _resolves(conversation, mina, chance):
    resolve(conversation, by=mina.as_actor)


def _reopens(conversation, mina, chance):
    reopen(conversation, by=mina.as_actor)


def _breaks(conversation, mina, chance):
    break_overdue()


def _one(conversation, chance):
    return chance.choice(list(Promise.objects.filter(conversation=conversation)))


def _said(conversation, chance):
    return chance.choice(list(Message.objects.filter(conversation=conversation, kind="reply")))


DEEDS = [_promises, _promises, _renews, _withdraws, _keeps, _takes_back, _replies, _fails, _sends_again, _spams,
         _unspams, _deletes, _restores, _resolves, _reopens, _breaks]  # fmt: skip
