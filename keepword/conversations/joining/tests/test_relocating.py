"""A conversation that was written to the wrong place goes on in another inbox, and comes back whole."""

import pytest

from keepword.conversations.fields.defining import Draft, define
from keepword.conversations.fields.putting import put_on_conversation
from keepword.conversations.history.lines import history
from keepword.conversations.inbound import Thread
from keepword.conversations.joining.gathering import cases_of, gather
from keepword.conversations.joining.merging import CannotMerge
from keepword.conversations.joining.relocating import IsThere, relocate
from keepword.conversations.joining.unmerging import unmerge
from keepword.conversations.marking_spam import mark_spam
from keepword.conversations.models import Conversation, FieldValue, Inbox, Merge, Message
from keepword.conversations.noting import note
from keepword.conversations.receiving import receive
from keepword.conversations.replying import reply
from keepword.conversations.resolving import resolve
from keepword.conversations.snoozing import snooze
from keepword.conversations.tagging import tag
from keepword.kit import clock
from tests import cast as stage

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    return stage.gather()


@pytest.fixture
def repairs(cast):
    return Inbox.objects.create(name="Repairs", address="repairs@leafloom.example", brand=cast.brand)


@pytest.fixture
def one(cast):
    return stage.conversation_of(cast, subject="The drawer does not open 抽屉")


def now(conversation):
    return Conversation.objects.get(pk=conversation.pk)


def test_it_goes_on_there_with_all_that_was_said_and_with_who_waits_since_when(cast, repairs, one):
    note(one, text="For the workshop", by=cast.mina)
    tag(one, name="drawer", by=cast.mina.as_actor)
    since = now(one).waiting_since
    made = now(relocate(one, to=repairs, by=cast.mina))
    assert (made.inbox, made.subject, made.status, made.waiting_since) == (repairs, one.subject, "open", since)
    assert made.messages.count() == 2
    assert set(Message.objects.filter(conversation=made).values_list("inbox_id", flat=True)) == {repairs.pk}
    assert [each.name for each in made.tags.all()] == ["drawer"]
    assert now(one).merged_into_id == made.pk


@pytest.mark.parametrize("how", ["resolved", "snoozed", "waiting"])
def test_what_is_set_down_stays_set_down(cast, repairs, one, how):
    if how == "waiting":
        reply(one, text="We look.", by=cast.mina)
    elif how == "resolved":
        resolve(one, by=cast.mina.as_actor)
    else:
        snooze(one, until=clock.now().replace(year=2999), by=cast.mina.as_actor)
    before = now(one)
    made = now(relocate(now(one), to=repairs, by=cast.mina))
    assert (made.status, made.snoozed_until, made.resolved_at) == (how, before.snoozed_until, before.resolved_at)


def test_what_answers_the_old_address_arrives_where_it_goes_on_and_answers_leave_from_there(cast, repairs, one):
    made = relocate(one, to=repairs, by=cast.mina)
    answered = stage.written(subject="Re: The drawer", thread=Thread(conversation_id=one.pk))
    assert receive(answered, inbox=cast.inbox).conversation.pk == made.pk
    sent = reply(now(made), text="Bring it by.", by=cast.mina)
    assert sent.inbox == repairs
    assert (
        receive(
            stage.written(subject="Re: again", thread=Thread(message_ids=(sent.message_id,))), inbox=repairs
        ).conversation.pk
        == made.pk
    )


def test_it_is_undone_whole_and_nothing_empty_is_left(cast, repairs, one):
    before = Conversation.objects.filter(pk=one.pk).values().get()
    made = relocate(one, to=repairs, by=cast.mina)
    assert unmerge(Merge.objects.get(), by=cast.mina)
    after = Conversation.objects.filter(pk=one.pk).values().get()
    assert {**after, "version": 0} == {**before, "version": 0}
    assert (now(made).status, now(made).merged_into_id) == ("merged", one.pk)
    again = relocate(now(one), to=repairs, by=cast.mina)
    assert again.messages.count() == 1


def test_what_was_said_there_since_keeps_it_there(cast, repairs, one):
    made = relocate(one, to=repairs, by=cast.mina)
    reply(now(made), text="Bring it by.", by=cast.mina)
    unmerge(Merge.objects.get(), by=cast.mina)
    assert now(made).status != "merged"
    assert now(made).messages.count() == 1


def test_it_stays_with_its_agent_who_sees_that_inbox_and_with_nobody_otherwise(cast, repairs, one):
    one.change(assignee=cast.mina)
    assert relocate(now(one), to=repairs, by=cast.ruth).assignee_id == cast.mina.pk
    closed = Inbox.objects.create(name="Board", address="board@leafloom.example", brand=cast.brand)
    closed.teams.create(name="Board")
    other = stage.conversation_of(cast, "ko")
    other.change(assignee=cast.mina)
    assert relocate(now(other), to=closed, by=cast.ruth).assignee_id is None


def test_own_fields_and_the_problem_come_along_once(cast, repairs, one):
    field = define(Draft("Serial number", about="conversation"), by=cast.ruth.as_actor)
    put_on_conversation(one, said={field: ["SN-77"]}, by=cast.mina.as_actor)
    problem = stage.conversation_of(cast, "ko")
    gather(one, under=problem, by=cast.mina.as_actor)
    made = relocate(now(one), to=repairs, by=cast.mina)
    assert FieldValue.objects.filter(conversation=made).values_list("text", flat=True)[0] == "SN-77"
    assert [case.pk for case in cases_of(problem, to=cast.mina)] == [made.pk]


def test_the_history_says_that_it_was_moved(cast, repairs, one):
    made = relocate(one, to=repairs, by=cast.mina)
    said = [line.text for line in history(now(made))]
    assert any("moved it here from another inbox" in words and one.reference in words for words in said)


def test_what_lies_there_is_merged_or_is_spam_is_refused(cast, repairs, one):
    with pytest.raises(IsThere):
        relocate(one, to=cast.inbox, by=cast.mina)
    relocate(one, to=repairs, by=cast.mina)
    with pytest.raises(CannotMerge):
        relocate(now(one), to=repairs, by=cast.mina)
    spam = stage.conversation_of(cast, "ko")
    mark_spam(spam, by=cast.mina.as_actor)
    with pytest.raises(CannotMerge):
        relocate(now(spam), to=repairs, by=cast.mina)
    assert Conversation.objects.filter(inbox=repairs).count() == 1


def test_what_was_held_there_is_held_when_it_comes_back(cast, repairs, one):
    made = relocate(one, to=repairs, by=cast.mina)
    now(made).change(is_held=True)
    unmerge(Merge.objects.get(), by=cast.mina)
    assert now(one).is_held
