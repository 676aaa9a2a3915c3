"""A promise is kept by words that left the house: while they lie here it is answered, and owed."""

from datetime import UTC, datetime, timedelta
from random import Random

import pytest
import time_machine

from keepword.conversations.delivering import mark_failed, mark_held, mark_sent, note_delay, send_again
from keepword.conversations.drafting.keeping import Written, save
from keepword.conversations.drafting.planning import Plan, pause
from keepword.conversations.history.lines import history
from keepword.conversations.joining.merging import merge
from keepword.conversations.marking_spam import mark_spam, unmark_spam
from keepword.conversations.models import Message
from keepword.conversations.models.draft import TO_CUSTOMER
from keepword.conversations.models.message import FAILED
from keepword.conversations.replying import reply
from keepword.conversations.resolving import resolve
from keepword.events import working
from keepword.events.models import Event
from keepword.kit import clock
from keepword.promises.ledger import keeping
from keepword.promises.ledger.breaking import break_overdue
from keepword.promises.ledger.making import promise
from keepword.promises.ledger.reckoning import Words, reckon
from keepword.promises.ledger.reminding import remind
from keepword.promises.ledger.renewing import renew
from keepword.promises.ledger.tallying import tally
from keepword.promises.models import Promise
from tests import cast as stage

pytestmark = pytest.mark.django_db
START = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
DUE = START + timedelta(hours=3)


def minutes(number):
    return timedelta(minutes=number)


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


@pytest.fixture
def made(conversation, cast):
    return promise(conversation, what="reply", due_at=DUE, kind="agent", by=cast.mina)


def answer(made, cast, *, at, travel):
    travel.move_to(at)
    return reply(made.conversation, text="Here it is.", by=cast.mina)


def stands(made):
    made.refresh_from_db()
    return made.state, made.done_at, made.is_unsent


def events(name):
    return Event.objects.filter(name=name).count()


def test_what_lies_in_the_outbox_keeps_nothing_and_is_owed(made, cast, travel):
    message = answer(made, cast, at=START, travel=travel)
    mark_held(message)
    assert stands(made) == ("open", None, True)
    assert events("promise.kept") == 0
    made.conversation.refresh_from_db()
    assert made.conversation.due_at == DUE
    travel.move_to(DUE + minutes(1))
    break_overdue()
    assert stands(made) == ("broken", None, True)
    said = [line.text for line in history(made.conversation) if line.name == "promise.broken"]
    assert said == ["Promise broken: an answer until Nov 24, 2026, 12:00. The answer had not left."]


@pytest.mark.parametrize(
    ("written", "left", "state", "done"),
    [
        (-60, -60, "kept", -60),
        (-1, 4, "kept", -1),  # a busy worker breaks nothing
        (0, 5, "kept", 0),
        (-60, 0, "kept", 0),  # the relay took it in the last moment
        (-60, 1, "broken", 1),
        (-6, 0, "kept", 0),
        (-5, 1, "broken", 1),
        (1, 1, "broken", 1),
    ],
)
def test_the_instants_of_writing_and_leaving_say_whether_it_was_kept(made, cast, travel, written, left, state, done):
    """Minutes after due. The job looks all the while."""
    message = answer(made, cast, at=DUE + minutes(written), travel=travel)
    note_delay(message, detail="421 busy")
    for minute in range(written, left + 1):
        travel.move_to(DUE + minutes(minute))
        break_overdue()
    mark_sent(message)
    assert stands(made) == (state, DUE + minutes(done), False)
    assert events("promise.not_kept") == 0
    assert events("promise.broken") == (1 if state == "broken" else 0)


def test_a_moment_after_its_time_what_is_on_its_way_is_neither_kept_nor_broken(made, cast, travel):
    answer(made, cast, at=DUE - minutes(1), travel=travel)
    travel.move_to(DUE + minutes(2))
    assert break_overdue() == 0
    counts = tally(Promise.objects.all(), at=clock.now()).total
    assert (counts.kept, counts.broken, counts.open) == (0, 0, 1)
    assert [*Promise.objects.all().standing("open", at=clock.now())] == [made]
    assert not Promise.objects.all().standing("broken", at=clock.now())
    travel.move_to(DUE + minutes(5))
    assert break_overdue() == 1
    assert stands(made) == ("broken", None, True)


def test_the_seconds_in_which_it_can_be_taken_back_break_nothing(made, cast, travel):
    travel.move_to(DUE - timedelta(seconds=5))
    draft = save(made.conversation, agent=cast.mina, kind=TO_CUSTOMER, written=Written("Here it is."))
    pause(draft, plan=Plan(send_at=DUE + timedelta(seconds=5)))
    travel.move_to(DUE + timedelta(seconds=4))
    assert break_overdue() == 0
    travel.move_to(DUE + timedelta(seconds=6))
    while working.run_due():
        pass
    assert stands(made) == ("open", None, True)  # in the outbox: no relay is set here


def test_what_was_pressed_in_time_and_left_after_the_pause_is_kept(made, cast, travel):
    travel.move_to(DUE - timedelta(seconds=5))
    draft = save(made.conversation, agent=cast.mina, kind=TO_CUSTOMER, written=Written("Here it is."))
    pause(draft, plan=Plan(send_at=DUE + timedelta(seconds=5)))
    travel.move_to(DUE + timedelta(seconds=6))
    working.run_due_inside()
    working.run_due_outside()
    message = Message.objects.get(kind="reply")
    mark_sent(message)
    assert stands(made) == ("kept", DUE - timedelta(seconds=5), False)


def test_a_reply_to_whom_nothing_is_owed_asks_once_as_before(conversation, cast, django_assert_max_num_queries):
    message = reply(conversation, text="Here it is.", by=cast.mina)
    event = Event.objects.get(name="message.queued")
    with django_assert_max_num_queries(1):
        keeping.left(event)
    assert message.pk


def test_resolving_with_the_answer_does_not_let_go_of_it(made, cast, travel):
    message = answer(made, cast, at=DUE + minutes(10), travel=travel)
    break_overdue()
    resolve(made.conversation, by=cast.mina.as_actor)
    assert stands(made) == ("broken", None, True)
    mark_sent(message)
    assert stands(made) == ("broken", DUE + minutes(10), False)


def test_whoever_resolves_after_an_unsent_answer_did_not_say_that_none_was_needed(conversation, cast, travel):
    told = promise(conversation, what="reply", due_at=DUE, kind="acknowledgement")
    answer(told, cast, at=START, travel=travel)
    resolve(conversation, by=cast.mina.as_actor)
    assert stands(told) == ("open", None, True)


def test_what_failed_after_it_left_or_before_it_did_keeps_nothing(made, cast, travel):
    message = answer(made, cast, at=START, travel=travel)
    mark_failed(message, reason="unknown", detail="no such user")
    assert stands(made) == ("open", None, False)
    send_again(message)
    assert stands(made) == ("open", None, True)
    mark_sent(message)
    assert stands(made) == ("kept", START, False)
    mark_failed(message, reason="unknown", detail="no such user")
    assert stands(made) == ("open", None, False)


def test_what_is_merged_meanwhile_is_kept_where_it_goes_on(made, cast, travel):
    message = answer(made, cast, at=START, travel=travel)
    other = stage.conversation_of(cast)
    merge(made.conversation, into=other, by=cast.mina)
    message.refresh_from_db()
    mark_sent(message)
    assert stands(made) == ("kept", START, False)
    assert made.conversation_id == other.pk


def test_what_left_while_it_lay_in_spam_is_known_when_it_was_none(made, cast, travel):
    message = answer(made, cast, at=START, travel=travel)
    mark_spam(made.conversation, by=cast.mina.as_actor)
    mark_sent(message)
    unmark_spam(made.conversation, by=cast.mina.as_actor)
    assert stands(made) == ("kept", START, False)


def test_whoever_owes_it_is_reminded_that_the_answer_lies_here(made, cast, travel):
    travel.move_to(DUE - minutes(110))
    assert remind() == 1
    message = answer(made, cast, at=DUE - minutes(100), travel=travel)
    mark_held(message)
    assert remind() == 0  # it may leave in a moment
    travel.move_to(DUE - minutes(90))
    assert (remind(), remind()) == (1, 0)
    last = Event.objects.filter(name="promise.due_soon").last()
    assert (last.data["to"], last.data["unsent"]) == ("owner", "held")


def test_facts_that_come_twice_or_in_another_order_come_to_the_same(made, cast, travel):
    message = answer(made, cast, at=START, travel=travel)
    mark_sent(message)
    facts = [Event.objects.get(name=name) for name in ("message.sent", "message.queued")]
    before = (stands(made), Event.objects.count())
    for fact in (*facts, *facts):
        keeping.left(fact)
        keeping.written(fact)
        keeping.lost_with_reply(fact)
    assert (stands(made), Event.objects.count()) == before


def test_who_never_heard_of_the_writing_hears_it_when_it_leaves(made, cast, travel):
    message = answer(made, cast, at=START, travel=travel)
    Promise.objects.update(written_by=None, written_at=None)
    mark_sent(message)
    assert stands(made) == ("kept", START, False)


@pytest.mark.parametrize(("left", "state"), [(-30, "renewed"), (0, "renewed"), (1, "broken"), (600, "broken")])
def test_a_new_time_of_which_the_customer_hears_after_the_old_one_renewed_nothing(
    cast, conversation, travel, left, state
):
    """Minutes after the old time, of a call: no words keep it."""
    call = promise(conversation, what="call", due_at=DUE, kind="agent", by=cast.mina)
    travel.move_to(DUE - minutes(60))
    new = renew(call, due_at=DUE + minutes(1440), text="I will call tomorrow.", by=cast.mina)
    travel.move_to(DUE + minutes(left))
    mark_sent(new.message)
    call.refresh_from_db()
    assert (call.state, stands(new)[0]) == (state, "open")
    assert call.settled_at == (DUE if state == "broken" else DUE - minutes(60))


ACTS = {
    "hold": mark_held,
    "delay": lambda message: note_delay(message, detail="421"),
    "leave": mark_sent,
    "fail": lambda message: mark_failed(message, reason="unknown", detail="550"),
    "again": send_again,
}


@pytest.mark.parametrize("seed", range(6))
def test_whatever_happens_to_answers_the_row_is_what_is_reckoned_from_them(made, cast, travel, seed):
    chance = Random(seed)  # noqa: S311  which story is told, and nobody guesses it
    for _ in range(14):
        travel.shift(minutes(chance.choice((0, 1, 4, 30))))
        written = list(Message.objects.filter(kind="reply").order_by("id"))
        if not written or chance.random() < 0.2:
            reply(made.conversation, text="Here it is.", by=cast.mina)
        else:
            ACTS[chance.choice(list(ACTS))](chance.choice(written))
        break_overdue()
    answers = Message.objects.filter(kind="reply").exclude(delivery_state=FAILED)
    found = reckon(Words(one.pk, one.answered_at, one.left_at) for one in answers)
    state = stands(made)[0]
    assert (made.done_by_id, made.done_at) == (found.message, found.done_at)
    assert (made.written_by_id, made.written_at) == (found.waiting, found.written_at)
    if made.done_at is not None:
        assert state == ("kept" if made.done_at <= DUE else "broken")
