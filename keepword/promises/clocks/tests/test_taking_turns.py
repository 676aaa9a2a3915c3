"""Whoever writes clocks holds the conversation first: nobody waits for each other, and nobody writes what was true."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from keepword.conversations.keeping_hours import keep as keep_hours
from keepword.conversations.models import Conversation
from keepword.events import reacting
from keepword.events.models import Task
from keepword.hours.calendar import Calendar
from keepword.hours.defining import define as define_hours
from keepword.promises.clocks import policies
from keepword.promises.clocks.clocks import follow_policies
from keepword.promises.clocks.policies import Draft, define
from keepword.promises.clocks.rebuilding import rebuild
from keepword.promises.clocks.warnings import warn_due
from tests import cast as stage

pytestmark = pytest.mark.django_db

MORNING = datetime(2026, 3, 2, 9, tzinfo=UTC)
FOUR_HOURS = Draft("Quick", {(20, "first_response"): 4 * 3600}, warn_at=[50])


@pytest.fixture
def traveller():
    with time_machine.travel(MORNING, tick=False) as traveller:
        yield traveller


@pytest.fixture
def cast(traveller):
    policies.forget()
    made = stage.gather()
    define(FOUR_HOURS, by=made.ruth.as_actor)
    return made


def run_tasks():
    for task in Task.objects.filter(reaction__startswith="promises.clocks").select_related("event"):
        reacting.afterwards_by_name()[task.reaction](task.event)
        task.delete()


def tables(work):
    """Of which conversations or clocks were asked within transactions, in order."""
    with CaptureQueriesContext(
        connection,
    ) as captured:
        work()
    began, asked = False, []
    for query in captured.captured_queries:
        began = began or query["sql"].startswith("SAVEPOINT")
        for name in ("conversations_conversation", "promises_clock"):
            if began and f'FROM "{name}"' in query["sql"]:
                asked.append(name)
    return asked


WORK = {"warn": warn_due, "rebuild": rebuild, "policies": lambda: follow_policies(None)}


@pytest.mark.parametrize("work", WORK.values(), ids=WORK)
def test_the_conversation_is_held_before_its_clocks_are_read(cast, traveller, work):
    stage.conversation_of(cast)
    traveller.shift(timedelta(hours=3))
    assert tables(work)[0] == "conversations_conversation"


def test_other_hours_for_an_inbox_move_what_runs_in_it(cast):
    conversation = stage.conversation_of(cast)
    afternoons = define_hours("Afternoons", calendar=Calendar("UTC", week=(((780, 1080),),) * 7))
    keep_hours(afternoons, inboxes=[cast.inbox.pk])
    run_tasks()
    assert Conversation.objects.get(pk=conversation.pk).due_at == MORNING.replace(hour=17)
