"""Kept, broken, renewed, withdrawn: by instants, whoever looks and however late."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from keepword.conversations.delivering import mark_failed, mark_held, mark_sent, send_again
from keepword.conversations.history.lines import history
from keepword.conversations.inbound import Thread
from keepword.conversations.marking_spam import mark_spam, unmark_spam
from keepword.conversations.noting import note
from keepword.conversations.receiving import receive
from keepword.conversations.replying import NothingToSay, reply
from keepword.conversations.resolving import reopen, resolve
from keepword.events.models import Event
from keepword.promises.ledger.breaking import break_overdue
from keepword.promises.ledger.keeping import keep, take_back
from keepword.promises.ledger.making import AlreadyPast, promise
from keepword.promises.ledger.renewing import TooLate, renew
from keepword.promises.ledger.withdrawing import NoReason, withdraw
from tests import cast as stage

pytestmark = pytest.mark.django_db
START = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
DUE = START + timedelta(hours=3)


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


def told(conversation, cast, what="reply"):
    return promise(conversation, what=what, due_at=DUE, kind="agent", by=cast.mina)


def answer(conversation, by, text="Here it is."):
    """Written, and gone at once."""
    message = reply(conversation, text=text, by=by)
    mark_sent(message)
    return message


def state_of(made):
    made.refresh_from_db()
    return made.state, made.settled_at, made.done_at


def events(name):
    return Event.objects.filter(name=name).count()


@pytest.mark.parametrize(
    ("minutes", "state"),
    [(0, "kept"), (179, "kept"), (180, "kept"), (181, "broken"), (2000, "broken")],
)
def test_a_reply_keeps_the_promise_until_its_last_second_and_not_after(cast, conversation, travel, minutes, state):
    made = told(conversation, cast)
    at = START + timedelta(minutes=minutes)
    travel.move_to(at)
    answer(conversation, cast.dave)
    assert state_of(made) == (state, min(at, DUE), at)
    assert made.done_by is not None


def test_the_words_that_promise_do_not_keep_the_promise(cast, conversation):
    message = reply(conversation, text="You hear from me by noon.", by=cast.mina)
    made = promise(conversation, what="reply", due_at=DUE, kind="agent", by=cast.mina, message=message)
    assert state_of(made) == ("open", None, None)


def test_a_note_keeps_nothing(cast, conversation):
    made = told(conversation, cast)
    note(conversation, text="I am on it.", by=cast.mina)
    assert state_of(made)[0] == "open"


@pytest.mark.parametrize("what", ["call", "action", "resolution"])
def test_a_reply_keeps_no_call_no_errand_and_no_resolution(cast, conversation, what):
    made = told(conversation, cast, what)
    answer(conversation, cast.mina)
    assert state_of(made)[0] == "open"


def test_a_broken_promise_was_broken_when_it_was_due_however_late_the_look(cast, conversation, travel):
    made = told(conversation, cast)
    travel.move_to(DUE)
    assert break_overdue() == 0
    travel.move_to(DUE + timedelta(days=3))
    assert break_overdue() == 1
    assert break_overdue() == 0
    assert state_of(made) == ("broken", DUE, None)
    assert events("promise.broken") == 1


def test_a_broken_promise_that_was_done_late_says_when(cast, conversation, travel):
    made = told(conversation, cast)
    travel.move_to(DUE + timedelta(minutes=20))
    break_overdue()
    answer(conversation, cast.mina, "Sorry, here it is.")
    assert state_of(made) == ("broken", DUE, DUE + timedelta(minutes=20))
    assert (events("promise.broken"), events("promise.done_late"), events("promise.kept")) == (1, 1, 0)


def test_an_answer_that_failed_kept_nothing(cast, conversation, travel):
    made = told(conversation, cast)
    message = reply(conversation, text="Here it is.", by=cast.mina)
    mark_failed(message, reason="unknown", detail="no such user")
    assert state_of(made) == ("open", None, None)
    travel.move_to(DUE + timedelta(hours=1))
    break_overdue()
    assert state_of(made) == ("broken", DUE, None)


def test_when_the_first_answer_failed_the_second_keeps_the_promise(cast, conversation, travel):
    made = told(conversation, cast)
    first = answer(conversation, cast.mina)
    travel.shift(timedelta(minutes=10))
    second = answer(conversation, cast.mina, "And here is more.")
    mark_failed(first, reason="unknown", detail="no such user")
    assert state_of(made) == ("kept", START + timedelta(minutes=10), START + timedelta(minutes=10))
    assert made.done_by == second


@pytest.mark.parametrize(("minutes", "state"), [(180, "kept"), (181, "broken")])
def test_an_answer_that_came_back_counts_from_when_it_is_sent_again(cast, conversation, travel, minutes, state):
    made = told(conversation, cast)
    message = reply(conversation, text="Here it is.", by=cast.mina)
    mark_failed(message, reason="unknown", detail="no such user")
    at = START + timedelta(minutes=minutes)
    travel.move_to(at)
    break_overdue()
    send_again(message)
    mark_sent(message)
    assert state_of(made) == (state, min(at, DUE), at)


def test_an_answer_that_lay_in_our_outbox_counts_from_when_it_goes_out(cast, conversation, travel):
    made = told(conversation, cast)
    message = reply(conversation, text="Here it is.", by=cast.mina)
    mark_held(message)
    assert state_of(made)[0] == "open"
    travel.move_to(DUE + timedelta(hours=1))
    send_again(message)
    mark_sent(message)
    assert state_of(made) == ("broken", DUE, DUE + timedelta(hours=1))


def test_another_answer_meanwhile_keeps_what_the_one_that_is_sent_again_does_not(cast, conversation, travel):
    made = told(conversation, cast)
    message = reply(conversation, text="Here it is.", by=cast.mina)
    mark_held(message)
    travel.shift(timedelta(hours=2))
    other = answer(conversation, cast.mina, "And here is more.")
    travel.move_to(DUE + timedelta(hours=1))
    send_again(message)
    mark_sent(message)
    assert state_of(made) == ("kept", START + timedelta(hours=2), START + timedelta(hours=2))
    assert made.done_by == other


def test_words_that_are_sent_again_answer_nothing_that_was_asked_after_them(cast, conversation, travel):
    message = reply(conversation, text="Here it is.", by=cast.mina)
    mark_failed(message, reason="unknown", detail="no such user")
    travel.shift(timedelta(minutes=10))
    before = told(conversation, cast)
    travel.shift(timedelta(minutes=10))
    receive(stage.written(thread=Thread(conversation_id=conversation.pk)), inbox=cast.inbox)
    after = told(conversation, cast, "update")
    send_again(message)
    mark_sent(message)
    assert (state_of(before)[0], state_of(after)[0]) == ("kept", "open")


def test_a_call_is_kept_by_hand_and_the_hand_may_err(cast, conversation):
    made = told(conversation, cast, "call")
    assert keep(made, by=cast.mina.as_actor)
    assert not keep(made, by=cast.mina.as_actor)
    assert state_of(made) == ("kept", START, START)
    assert take_back(made, by=cast.mina.as_actor)
    assert state_of(made) == ("open", None, None)
    assert not take_back(made, by=cast.mina.as_actor)


def test_a_call_that_was_made_late_is_broken_and_done(cast, conversation, travel):
    made = told(conversation, cast, "call")
    travel.move_to(DUE + timedelta(seconds=1))
    keep(made, by=cast.mina.as_actor)
    assert state_of(made) == ("broken", DUE, DUE + timedelta(seconds=1))
    take_back(made, by=cast.mina.as_actor)
    assert state_of(made) == ("broken", DUE, None)


def test_what_a_reply_kept_is_not_taken_back_by_hand(cast, conversation):
    made = told(conversation, cast)
    answer(conversation, cast.mina)
    made.refresh_from_db()
    assert not take_back(made, by=cast.mina.as_actor)
    assert state_of(made)[0] == "kept"


def test_a_resolution_keeps_what_was_to_be_resolved_until_one_of_us_takes_it_back(cast, conversation):
    made = told(conversation, cast, "resolution")
    resolve(conversation, by=cast.mina.as_actor)
    assert state_of(made)[0] == "kept"
    reopen(conversation, by=cast.mina.as_actor)
    assert state_of(made) == ("open", None, None)


def test_a_promise_is_renewed_with_a_word_to_the_customer_before_it_is_due(cast, conversation, travel):
    made = told(conversation, cast)
    travel.shift(timedelta(hours=1))
    new = renew(made, due_at=DUE + timedelta(days=1), text="I need one day more.", by=cast.mina)
    assert state_of(made) == ("renewed", START + timedelta(hours=1), None)
    assert (made.renewed_by, new.state, new.message.text) == (new, "open", "I need one day more.")
    assert events("promise.kept") == 0
    assert events("promise.renewed") == 1


def test_nothing_is_renewed_without_a_word_or_after_its_time(cast, conversation, travel):
    made = told(conversation, cast)
    with pytest.raises(NothingToSay):
        renew(made, due_at=DUE + timedelta(days=1), text=" ", by=cast.mina)
    with pytest.raises(AlreadyPast):
        renew(made, due_at=START, text="Earlier.", by=cast.mina)
    assert state_of(made)[0] == "open"
    travel.move_to(DUE)
    with pytest.raises(TooLate):
        renew(made, due_at=DUE + timedelta(days=1), text="I need one day more.", by=cast.mina)


def test_when_the_word_about_the_new_time_fails_the_old_time_stands(cast, conversation):
    made = told(conversation, cast)
    new = renew(made, due_at=DUE + timedelta(days=1), text="I need one day more.", by=cast.mina)
    mark_failed(new.message, reason="unknown", detail="no such user")
    assert (state_of(made)[0], state_of(new)[0]) == ("open", "withdrawn")
    send_again(new.message)
    assert (state_of(made)[0], state_of(new)[0]) == ("renewed", "open")
    conversation.refresh_from_db()
    assert conversation.due_at == DUE + timedelta(days=1)


def test_a_promise_is_withdrawn_for_a_reason_and_never_once_it_is_broken(cast, conversation, travel):
    made = told(conversation, cast)
    with pytest.raises(NoReason):
        withdraw(made, reason=" ", by=cast.mina.as_actor)
    travel.move_to(DUE)
    with pytest.raises(TooLate):
        withdraw(made, reason="She called us.", by=cast.mina.as_actor)
    travel.move_to(START)
    withdraw(made, reason="She called us.", by=cast.mina.as_actor)
    assert state_of(made) == ("withdrawn", START, None)
    assert made.reason == "She called us."


def test_nothing_is_owed_to_spam_and_all_of_it_when_it_was_none(cast, conversation):
    made = told(conversation, cast)
    mark_spam(conversation, by=cast.mina.as_actor)
    assert state_of(made)[0] == "withdrawn"
    unmark_spam(conversation, by=cast.mina.as_actor)
    assert state_of(made) == ("open", None, None)
    conversation.refresh_from_db()
    assert conversation.due_at == DUE


def test_another_conversation_of_the_same_customer_keeps_nothing_here(cast, conversation):
    made = told(conversation, cast)
    answer(stage.conversation_of(cast), cast.mina, "About the other matter.")
    assert state_of(made)[0] == "open"


def test_the_history_says_in_words_what_became_of_each_promise(cast, conversation, travel):
    made = told(conversation, cast, "call")
    renew(made, due_at=DUE + timedelta(days=1), text="I need one day more.", by=cast.mina)
    travel.move_to(DUE + timedelta(days=2))
    break_overdue()
    lines = [line.text for line in history(conversation) if line.name.startswith("promise.")]
    assert lines == [
        "Mina Park promised until Nov 24, 2026, 12:00: a call.",
        "Mina Park promised until Nov 25, 2026, 12:00: a call.",
        "Mina Park told the customer a new time for a call: Nov 25, 2026, 12:00.",
        "Promise broken: a call until Nov 25, 2026, 12:00.",
    ]
