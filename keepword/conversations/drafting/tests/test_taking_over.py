"""What was scheduled finds another world when its time comes: its writer is gone or let in no more, the conversation
was put aside or thrown away. Nothing goes that should not, and nobody's words are lost."""

from datetime import timedelta

import pytest
import time_machine

from keepword.conversations.assigning import assign
from keepword.conversations.binning import put_in_bin
from keepword.conversations.drafting.keeping import Written, save
from keepword.conversations.drafting.planning import Plan, put_off, recall, schedule, send_now
from keepword.conversations.marking_spam import mark_spam
from keepword.conversations.models import Draft, Message
from keepword.conversations.models.conversation import SNOOZED
from keepword.conversations.snoozing import snooze
from keepword.events.working import run_due
from keepword.kit import clock
from keepword.notices.models import Notice
from keepword.people.models import Team
from keepword.people.permissions import LIGHT_AGENT


@pytest.fixture
def frozen():
    with time_machine.travel("2026-11-23T10:00Z", tick=False) as time:
        yield time


@pytest.fixture
def scheduled(frozen, cast, conversation):
    """Mina's answer, to leave in an hour."""
    draft = save(conversation, agent=cast.mina, kind="reply", written=Written("It left today."))
    schedule(draft, plan=Plan(clock.now() + timedelta(hours=1)))
    return draft


def an_hour_later(frozen):
    frozen.shift(3601)
    while run_due():
        pass


def replies():
    said = Message.objects.filter(kind="reply", is_automatic=False)
    return list(said.values_list("text", "agent__name"))


def leaves_the_house(cast, conversation):
    cast.mina.is_active = False
    cast.mina.save()


def leaves_the_team(cast, conversation):
    cast.mina.teams.clear()


def only_reads_now(cast, conversation):
    cast.mina.role = LIGHT_AGENT
    cast.mina.save()


def inbox_is_closed(cast, conversation):
    conversation.inbox.teams.set([Team.objects.create(name="Elsewhere")])
    cast.dave.teams.set(conversation.inbox.teams.all())


OUT = [
    (leaves_the_house, "away"),
    (leaves_the_team, "barred"),
    (only_reads_now, "barred"),
    (inbox_is_closed, "barred"),
]


@pytest.mark.parametrize(("happens", "why"), OUT)
def test_who_may_not_answer_any_more_sends_nothing_later_and_a_colleague_is_told(
    frozen, cast, conversation, scheduled, happens, why
):
    assign(conversation, to=cast.dave, by=cast.dave.as_actor)
    happens(cast, conversation)
    an_hour_later(frozen)
    assert replies() == []
    assert Draft.objects.get().held_for == why
    assert list(Notice.objects.filter(kind="held").values_list("agent__name", flat=True)) == [cast.dave.name]


def test_where_nobody_else_holds_the_conversation_its_team_is_told(frozen, cast, conversation, scheduled):
    assign(conversation, to=cast.mina, by=cast.mina.as_actor)
    only_reads_now(cast, conversation)
    an_hour_later(frozen)
    told = set(Notice.objects.filter(kind="held").values_list("agent__name", flat=True))
    assert told == {cast.dave.name}


@pytest.mark.parametrize("happens", [leaves_the_house, only_reads_now])
def test_a_colleague_goes_on_with_it_in_their_own_name(frozen, cast, conversation, scheduled, happens):
    happens(cast, conversation)
    an_hour_later(frozen)
    begun = recall(Draft.objects.get(), by=cast.dave)
    assert (begun.agent, begun.text, begun.state) == (cast.dave, "It left today.", "writing")
    assert Draft.objects.visible_to(cast.dave).get() == begun


def test_words_that_the_colleague_wrote_there_stand_below_them(frozen, cast, conversation, scheduled):
    save(conversation, agent=cast.dave, kind="reply", written=Written("My own."))
    leaves_the_house(cast, conversation)
    assert recall(Draft.objects.get(state="scheduled"), by=cast.dave).text == "It left today.\n\nMy own."


def test_what_a_colleague_sends_or_puts_off_leaves_as_theirs(frozen, cast, conversation, scheduled):
    leaves_the_team(cast, conversation)
    an_hour_later(frozen)
    put_off(Draft.objects.get(), send_at=clock.now() + timedelta(minutes=30), by=cast.dave)
    send_now(Draft.objects.get(), by=cast.dave)
    assert replies() == [("It left today.", cast.dave.name)]


def test_who_may_still_answer_keeps_their_name_whoever_presses(frozen, cast, conversation, scheduled):
    send_now(scheduled, by=cast.dave)
    assert replies() == [("It left today.", cast.mina.name)]


@pytest.mark.parametrize(
    "throw_away",
    [lambda one, by: mark_spam(one, by=by.as_actor), lambda one, by: put_in_bin(one, by=by)],
)
def test_nothing_goes_to_spam_or_to_what_is_deleted(frozen, cast, conversation, scheduled, throw_away):
    throw_away(conversation, cast.dave)
    an_hour_later(frozen)
    assert replies() == []
    assert Draft.objects.get().held_for == "binned"
    assert list(Notice.objects.filter(kind="held").values_list("agent__name", flat=True)) == [cast.mina.name]


def test_what_was_put_aside_until_later_stays_there_when_the_answer_goes(frozen, cast, conversation, scheduled):
    until = clock.now() + timedelta(days=3)
    snooze(conversation, until=until, by=cast.mina.as_actor)
    an_hour_later(frozen)
    conversation.refresh_from_db()
    assert len(replies()) == 1
    assert (conversation.status, conversation.snoozed_until) == (SNOOZED, until)


def test_what_was_put_aside_until_before_the_answer_waits_for_the_customer(frozen, cast, conversation, scheduled):
    snooze(conversation, until=clock.now() + timedelta(minutes=59), by=cast.mina.as_actor)
    an_hour_later(frozen)
    conversation.refresh_from_db()
    assert (len(replies()), conversation.status) == (1, "waiting")
