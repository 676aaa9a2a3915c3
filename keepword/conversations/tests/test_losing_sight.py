"""Somebody is let into an inbox no more while they hold what lies in it: nothing of it waits unseen."""

import pytest

from keepword.conversations.arranging import arrange_inbox
from keepword.conversations.assigning import assign
from keepword.conversations.models import Conversation, InternalTask
from keepword.conversations.resolving import resolve
from keepword.conversations.tasks.giving import Asked, give
from keepword.events.models import Event
from keepword.events.working import run_due
from keepword.people import employing
from keepword.people.employing import Particulars
from keepword.people.models import Team
from keepword.people.teaming import arrange
from tests import cast as stage


@pytest.fixture
def cast(db):
    return stage.gather()


@pytest.fixture
def held(cast):
    conversation = stage.conversation_of(cast)
    assign(conversation, to=cast.mina, by=cast.mina.as_actor)
    return conversation


def loses_the_team(cast):
    one = cast.mina
    same = Particulars(one.name, one.public_name, one.email, one.role, one.language, one.time_zone)
    employing.change(one, to=same, teams=[], by=cast.ruth.as_actor)


def team_is_made_smaller(cast):
    arrange(cast.team, name="Shop", agents=[cast.dave], by=cast.ruth.as_actor)


def inbox_goes_to_others(cast):
    others = Team.objects.create(name="Others")
    others.agents.set([cast.dave])
    inbox = cast.inbox
    by = cast.ruth.as_actor
    arrange_inbox(inbox, name=inbox.name, address=inbox.address, brand=inbox.brand, teams=[others], by=by)


def worked():
    while run_due():
        pass


WAYS = [loses_the_team, team_is_made_smaller, inbox_goes_to_others]


@pytest.mark.parametrize("happens", WAYS)
def test_what_they_held_stands_among_the_unassigned(cast, held, happens):
    theirs = stage.conversation_of(cast, "ko")
    assign(theirs, to=cast.dave, by=cast.dave.as_actor)
    done = stage.conversation_of(cast, "ar")
    assign(done, to=cast.mina, by=cast.mina.as_actor)
    resolve(done, by=cast.mina.as_actor)
    happens(cast)
    worked()
    holders = dict(Conversation.objects.values_list("id", "assignee__name"))
    assert holders == {held.pk: None, theirs.pk: "Dave Ortiz", done.pk: "Mina Park"}
    fact = Event.objects.filter(conversation_id=held.pk, name="conversation.assigned").latest("id")
    assert (fact.data["was"], fact.data["to"]) == (cast.mina.pk, None)


def test_a_task_goes_back_to_whoever_gave_it(cast, held):
    task = give(Asked("Call them", agent=cast.mina), conversation=held, by=cast.dave)
    loses_the_team(cast)
    worked()
    assert InternalTask.objects.get(pk=task.pk).agent == cast.dave


def test_a_new_name_takes_nothing_from_anybody(cast, held):
    one = cast.mina
    renamed = Particulars("Mina Lee", one.public_name, one.email, one.role, one.language, one.time_zone)
    employing.change(one, to=renamed, teams=[cast.team], by=cast.ruth.as_actor)
    worked()
    held.refresh_from_db()
    assert held.assignee == one


def test_an_inbox_that_is_open_to_all_takes_nothing_from_anybody(cast, held):
    cast.inbox.teams.clear()
    loses_the_team(cast)
    worked()
    held.refresh_from_db()
    assert held.assignee == cast.mina
