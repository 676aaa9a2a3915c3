"""An answer for later, and what else happens meanwhile: it leaves once, or is held and shown."""

from datetime import timedelta

import pytest
import time_machine

from keepword.conversations.assigning import assign
from keepword.conversations.binning import put_in_bin, restore
from keepword.conversations.drafting.departing import depart
from keepword.conversations.drafting.keeping import Written, save
from keepword.conversations.drafting.planning import Plan, schedule
from keepword.conversations.drafting.tests.later import (
    TOMORROW,
    a_day_later,
    address_of,
    held,
    later,
    left,
    worked,
)
from keepword.conversations.models import Capacity, Draft, Inbox, Message
from keepword.conversations.replying import reply
from keepword.conversations.resolving import resolve
from keepword.conversations.spam.blocking import block
from keepword.events.models import Event, Task
from keepword.kit import clock
from keepword.privacy.erasing import erase
from tests import cast as stage


@pytest.fixture
def frozen():
    with time_machine.travel("2026-11-23T10:00Z", tick=False) as time:
        yield time


@pytest.fixture
def conversation(frozen, cast):
    return stage.conversation_of(cast)


@pytest.fixture
def another(frozen, cast):
    """Somebody else's."""
    return stage.conversation_of(cast, "ar")


def test_deleted_and_brought_back_in_time_it_leaves(frozen, cast, conversation):
    later(conversation, by=cast.mina)
    put_in_bin(conversation, by=cast.dave)
    restore(conversation, by=cast.dave)
    a_day_later(frozen)
    assert [text for text, _to in left()] == ["It left today."]


def test_brought_back_after_its_time_it_waits_for_its_writer(frozen, cast, conversation):
    later(conversation, by=cast.mina)
    put_in_bin(conversation, by=cast.dave)
    a_day_later(frozen)
    restore(conversation, by=cast.dave)
    frozen.shift(timedelta(days=3))
    worked()
    assert (left(), held()) == ([], [("It left today.", "binned")])


def test_given_to_another_it_leaves_as_its_writers(frozen, cast, conversation):
    later(conversation, by=cast.mina)
    assign(conversation, to=cast.dave, by=cast.dave.as_actor)
    a_day_later(frozen)
    assert Message.objects.get(kind="reply", is_automatic=False).agent == cast.mina


def test_it_leaves_though_its_writer_is_away(frozen, cast, conversation):
    later(conversation, by=cast.mina)
    Capacity.objects.update_or_create(agent=cast.mina, defaults={"is_away": True})
    a_day_later(frozen)
    assert [text for text, _to in left()] == ["It left today."]


def test_resolved_meanwhile_it_leaves_and_stays_resolved(frozen, cast, conversation):
    later(conversation, by=cast.mina)
    resolve(conversation, by=cast.dave.as_actor)
    a_day_later(frozen)
    conversation.refresh_from_db()
    assert ([text for text, _to in left()], conversation.status) == (["It left today."], "resolved")


def test_an_address_that_changed_meanwhile_is_the_one_that_it_comes_from(frozen, cast, conversation):
    later(conversation, by=cast.mina)
    Inbox.objects.filter(pk=conversation.inbox_id).update(address="new@fresh.example")
    a_day_later(frozen)
    assert Message.objects.get(kind="reply", is_automatic=False).message_id.endswith("@fresh.example")


def test_who_is_blocked_meanwhile_gets_the_answer_that_was_promised_to_them(frozen, cast, conversation):
    """To block somebody is to hear them no more, not to leave them without what was decided."""
    later(conversation, by=cast.mina)
    block(address_of(conversation), by=cast.dave)
    a_day_later(frozen)
    assert [text for text, _to in left()] == ["It left today."]


def test_nothing_leaves_to_who_was_erased_and_no_word_is_left(frozen, cast, conversation):
    later(conversation, by=cast.mina)
    erase(conversation.contact, by=cast.ruth)
    a_day_later(frozen)
    assert (left(), Draft.objects.count()) == ([], 0)
    assert not Task.objects.filter(dead_at__isnull=False).exists()


def test_who_was_erased_gets_no_copy_of_an_answer_to_somebody_else(frozen, cast, conversation, another):
    draft = save(
        conversation,
        agent=cast.mina,
        kind="reply",
        written=Written("Both of you", recipients={"cc": [f"Layla <{address_of(another).upper()}>", "x@y.example"]}),
    )
    schedule(draft, plan=Plan(clock.now() + TOMORROW))
    erase(another.contact, by=cast.ruth)
    assert Draft.objects.get().recipients == {"cc": ["x@y.example"]}
    a_day_later(frozen)
    sent = Message.objects.get(kind="reply", is_automatic=False)
    assert sent.recipients == {"to": [address_of(conversation)], "cc": ["x@y.example"]}


def test_a_server_that_was_down_for_two_days_sends_it_once_and_puts_nothing_aside_into_the_past(
    frozen, cast, conversation
):
    later(conversation, by=cast.mina, then="snooze", then_until=clock.now() + timedelta(days=1))
    frozen.shift(timedelta(days=3))
    worked()
    worked()
    conversation.refresh_from_db()
    assert ([text for text, _to in left()], conversation.status) == (["It left today."], "waiting")


def test_a_clock_that_is_put_back_sends_nothing_twice_and_hides_no_colleagues_answer(frozen, cast, conversation):
    later(conversation, by=cast.mina)
    frozen.shift(-timedelta(hours=2))
    reply(conversation, text="It is lost, sorry.", by=cast.dave)
    frozen.shift(timedelta(days=2))
    worked()
    assert ([text for text, _to in left()], held()) == (
        ["It is lost, sorry."], [("It left today.", "answered")],
    )  # fmt: skip


def test_a_clock_that_is_put_back_after_it_left_does_not_send_it_again(frozen, cast, conversation):
    later(conversation, by=cast.mina)
    event = Event.objects.get(name="reply.scheduled")
    a_day_later(frozen)
    frozen.shift(-timedelta(days=2))
    assert depart(event) is None
    a_day_later(frozen)
    assert len(left()) == 1
