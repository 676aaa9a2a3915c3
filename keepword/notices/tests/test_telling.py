"""Who hears of what, and how often."""

from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from keepword.conversations.assigning import assign, assign_team
from keepword.conversations.delivering import mark_failed
from keepword.conversations.drafting import holding
from keepword.conversations.drafting.keeping import Written, save
from keepword.conversations.drafting.planning import Plan, schedule
from keepword.conversations.inbound import Thread
from keepword.conversations.models import Capacity, Routing
from keepword.conversations.noting import note
from keepword.conversations.receiving import Arrival, receive, receive_all
from keepword.conversations.replying import reply
from keepword.conversations.routing.setting import go_away
from keepword.conversations.snoozing import snooze, wake_due
from keepword.conversations.tasks.finishing import finish
from keepword.conversations.tasks.giving import Asked, give
from keepword.conversations.teamwork.following import follow
from keepword.conversations.teamwork.seers import Seers, who_may_see
from keepword.events.actor import SYSTEM
from keepword.events.models import Event
from keepword.kit import clock
from keepword.notices import telling
from keepword.notices.choosing import choose
from keepword.notices.kinds import KINDS, NONE, TEAM, Choice
from keepword.notices.models import Notice
from keepword.notices.reading import read_all, read_in, unread_again
from keepword.notices.saying import say
from keepword.people.employing import deactivate
from keepword.people.models import Agent, Team
from keepword.promises.ledger.breaking import break_overdue
from keepword.promises.ledger.making import promise
from keepword.promises.ledger.reminding import remind
from tests import cast as stage


def answered(cast, conversation, **changes):
    """The customer writes again in it."""
    return receive(stage.written(thread=Thread(conversation_id=conversation.pk), **changes), inbox=cast.inbox)


def test_whoever_is_given_a_conversation_is_told_unless_they_took_it(cast, conversation, told):
    assign(conversation, to=cast.dave, by=cast.mina.as_actor)
    assert told(cast.dave) == ["assigned"]
    assign(conversation, to=cast.mina, by=cast.mina.as_actor)
    assert told(cast.mina) == []


def test_a_customer_who_answers_is_heard_by_who_holds_it_and_by_who_follows(cast, conversation, told):
    assign(conversation, to=cast.mina, by=cast.mina.as_actor)
    follow(conversation, by=cast.dave)
    follow(conversation, by=cast.mina)
    told(cast.mina)
    answered(cast, conversation)
    assert told(cast.mina) == ["answered"]
    assert told(cast.dave) == ["followed"]
    assert told(cast.stranger) == []


def test_a_first_message_is_no_answer_even_when_somebody_holds_it_by_now(cast, told):
    Routing.objects.create(inbox=cast.inbox, way="in_turn")
    made = stage.conversation_of(cast)
    assign(made, to=cast.mina, by=SYSTEM)
    assert told(cast.mina) == ["assigned"]


def test_a_robot_tells_nobody(cast, conversation, told):
    follow(conversation, by=cast.dave)
    told(cast.dave)
    answered(cast, conversation, is_automatic=True)
    assert told(cast.dave) == []


def test_several_within_minutes_are_one_notice_that_counts(cast, conversation, told):
    follow(conversation, by=cast.dave)
    told(cast.dave)
    with time_machine.travel(clock.now(), tick=False) as time:
        for _ in range(3):
            answered(cast, conversation)
            told(cast.dave)
            time.shift(60)
        one = Notice.objects.get(agent=cast.dave)
        assert (one.count, one.told_at) == (3, clock.now() - timedelta(minutes=3))
        time.shift(telling.TOGETHER)
        answered(cast, conversation)
        told(cast.dave)
        one.refresh_from_db()
    assert (one.count, Notice.objects.count()) == (4, 1)
    assert one.told_at == one.at  # by now it may disturb again
    cast.dave.refresh_from_db()
    assert cast.dave.unread_notices == 1


def test_a_fact_that_comes_twice_is_told_once(cast, conversation, told):
    assign(conversation, to=cast.dave, by=cast.mina.as_actor)
    event = Event.objects.get(name="conversation.assigned")
    told(cast.dave)
    telling.tell(event)
    telling.tell_all([event, event])
    assert Notice.objects.get().count == 1


def test_nobody_hears_of_what_they_may_not_see_any_more(cast, conversation, told):
    follow(conversation, by=cast.dave)
    answered(cast, conversation)
    cast.dave.teams.clear()
    assert told(cast.dave) == []
    cast.dave.teams.add(cast.team)
    answered(cast, conversation)
    deactivate(cast.dave, by=SYSTEM)
    assert told(cast.dave) == []


def test_what_was_told_before_is_not_seen_by_who_lost_the_inbox(cast, conversation, told):
    assign(conversation, to=cast.dave, by=cast.mina.as_actor)
    told(cast.dave)
    cast.dave.teams.clear()
    lost = Agent.objects.get(pk=cast.dave.pk)
    assert not Notice.objects.visible_to(lost).exists()


def test_what_is_new_for_ones_team_is_told_to_who_asked_for_it(cast, told):
    choose(cast.dave, kinds={TEAM: Choice()})
    choose(cast.stranger, kinds={TEAM: Choice()})
    made = stage.conversation_of(cast)
    assert told(cast.dave) == ["team"]
    assert told(cast.mina) == []
    assert told(cast.stranger) == []
    read_in(made.pk, by=Agent.objects.get(pk=cast.dave.pk))
    other = Team.objects.create(name="Night")
    cast.mina.teams.add(other)
    choose(cast.mina, kinds={TEAM: Choice()})
    assign_team(made, to=other, by=cast.dave.as_actor)
    assert told(cast.mina) == ["team"]
    assert told(cast.dave) == []


def test_mentions_reach_who_is_called_by_name_and_by_team_but_not_who_calls(cast, conversation, told):
    note(conversation, text="@Shop and @Dave, look", by=cast.mina)
    assert told(cast.dave) == ["mentioned"]
    assert told(cast.mina) == []


def test_what_was_put_aside_comes_back_to_who_put_it_aside_or_holds_it(cast, conversation, told):
    with time_machine.travel(clock.now(), tick=False) as time:
        snooze(conversation, until=clock.now() + timedelta(hours=1), by=cast.mina.as_actor)
        time.shift(3601)
        wake_due()
        assert told(cast.mina) == ["woken"]


def test_a_reply_that_failed_and_one_that_is_held_are_told_to_their_writer(cast, conversation, told):
    sent = reply(conversation, text="Hello", by=cast.mina)
    mark_failed(sent, reason="refused", detail="")
    assert told(cast.mina) == ["failed"]
    later = save(conversation, agent=cast.dave, kind="reply", written=Written("Later"))
    schedule(later, plan=Plan(clock.now() + timedelta(days=1)))
    holding.hold_back(Event.objects.filter(name="message.received").latest("id"))
    assert told(cast.dave)[-1:] == ["held"]


def promised(conversation, cast, *, hours, **more):
    due_at = clock.now() + timedelta(hours=hours)
    return promise(conversation, what="call", due_at=due_at, kind="agent", **more)


def test_a_promise_is_told_to_who_owes_it_then_to_the_team_and_to_its_owner_when_broken(cast, conversation, told):
    with time_machine.travel(clock.now(), tick=False) as time:
        made = promised(conversation, cast, hours=3, by=cast.mina)
        time.shift(timedelta(hours=1, minutes=1))
        remind()
        assert told(cast.mina) == ["promise_near"]
        assert told(cast.dave) == []
        assert Notice.objects.get().needed_by == made.due_at
        assert Notice.objects.get().mail_at is not None  # by mail too, unless one says otherwise
        time.shift(timedelta(hours=1, minutes=40))
        remind()
        assert told(cast.dave) == ["promise_near"]
        time.shift(timedelta(minutes=20))
        break_overdue()
        assert told(cast.mina) == ["promise_near", "promise_broken"]
        assert told(cast.dave) == ["promise_near"]


def test_the_team_hears_at_once_when_who_owes_a_promise_is_away(cast, conversation, told):
    Capacity.objects.create(agent=cast.mina)
    go_away(cast.mina, by=cast.mina.as_actor)
    with time_machine.travel(clock.now(), tick=False) as time:
        promised(conversation, cast, hours=3, by=cast.mina)
        time.shift(timedelta(hours=1, minutes=1))
        remind()
        assert told(cast.dave) == ["promise_near"]


def test_a_promise_that_nobody_owes_by_name_is_told_to_the_team(cast, conversation, told):
    with time_machine.travel(clock.now(), tick=False) as time:
        promised(conversation, cast, hours=3)
        time.shift(timedelta(hours=1, minutes=1))
        remind()
        assert told(cast.dave) == told(cast.mina) == ["promise_near"]
        assert told(cast.stranger) == []


def test_whoever_switched_a_kind_off_is_not_told(cast, conversation, told):
    choose(cast.dave, kinds=dict.fromkeys(KINDS, Choice(page=False, push=False, mail=NONE)))
    assign(conversation, to=cast.dave, by=cast.mina.as_actor)
    assert told(cast.dave) == []


def test_what_only_goes_by_other_ways_is_in_no_list_and_not_counted(cast, conversation, told):
    choose(cast.dave, kinds={"assigned": Choice(page=False, push=True)})
    assign(conversation, to=cast.dave, by=cast.mina.as_actor)
    assert told(cast.dave) == ["assigned"]
    cast.dave.refresh_from_db()
    assert cast.dave.unread_notices == 0
    assert not Notice.objects.listed().exists()


def test_reading_all_can_be_taken_back_exactly(cast, conversation, told):
    assign(conversation, to=cast.dave, by=cast.mina.as_actor)
    note(conversation, text="@Dave look", by=cast.mina)
    told(cast.dave)
    dave = Agent.objects.get(pk=cast.dave.pk)
    assert (dave.unread_notices, read_in(conversation.pk, by=dave), dave.unread_notices) == (2, 2, 0)
    note(conversation, text="@Dave look again", by=cast.mina)
    told(dave)
    marked = read_all(by=dave)
    assert dave.unread_notices == 0
    assert unread_again(at=marked, by=dave) == 1
    assert Agent.objects.get(pk=dave.pk).unread_notices == 1


def test_open_screens_of_those_who_are_told_look_again(cast, conversation, told):
    assign(conversation, to=cast.dave, by=cast.mina.as_actor)
    told(cast.dave)
    assert Event.objects.get(name="notice.made").data == {"to": [cast.dave.pk]}


def test_a_batch_of_mail_costs_the_same_few_queries(cast, told, django_assert_max_num_queries):
    made = [stage.conversation_of(cast) for _ in range(12)]
    for one in made:
        follow(one, by=cast.dave)
    told(cast.dave)
    threads = [Thread(conversation_id=one.pk) for one in made]
    receive_all([Arrival(stage.written(thread=thread), cast.inbox) for thread in threads])
    events = list(Event.objects.filter(name="message.received").order_by("-id")[:12])
    with django_assert_max_num_queries(20):
        telling.tell_all(events)
    assert Notice.objects.filter(agent=cast.dave, kind="followed").count() == 12


def test_what_happens_again_to_many_is_counted_up_in_one_statement(cast, told):
    """Not in a CASE for each, which took thirty milliseconds of each of the hundreds that fall due at nine."""
    made = [stage.conversation_of(cast) for _ in range(12)]
    for one in made:
        follow(one, by=cast.dave)
        answered(cast, one)
    told(cast.dave)
    for one in made:
        answered(cast, one)
    again = list(Event.objects.filter(name="message.received").order_by("-id")[:12])
    with CaptureQueriesContext(connection) as queries:
        telling.tell_all(again)
    assert set(Notice.objects.filter(agent=cast.dave, kind="followed").values_list("count", "event_id")) == {
        (2, event.pk) for event in again
    }
    assert len(queries) <= 20
    assert not [one for one in queries if "CASE" in one["sql"]]


def test_many_are_asked_as_one_is_who_may_see_a_conversation(cast, conversation):
    assert Seers().of(cast.inbox.pk) == set(who_may_see(conversation).values_list("id", flat=True))
    cast.inbox.teams.clear()
    assert Seers().of(cast.inbox.pk) == set(who_may_see(conversation).values_list("id", flat=True))


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_can_be_said_when_its_fact_is_gone(cast, kind):
    assert say(Notice(agent=cast.mina, kind=kind), names={})


def test_a_task_is_heard_by_whoever_has_it_and_its_end_by_whoever_gave_it(cast, conversation, told):
    task = give(Asked("Call", agent=cast.dave), by=cast.mina, conversation=conversation)
    assert (told(cast.dave), told(cast.mina)) == (["task"], [])
    assert say(Notice.objects.get(), names={cast.mina.pk: "Mina Park"}) == "Mina Park gave you a task."
    finish(task, by=cast.dave)
    assert told(cast.mina) == ["task"]


def test_a_task_without_a_conversation_is_heard_as_well(cast, told):
    give(Asked("Water the plants", team=cast.team), by=cast.mina)
    assert (told(cast.dave), told(cast.stranger)) == (["task"], [])
