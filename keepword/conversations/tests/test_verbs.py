"""The small verbs: each changes what it says, records one fact, and does nothing when there is nothing to do."""

from datetime import timedelta

import pytest
import time_machine

from keepword.conversations import snoozing
from keepword.conversations.assigning import CannotSeeIt, assign, assign_team
from keepword.conversations.history.lines import history
from keepword.conversations.marking_spam import mark_spam, unmark_spam
from keepword.conversations.models import Conversation, Message
from keepword.conversations.noting import note
from keepword.conversations.prioritising import prioritise
from keepword.conversations.receiving import receive
from keepword.conversations.replying import reply
from keepword.conversations.resolving import reopen, resolve, wait_for_customer
from keepword.conversations.retitling import retitle
from keepword.conversations.tagging import BadTag, tag, untag
from keepword.events.models import Event
from keepword.kit import clock
from tests import cast as stage

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    return stage.gather()


@pytest.fixture
def conversation(cast):
    return stage.conversation_of(cast)


VERBS = {
    "conversation.assigned": lambda c, cast: assign(c, to=cast.dave, by=cast.mina.as_actor),
    "conversation.team_assigned": lambda c, cast: assign_team(c, to=cast.team, by=cast.mina.as_actor),
    "conversation.resolved": lambda c, cast: resolve(c, by=cast.mina.as_actor),
    "conversation.waiting": lambda c, cast: wait_for_customer(c, by=cast.mina.as_actor),
    "conversation.marked_spam": lambda c, cast: mark_spam(c, by=cast.mina.as_actor),
    "conversation.tagged": lambda c, cast: tag(c, name=" Lost  Parcel ", by=cast.mina.as_actor),
    "conversation.retitled": lambda c, cast: retitle(c, subject="Lid of 1042", by=cast.mina.as_actor),
    "conversation.prioritised": lambda c, cast: prioritise(c, priority="urgent", by=cast.mina.as_actor),
}


@pytest.mark.parametrize("name", VERBS)
def test_a_verb_done_twice_is_one_fact_and_one_line_of_history(cast, conversation, name):
    VERBS[name](conversation, cast)
    VERBS[name](conversation, cast)
    assert Event.objects.filter(name=name, actor_kind="agent", actor_id=cast.mina.pk).count() == 1
    lines = [line.text for line in history(conversation)]
    assert len(lines) == 2
    assert "Mina Park" in lines[1]


def test_a_conversation_cannot_be_given_to_somebody_who_may_not_see_it(cast, conversation):
    with pytest.raises(CannotSeeIt):
        assign(conversation, to=cast.stranger, by=cast.mina.as_actor)
    cast.dave.is_active = False
    with pytest.raises(CannotSeeIt):
        assign(conversation, to=cast.dave, by=cast.mina.as_actor)


def test_a_snoozed_conversation_comes_back_at_its_time_and_not_before(cast, conversation):
    until = clock.now() + timedelta(hours=3)
    snoozing.snooze(conversation, until=until, by=cast.mina.as_actor)
    assert snoozing.wake_due() == 0
    with time_machine.travel(until + timedelta(seconds=1)):
        assert snoozing.wake_due() == 1
        assert snoozing.wake_due() == 0
    conversation.refresh_from_db()
    assert (conversation.status, conversation.snoozed_until) == ("open", None)


def test_a_time_gone_by_is_no_time_to_snooze_until(cast, conversation):
    with pytest.raises(snoozing.InThePast):
        snoozing.snooze(conversation, until=clock.now(), by=cast.mina.as_actor)


def test_a_reply_ends_the_wait_and_the_next_message_begins_another(cast, conversation):
    reply(conversation, text="We look.", by=cast.mina)
    conversation.refresh_from_db()
    assert (conversation.status, conversation.waiting_since) == ("waiting", None)
    again = stage.written(thread=stage.Thread(conversation.pk))
    receive(again, inbox=cast.inbox)
    conversation.refresh_from_db()
    assert (conversation.status, conversation.waiting_since) == ("open", again.at)


def test_several_messages_of_a_customer_are_one_wait(cast, conversation):
    first = conversation.waiting_since
    receive(stage.written(thread=stage.Thread(conversation.pk)), inbox=cast.inbox)
    conversation.refresh_from_db()
    assert conversation.waiting_since == first


def test_what_follows_in_a_spam_conversation_stays_there_until_somebody_says_otherwise(cast, conversation):
    mark_spam(conversation, by=cast.mina.as_actor)
    receive(stage.written(thread=stage.Thread(conversation.pk)), inbox=cast.inbox)
    conversation.refresh_from_db()
    assert (conversation.status, conversation.waiting_since) == ("spam", None)
    unmark_spam(conversation, by=cast.mina.as_actor)
    assert conversation.status == "open"
    assert conversation.waiting_since is not None


def test_what_was_no_spam_after_all_waits_since_its_first_message_whatever_agents_noted(cast, conversation):
    receive(stage.written(thread=stage.Thread(conversation.pk)), inbox=cast.inbox)
    note(conversation, text="Is this spam?", by=cast.mina)
    mark_spam(conversation, by=cast.mina.as_actor)
    unmark_spam(conversation, by=cast.mina.as_actor)
    assert conversation.waiting_since == conversation.created_at


def test_resolved_and_opened_again(cast, conversation):
    resolve(conversation, by=cast.mina.as_actor)
    assert conversation.resolved_at is not None
    assert Event.objects.get(name="conversation.resolved").data["ended_a_wait"] is True
    reopen(conversation, by=cast.mina.as_actor)
    assert (conversation.status, conversation.resolved_at) == ("open", None)


def test_tags_are_told_apart_by_their_words(cast, conversation):
    tag(conversation, name="Lost Parcel", by=cast.mina.as_actor)
    tag(conversation, name="lost   parcel", by=cast.mina.as_actor)
    tag(conversation, name="退货", by=cast.mina.as_actor)
    assert sorted(conversation.tags.values_list("name", flat=True)) == ["lost parcel", "退货"]
    untag(conversation, name="LOST PARCEL", by=cast.mina.as_actor)
    assert conversation.tags.count() == 1
    for bad in ("", "   ", "x" * 61):
        with pytest.raises(BadTag):
            tag(conversation, name=bad, by=cast.mina.as_actor)


def test_two_agents_who_change_different_things_both_keep_their_change(cast, conversation):
    same = Conversation.objects.get(pk=conversation.pk)
    assign(conversation, to=cast.dave, by=cast.mina.as_actor)
    prioritise(same, priority="high", by=cast.dave.as_actor)
    conversation.refresh_from_db()
    assert (conversation.assignee, conversation.priority_name) == (cast.dave, "high")
    assert conversation.version == Conversation.objects.get(pk=conversation.pk).version


@pytest.mark.parametrize("say", [reply, note])
def test_the_same_words_from_the_same_form_are_said_once(cast, conversation, say):
    first = say(conversation, text="On its way.", by=cast.mina, form="form-1")
    assert say(conversation, text="On its way. ", by=cast.mina, form="form-1") == first
    say(conversation, text="And here is the number.", by=cast.mina, form="form-1")
    say(conversation, text="On its way.", by=cast.mina, form="form-2")
    say(conversation, text="On its way.", by=cast.mina)
    assert Message.objects.filter(kind=first.kind).count() == 4
