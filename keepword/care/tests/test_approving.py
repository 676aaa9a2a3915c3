"""Somebody else says yes or no; what nobody answers is not forgotten."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from keepword.care import approving, taking_back
from keepword.care.approving import approve, decline
from keepword.care.carrying_out import carry_out, not_carried_out
from keepword.care.giving import give, standing_of
from keepword.care.models import Gift
from keepword.care.reminding import remind_due
from keepword.care.taking_back import take_back
from keepword.care.tests.conftest import START, wish
from keepword.conversations.tasks.finishing import finish, take_up
from keepword.events.models import Event
from keepword.notices.hearing import words_of
from keepword.people.merging.merging import merge
from keepword.people.merging.unmerging import unmerge
from keepword.people.models import Agent
from keepword.people.permissions import MANAGER
from tests import cast as stage


@pytest.fixture
def manager(cast):
    Agent.objects.filter(pk=cast.dave.pk).update(role=MANAGER)
    return Agent.objects.get(pk=cast.dave.pk)


def test_a_yes_gives_it(cast, asked):
    assert approve(asked, by=cast.ruth, word="Of course")
    asked.refresh_from_db()
    assert (asked.state, asked.decided_by, asked.word, asked.given_at) == ("given", cast.ruth, "Of course", START)
    assert asked.task.agent == cast.mina
    event = Event.objects.get(name="gift.approved")
    assert [(word.kind, word.agent_id) for word in words_of([event])] == [("gift_answered", cast.mina.pk)]


def test_what_was_approved_counts_for_the_customer_but_not_in_the_purse_of_who_asked(cast, conversation, asked):
    approve(asked, by=cast.ruth)
    used = standing_of(conversation, agent=cast.mina).used
    assert (used.customer, used.agent) == (45_00, 0)


def test_a_no_gives_nothing_and_the_first_answer_counts(cast, conversation, asked):
    assert decline(asked, by=cast.ruth, word="Not twice")
    assert not approve(asked, by=cast.ruth)
    asked.refresh_from_db()
    assert (asked.state, asked.given_at, asked.task) == ("declined", None, None)


def test_nobody_says_yes_to_their_own_wish(cast, conversation, manager):
    gift = give(conversation, wish=wish(300_00), by=manager)
    with pytest.raises(approving.NotTheirs):
        approve(gift, by=manager)
    assert approve(gift, by=cast.ruth)


def test_the_database_itself_refuses_one_person_for_both(cast, asked):
    with pytest.raises(IntegrityError), transaction.atomic():
        Gift.objects.filter(pk=asked.pk).update(decided_by=asked.by_id)


def test_who_may_not_say_yes_is_neither_told_nor_heard(cast, conversation, manager, asked):
    with pytest.raises(approving.NotTheirs):
        approve(asked, by=cast.mina)
    dear = give(conversation, wish=wish(300_00), by=cast.mina)
    told = Event.objects.filter(name="gift.asked").order_by("id").values_list("data", flat=True)
    assert told.last()["to"] == [cast.ruth.pk]  # more than a manager's own limit
    with pytest.raises(approving.NotTheirs):
        approve(dear, by=manager)


def test_a_colleague_who_cannot_see_the_inbox_is_not_asked(cast, conversation, asked):
    Agent.objects.filter(pk=cast.stranger.pk).update(role=MANAGER)
    give(conversation, wish=wish(46_00), by=cast.mina)
    assert Event.objects.filter(name="gift.asked").latest("id").data["to"] == [cast.ruth.pk]


def test_what_nobody_answered_is_told_again_and_then_again(cast, asked, manager, travel):
    assert remind_due() == 0
    for hours in (4, 8):
        travel.move_to(START + timedelta(hours=hours))
        assert remind_due() == 1
        assert remind_due() == 0
    waiting = Event.objects.filter(name="gift.waiting")
    assert [one.data["to"] for one in waiting] == [[manager.pk, cast.ruth.pk]] * 2
    approve(asked, by=cast.ruth)
    travel.move_to(START + timedelta(hours=12))
    assert remind_due() == 0
    assert words_of(list(waiting)) == []  # nobody is called to what is answered


def test_a_wish_is_withdrawn_and_a_gift_taken_back(cast, conversation, asked):
    assert take_back(asked, by=cast.mina)
    given = give(conversation, wish=wish(20_00), by=cast.mina)
    assert take_back(given, by=cast.mina, why="Wrong customer")
    assert not take_back(given, by=cast.mina)
    given.refresh_from_db()
    assert (given.state, given.taken_back_by, given.why) == ("taken_back", cast.mina, "Wrong customer")
    assert given.task.done_at is not None
    assert standing_of(conversation, agent=cast.mina).used.customer == 0


def test_a_gift_is_taken_back_by_whoever_gave_it_or_leads_and_only_while_it_is_young(cast, conversation, travel):
    given = give(conversation, wish=wish(20_00), by=cast.mina)
    with pytest.raises(taking_back.NotTheirs):
        take_back(given, by=cast.dave)
    travel.move_to(START + timedelta(days=14, seconds=1))
    with pytest.raises(taking_back.TooLate):
        take_back(given, by=cast.ruth)


def test_the_task_and_the_gift_are_done_together(cast, conversation):
    given = give(conversation, wish=wish(20_00), by=cast.mina)
    finish(given.task, by=cast.dave)
    given.refresh_from_db()
    assert given.carried_out_by == cast.dave
    take_up(given.task, by=cast.dave)
    given.refresh_from_db()
    assert given.carried_out_at is None
    assert carry_out(given, by=cast.mina)
    assert not carry_out(given, by=cast.dave)
    given.refresh_from_db()
    assert (given.carried_out_by, given.task.done_by) == (cast.mina, cast.mina)
    assert not_carried_out(given, by=cast.mina)
    given.refresh_from_db()
    assert given.task.is_open


def test_gifts_follow_who_becomes_one_person_and_two_again(cast, conversation):
    other = stage.conversation_of(cast, address="ann@else.example")
    given = give(other, wish=wish(20_00), by=cast.mina)
    merged = merge(other.contact, into=conversation.contact, by=cast.ruth)
    given.refresh_from_db()
    assert given.contact_id == conversation.contact_id
    assert standing_of(conversation, agent=cast.dave).used.customer == 20_00
    unmerge(merged, by=cast.ruth)
    given.refresh_from_db()
    assert given.contact_id == other.contact_id
