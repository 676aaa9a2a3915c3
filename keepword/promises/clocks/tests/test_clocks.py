"""Clocks start, pause, stop and are told of: with the facts, once, and with their own instants."""

import random
from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from keepword.conversations.assigning import assign_team
from keepword.conversations.inbound import Thread
from keepword.conversations.keeping_hours import keep as keep_hours
from keepword.conversations.models import Conversation
from keepword.conversations.prioritising import prioritise
from keepword.conversations.receiving import receive
from keepword.conversations.replying import reply
from keepword.conversations.resolving import resolve
from keepword.conversations.settling import need_no_reply
from keepword.conversations.tagging import tag, untag
from keepword.conversations.tests.test_waiting import ACTS, Play
from keepword.events import reacting
from keepword.events.models import Event, Task
from keepword.hours.calendar import Calendar
from keepword.hours.defining import change as change_hours
from keepword.hours.defining import define as define_hours
from keepword.kit import clock as time
from keepword.promises.clocks import policies, rebuilding
from keepword.promises.clocks.policies import Draft, change, define, draft_of, move_up, retire
from keepword.promises.clocks.warnings import warn_due
from keepword.promises.models import Clock, SlaPolicy, Wait
from tests import cast as stage

pytestmark = pytest.mark.django_db

MORNING = datetime(2026, 3, 2, 9, tzinfo=UTC)
HOUR = 3600


@pytest.fixture
def cast():
    policies.forget()
    return stage.gather()


@pytest.fixture
def traveller():
    with time_machine.travel(MORNING, tick=False) as traveller:
        yield traveller


def draft(name="Quick", *, priority=None, **changes):
    """First answer in four hours, solved in a day, at every priority."""
    kinds = {"first_response": 4 * HOUR, "next_response": 8 * HOUR, "resolution": 24 * HOUR}
    targets = {(value, kind): seconds for value in (10, 20, 30, 40) for kind, seconds in kinds.items()}
    targets |= {(40, "first_response"): HOUR}
    return Draft(name, changes.pop("targets", targets), **changes)


def run_tasks():
    """What the clocks do afterwards; what a customer is told meanwhile is another test's."""
    for task in Task.objects.filter(reaction__startswith="promises.clocks").select_related("event"):
        reacting.afterwards_by_name()[task.reaction](task.event)
        task.delete()


def shown(conversation):
    return [
        (one.kind, one.outcome, one.due_at and (one.due_at - MORNING).total_seconds() / HOUR)
        for one in Clock.objects.filter(conversation=conversation).order_by("id")
    ]


def due(conversation):
    conversation.refresh_from_db()
    return conversation.due_at and (conversation.due_at - MORNING).total_seconds() / HOUR


def test_without_a_policy_there_is_no_clock(cast):
    assert due(stage.conversation_of(cast)) is None
    assert not Clock.objects.exists()


def test_a_message_starts_clocks_and_an_answer_stops_or_pauses_them(cast, traveller):
    define(draft(), by=cast.ruth.as_actor)
    conversation = stage.conversation_of(cast)
    assert shown(conversation) == [("first_response", "running", 4), ("resolution", "running", 24)]
    assert due(conversation) == 4
    traveller.shift(timedelta(hours=1))
    reply(conversation, text="It is on its way.", by=cast.mina)
    assert shown(conversation) == [("first_response", "met", 4), ("resolution", "paused", None)]
    assert due(conversation) is None
    traveller.shift(timedelta(hours=10))
    receive(stage.written(thread=Thread(conversation_id=conversation.pk)), inbox=cast.inbox)
    assert shown(conversation)[1:] == [("resolution", "running", 34), ("next_response", "running", 19)]
    assert due(conversation) == 19
    resolve(conversation, by=cast.mina.as_actor)
    assert [outcome for _, outcome, _ in shown(conversation)] == ["met", "met", "void"]
    assert due(conversation) is None


def test_a_raised_priority_brings_the_target_nearer(cast, traveller):
    define(draft(), by=cast.ruth.as_actor)
    conversation = stage.conversation_of(cast)
    prioritise(conversation, priority="urgent", by=cast.mina.as_actor)
    assert due(conversation) == 1


def test_a_changed_policy_keeps_the_old_clock_and_starts_a_new_one(cast, traveller):
    policy = define(draft(), by=cast.ruth.as_actor)
    conversation = stage.conversation_of(cast)
    traveller.shift(timedelta(hours=1))
    slower = draft(targets={(20, "first_response"): 6 * HOUR})
    made = change(policy, to=slower, by=cast.ruth.as_actor)
    run_tasks()
    assert shown(conversation) == [
        ("first_response", "void", 4),
        ("resolution", "void", 24),
        ("first_response", "running", 6),
    ]
    assert Clock.objects.running().get().policy == made
    assert change(made, to=slower, by=cast.ruth.as_actor) == made
    retire(made, by=cast.ruth.as_actor)
    run_tasks()
    assert not Clock.objects.running().exists()
    assert due(conversation) is None


def test_an_edited_calendar_moves_what_runs_and_says_so(cast, traveller):
    office = Calendar("UTC", week=(((540, 1020),),) * 7)
    hours = define_hours("Office", calendar=office)
    keep_hours(hours, inboxes=[cast.inbox.pk])
    define(draft(targets={(20, "first_response"): 12 * HOUR}), by=cast.ruth.as_actor)
    done, runs = stage.conversation_of(cast), stage.conversation_of(cast, "ko")
    traveller.shift(timedelta(hours=2))
    reply(done, text="It is on its way.", by=cast.mina)
    run_tasks()
    assert due(runs) == 28
    traveller.shift(timedelta(hours=1))
    change_hours(hours, calendar=Calendar("UTC", week=(((540, 780),),) * 7))
    run_tasks()
    assert due(runs) == 52
    assert shown(done) == [("first_response", "met", 28)]
    assert Event.objects.get(name="clock.recomputed").conversation_id == runs.pk
    assert Event.objects.get(name="clock.recomputed").cause.name == "hours.changed"


def test_policies_are_tried_in_order(cast, traveller):
    define(draft("All"), by=cast.ruth.as_actor)
    tags = {"tags": ["vip"]}
    define(draft("Friends", conditions=tags, targets={(20, "first_response"): HOUR}), by=cast.ruth.as_actor)
    conversation = stage.conversation_of(cast)
    tag(conversation, name="VIP", by=cast.mina.as_actor)
    assert due(conversation) == 4
    traveller.shift(timedelta(minutes=1))
    move_up(SlaPolicy.objects.in_force().get(name="Friends"), by=cast.ruth.as_actor)
    run_tasks()
    assert [one.name for one in SlaPolicy.objects.in_force()] == ["Friends", "All"]
    assert due(conversation) == 1


def test_warnings_and_the_breach_are_told_once_with_their_own_instants(cast, traveller):
    define(draft(warn_at=[50], targets={(20, "first_response"): 4 * HOUR}), by=cast.ruth.as_actor)
    stage.conversation_of(cast)
    assert warn_due() == 0
    traveller.shift(timedelta(hours=100))
    assert warn_due() == 2
    assert warn_due() == 0
    told = Event.objects.filter(name__startswith="clock.").order_by("id").values_list("name", "data")
    assert [(name, data["share"], data["at"]) for name, data in told] == [
        ("clock.warned", 50, (MORNING + timedelta(hours=2)).isoformat()),
        ("clock.breached", 100, (MORNING + timedelta(hours=4)).isoformat()),
    ]


def test_a_breach_is_told_even_when_the_answer_came_before_the_job(cast, traveller):
    define(draft(targets={(20, "first_response"): HOUR}), by=cast.ruth.as_actor)
    conversation = stage.conversation_of(cast)
    traveller.shift(timedelta(hours=3))
    reply(conversation, text="Sorry that it took so long.", by=cast.mina)
    assert warn_due() == 1
    assert Event.objects.get(name="clock.breached").data["at"] == (MORNING + timedelta(hours=1)).isoformat()
    assert not Event.objects.filter(name="clock.warned").exists()


def test_an_answer_exactly_when_it_is_due_is_in_time_for_the_job_too(cast, traveller):
    define(draft(targets={(20, "first_response"): HOUR}), by=cast.ruth.as_actor)
    conversation = stage.conversation_of(cast)
    traveller.shift(timedelta(hours=1))
    reply(conversation, text="It is on its way.", by=cast.mina)
    assert warn_due() == 0
    assert Clock.objects.get().outcome == "met"


def kept():
    def of(rows):
        left_out = ("_state", "id")
        return [{name: value for name, value in one.__dict__.items() if name not in left_out} for one in rows]

    clocks = Clock.objects.order_by("conversation_id", "kind", "started_at", "since", "policy_id")
    return of(clocks) + of(Wait.objects.order_by("conversation_id", "started_at"))


class Life(Play):
    """As `Play`, with what the clocks are about; the job runs now and then."""

    def prioritise(self):
        prioritise(self.conversation, priority=self._one(["low", "normal", "urgent"]), by=self.by)

    def tag(self):
        tag(self.conversation, name="vip", by=self.by)

    def untag(self):
        untag(self.conversation, name="vip", by=self.by)

    def need_no_reply(self):
        need_no_reply(self.conversation, by=self.by)

    def give_to_a_team(self):
        assign_team(self.conversation, to=self._one([None, self.cast.team]), by=self.by)

    def look(self):
        warn_due()

    def change_a_policy(self):
        policy = self._one(list(SlaPolicy.objects.in_force()))
        seconds = self._one([HOUR, 3 * HOUR, 9 * HOUR])
        to = draft_of(policy)
        change(
            policy,
            to=draft(to.name, conditions=to.conditions, targets=to.targets | {(20, "update"): seconds}),
            by=self.by,
        )
        run_tasks()

    def _one(self, of):
        return random.Random(time.now().timestamp()).choice(of)  # noqa: S311


ALL = (*ACTS, Life.prioritise, Life.tag, Life.untag, Life.need_no_reply, Life.look, Life.change_a_policy)
ALL = (*ALL, Life.give_to_a_team, Life.receive, Life.reply)


@pytest.mark.parametrize("seed", range(40))
def test_rows_written_live_are_those_that_a_rebuilding_writes(cast, seed):
    chosen = random.Random(seed).choices(ALL, k=25)  # noqa: S311
    with time_machine.travel(MORNING, tick=False) as traveller:
        define(draft("Friends", conditions={"tags": ["vip"]}), by=cast.ruth.as_actor)
        define(draft("All", targets={(20, "update"): 2 * HOUR, (10, "resolution"): HOUR}), by=cast.ruth.as_actor)
        life = Life(cast)
        for act in chosen:
            traveller.shift(timedelta(hours=1))
            act(life)
        done = [act.__name__ for act in chosen]
        live = kept()
        assert rebuilding.rebuild().clocks == 0, done
        assert kept() == live, done
        Clock.objects.all().delete()
        Wait.objects.all().delete()
        Conversation.objects.update(due_at=None)
        before = due_of_all(live)
        rebuilding.rebuild()
        assert kept() == live, done
        assert list(Conversation.objects.values_list("due_at", flat=True)) == before


def due_of_all(rows):
    open_clocks = [row["due_at"] for row in rows if "outcome" in row and row["ended_at"] is None and row["due_at"]]
    return [min(open_clocks, default=None)]
