"""New conversations find somebody."""

from collections import Counter
from datetime import timedelta

import pytest

from keepword.conversations.assigning import assign_team
from keepword.conversations.history.lines import history
from keepword.conversations.inbound import Thread
from keepword.conversations.models import Capacity, Conversation
from keepword.conversations.receiving import receive
from keepword.conversations.resolving import resolve
from keepword.conversations.routing.routing import give, route
from keepword.conversations.routing.setting import (
    BadWay,
    clean,
    come_back,
    go_away,
    leave_out,
    set_capacity,
    set_routing,
    set_team_routing,
)
from keepword.events import working
from keepword.events.actor import SYSTEM
from keepword.events.models import Event
from keepword.kit import clock
from tests import cast as stage

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    cast = stage.gather()
    set_routing(cast.inbox, way="by_load", minds_language=True, skill="", by=SYSTEM)
    for agent in (cast.mina, cast.dave, cast.stranger):
        set_capacity(agent, most=None, skills=[], by=SYSTEM)
    return cast


def arrive(cast, language="en"):
    conversation = stage.conversation_of(cast, language)
    while working.run_due():
        pass
    return Conversation.objects.get(pk=conversation.pk)


def test_they_are_shared_out_among_those_who_see_the_inbox_and_history_says_why(cast):
    arrived = [arrive(cast) for _ in range(4)]
    assert Counter(one.assignee_id for one in arrived) == {cast.mina.pk: 2, cast.dave.pk: 2}
    assert "Given to Mina Park by itself: held least: 0 open." in [line.text for line in history(arrived[0])]


def test_nothing_is_given_where_nobody_set_it(cast):
    set_routing(cast.inbox, way="", minds_language=True, skill="", by=SYSTEM)
    assert arrive(cast).assignee_id is None


def test_the_customers_language_comes_first(cast):
    cast.dave.languages = ["ko"]
    cast.dave.save()
    assert [arrive(cast, "ko").assignee_id for _ in range(2)] == [cast.dave.pk] * 2


def test_a_limit_is_kept_and_what_nobody_can_take_stays_in_sight(cast):
    leave_out(cast.dave, by=SYSTEM)
    set_capacity(cast.mina, most=1, skills=[], by=SYSTEM)
    assert [arrive(cast).assignee_id for _ in range(2)] == [cast.mina.pk, None]


def test_a_skill_is_demanded(cast):
    set_routing(cast.inbox, way="in_turn", minds_language=False, skill=" Returns ", by=SYSTEM)
    assert arrive(cast).assignee_id is None
    set_capacity(cast.dave, most=None, skills=["returns"], by=SYSTEM)
    assert arrive(cast).assignee_id == cast.dave.pk


def test_who_is_away_or_whose_hours_are_over_gets_nothing_new(cast):
    assert go_away(cast.mina, by=cast.mina.as_actor)
    assert not go_away(cast.mina, by=cast.mina.as_actor)
    assert arrive(cast).assignee_id == cast.dave.pk
    go_away(cast.dave, by=cast.dave.as_actor)
    assert arrive(cast).assignee_id is None
    assert come_back(cast.mina, by=cast.mina.as_actor)
    assert arrive(cast).assignee_id == cast.mina.pk


def test_whoever_does_not_work_here_any_more_gets_nothing(cast):
    cast.mina.is_active = False
    cast.mina.save()
    assert arrive(cast).assignee_id == cast.dave.pk


def test_the_same_conversation_is_given_once(cast):
    first = arrive(cast)
    held = first.assignee_id
    route(Event.objects.get(name="conversation.created"))
    assert give(first) is None
    assert Conversation.objects.get(pk=first.pk).assignee_id == held
    assert Event.objects.filter(name="conversation.routed").count() == 1


def test_in_turn_goes_round_whatever_each_holds(cast):
    set_routing(cast.inbox, way="in_turn", minds_language=False, skill="", by=SYSTEM)
    Capacity.objects.filter(agent=cast.mina).update(given_at=clock.now() - timedelta(hours=1))
    Capacity.objects.filter(agent=cast.dave).update(given_at=clock.now() - timedelta(hours=2))
    assert [arrive(cast).assignee_id for _ in range(3)] == [cast.dave.pk, cast.mina.pk, cast.dave.pk]


def test_what_is_set_is_told_apart_by_its_words(cast):
    assert clean([" Returns ", "returns", "", "VAT  rules"]) == ["returns", "vat rules"]
    with pytest.raises(BadWay):
        set_routing(cast.inbox, way="by_chance", minds_language=True, skill="", by=SYSTEM)


def test_what_is_opened_again_finds_somebody_when_nobody_holds_it(cast):
    set_routing(cast.inbox, way="", minds_language=True, skill="", by=SYSTEM)
    one = arrive(cast)
    resolve(one, by=cast.mina.as_actor)
    set_routing(cast.inbox, way="by_load", minds_language=True, skill="", by=SYSTEM)
    receive(stage.written(thread=Thread(conversation_id=one.pk)), inbox=cast.inbox)
    while working.run_due():
        pass
    one.refresh_from_db()
    assert one.assignee_id in (cast.mina.pk, cast.dave.pk)


def test_what_is_given_to_a_team_finds_one_of_its_members_whatever_the_inbox_says(cast):
    set_routing(cast.inbox, way="", minds_language=True, skill="", by=SYSTEM)
    cast.mina.teams.clear()
    cast.inbox.teams.clear()
    set_team_routing(cast.team, way="in_turn", minds_language=False, skill="", by=SYSTEM)
    held = []
    for _ in range(2):
        one = arrive(cast)
        assert one.assignee_id is None
        assign_team(one, to=cast.team, by=cast.ruth.as_actor)
        while working.run_due():
            pass
        one.refresh_from_db()
        held.append(one.assignee_id)
    assert held == [cast.dave.pk, cast.dave.pk]
