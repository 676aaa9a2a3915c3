"""Many conversations at once: done row by row, told row by row, and taken back."""

import pytest

from keepword.conversations.assigning import assign
from keepword.conversations.bulk.acts import BadAct
from keepword.conversations.bulk.beginning import CannotBegin, begin, cancel, undo
from keepword.conversations.bulk.counting import progress_of, troubles_of
from keepword.conversations.bulk.running import run
from keepword.conversations.models import Bulk, BulkRow, Conversation, Inbox, Message, SavedView
from keepword.conversations.receiving import receive
from keepword.conversations.resolving import resolve
from keepword.conversations.views.defining import Draft, define
from keepword.conversations.views.rules import IS, Rule
from keepword.events import giving_way, working
from keepword.events.actor import SYSTEM
from keepword.events.models import Event
from keepword.people.models.agent import OWN
from keepword.people.permissions import CHANGE
from keepword.people.roles.defining import make as make_role
from tests import cast as stage

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    return stage.gather()


@pytest.fixture
def three(cast):
    return [stage.conversation_of(cast, language) for language in ("en", "ko", "zh-Hans")]


def finish():
    while working.run_due():
        pass


def now(conversation):
    return Conversation.objects.get(pk=conversation.pk)


def made(do, cast, rows, **more):
    bulk = begin(do, by=cast.mina, ids=[one.pk for one in rows], **more)
    finish()
    return Bulk.objects.get(pk=bulk.pk)


def test_who_may_do_nothing_to_many_any_more_does_no_more_of_it(cast, three):
    """The role was narrowed between the press and the work."""
    bulk = begin("resolve", by=cast.mina, ids=[one.pk for one in three])
    cast.mina.role, cast.mina.own_role = OWN, make_role("One by one", permissions=[CHANGE], by=SYSTEM)
    cast.mina.save()
    finish()
    assert (progress_of(bulk).done, progress_of(bulk).failed) == (0, 3)
    assert {row.reason for row in bulk.rows.all()} == {"permission"}
    assert {now(one).status for one in three} == {"open"}


ALL = [
    ("assign", "dave", lambda one: one.assignee_id),
    ("team", "team", lambda one: one.team_id),
    ("tag", "late", lambda one: sorted(tag.name for tag in one.tags.all())),
    ("priority", "urgent", lambda one: one.priority_name),
    ("resolve", None, lambda one: one.status),
    ("wait", None, lambda one: one.status),
    ("snooze", 24, lambda one: one.status),
    ("spam", None, lambda one: one.status),
]


@pytest.mark.parametrize(("do", "to", "aspect"), ALL, ids=[row[0] for row in ALL])
def test_each_act_is_done_to_all_and_taken_back(cast, three, do, to, aspect):
    before = [(aspect(now(one)), now(one).waiting_since) for one in three]
    bulk = made(do, cast, three, to={"dave": cast.dave.pk, "team": cast.team.pk}.get(to, to))
    assert progress_of(bulk).done == 3
    assert all(aspect(now(one)) != was for one, (was, _) in zip(three, before, strict=True))
    back = undo(bulk, by=cast.mina)
    finish()
    assert progress_of(back).done == 3
    assert [(aspect(now(one)), now(one).waiting_since) for one in three] == before
    assert undo(bulk, by=cast.mina) == back


def test_what_was_so_already_is_told_apart_and_not_taken_back(cast, three):
    resolve(three[0], by=cast.dave.as_actor)
    bulk = made("resolve", cast, three)
    assert (progress_of(bulk).done, progress_of(bulk).same) == (2, 1)
    undo(bulk, by=cast.mina)
    finish()
    assert [now(one).status for one in three] == ["resolved", "open", "open"]


def test_a_row_that_somebody_changed_since_is_left_alone_and_told(cast, three):
    bulk = made("assign", cast, three, to=cast.mina.pk)
    assign(three[1], to=cast.dave, by=cast.dave.as_actor)
    back = undo(bulk, by=cast.mina)
    finish()
    assert [now(one).assignee_id for one in three] == [None, cast.dave.pk, None]
    told = [(one.reference, one.reason) for one in troubles_of(back, to=cast.mina)]
    assert told == [(three[1].reference, "changed")]


def test_what_the_agent_may_not_see_when_it_is_done_is_not_done(cast, three):
    bulk = begin("resolve", by=cast.mina, ids=[one.pk for one in three])
    cast.mina.teams.clear()
    finish()
    assert progress_of(bulk).failed == 3
    assert {now(one).status for one in three} == {"open"}
    assert {one.reference for one in troubles_of(bulk, to=cast.mina)} == {""}


def test_a_row_that_cannot_be_done_stops_no_other(cast, three):
    hidden = Inbox.objects.create(name="Board", address="board@leafloom.example", brand=cast.brand)
    hidden.teams.create(name="Board")
    board = receive(stage.written(), inbox=hidden).conversation
    bulk = begin("assign", by=cast.ruth, to=cast.mina.pk, ids=[three[0].pk, board.pk, three[1].pk])
    finish()
    assert (progress_of(bulk).done, progress_of(bulk).failed) == (2, 1)
    assert [one.reason for one in troubles_of(bulk, to=cast.ruth)] == ["holder"]


def test_a_whole_view_is_what_it_holds_for_the_agent(cast, three):
    resolve(three[0], by=cast.mina.as_actor)
    begin("tag", by=cast.mina, to="wave", view="open")
    finish()
    tagged = Conversation.objects.filter(tags__name="wave")
    assert set(tagged) == set(three[1:])
    begin("tag", by=cast.stranger, to="theirs", view="open")
    finish()
    assert not Conversation.objects.filter(tags__name="theirs").exists()


def test_a_saved_view_is_asked_as_it_is_listed(cast, three):
    Conversation.objects.filter(pk=three[2].pk).update(priority=40)
    view = define(Draft("Urgent", [Rule("priority", IS, ("urgent",))], owner=cast.mina), by=cast.mina)
    begin("resolve", by=cast.mina, saved_view=view)
    finish()
    assert [now(one).status for one in three] == ["open", "open", "resolved"]
    assert SavedView.objects.visible_to(cast.dave).count() == 0


def test_it_is_stopped_in_the_middle_and_what_was_done_is_taken_back(cast, three, monkeypatch):
    monkeypatch.setattr("keepword.conversations.bulk.running.SLICE", 1)
    bulk = begin("resolve", by=cast.mina, ids=[one.pk for one in three])
    run(Event.objects.get(name="bulk.begun"))
    assert cancel(Bulk.objects.get(pk=bulk.pk), by=cast.mina)
    finish()
    bulk = Bulk.objects.get(pk=bulk.pk)
    assert (bulk.state, progress_of(bulk).done, progress_of(bulk).to_do) == ("cancelled", 1, 2)
    undo(bulk, by=cast.mina)
    finish()
    assert {now(one).status for one in three} == {"open"}


def test_whoever_waits_for_a_page_goes_before_each_of_its_steps(cast, three, monkeypatch):
    begin("reply", by=cast.mina, ids=[one.pk for one in three], to="We are on it")
    done = []
    monkeypatch.setattr(giving_way, "to_pages", lambda: done.append(BulkRow.objects.filter(state="done").count()))
    run(Event.objects.get(name="bulk.begun"))
    assert done == [0, 1, 2]


def test_a_task_that_runs_twice_does_nothing_twice(cast, three):
    bulk = made("reply", cast, three, to="We are on it")
    event = Event.objects.get(name="bulk.begun")
    Bulk.objects.update(state="running")
    run(event)
    assert Message.objects.filter(kind="reply", is_automatic=False).count() == 3
    assert undo(bulk, by=cast.mina) is None


def test_the_same_form_twice_is_one_act(cast, three):
    first = begin("resolve", by=cast.mina, ids=[three[0].pk], form="a")
    assert begin("resolve", by=cast.mina, ids=[three[0].pk], form="a") == first
    assert BulkRow.objects.count() == 1


def test_many_are_merged_into_one_and_parted_again(cast):
    ours = [stage.conversation_of(cast) for _ in range(3)]
    bulk = made("merge", cast, ours, to=ours[0].pk)
    assert ours[0].messages.filter(kind="inbound").count() == 3
    assert (progress_of(bulk).done, progress_of(bulk).same) == (2, 1)
    undo(bulk, by=cast.mina)
    finish()
    assert [one.messages.filter(kind="inbound").count() for one in ours] == [1, 1, 1]


def test_nothing_is_begun_with_what_makes_no_sense_or_is_not_theirs(cast, three):
    for do, to in (("fly", None), ("snooze", 0), ("priority", "x"), ("tag", " "), ("reply", " ")):
        with pytest.raises(BadAct):
            begin(do, by=cast.mina, to=to, ids=[three[0].pk])
    with pytest.raises(CannotBegin):
        begin("resolve", by=cast.mina)
    cast.mina.role = "light_agent"
    with pytest.raises(CannotBegin):
        begin("resolve", by=cast.mina, ids=[three[0].pk])
