"""What is told is what counts: for the promise, and for whether the estimate held."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from keepword.conversations.keeping_hours import keep as keep_hours
from keepword.hours.calendar import Calendar
from keepword.hours.defining import define as define_hours
from keepword.promises.clocks import policies
from keepword.promises.clocks.policies import Draft, define
from keepword.promises.expecting import GOAL, expected, kept_by
from keepword.promises.waits import recalling
from tests import cast as stage

pytestmark = pytest.mark.django_db

NIGHT = datetime(2026, 11, 24, 3, 0, 20, tzinfo=UTC)


@pytest.fixture
def cast():
    policies.forget()
    recalling.forget()
    with time_machine.travel(NIGHT, tick=False):
        yield stage.gather()


def test_an_estimate_that_is_told_later_is_kept_as_it_was_told(cast):
    day_and_night = Draft("Round the clock", {(20, "first_response"): 3600}, is_business=False)
    define(day_and_night, by=cast.ruth.as_actor)
    hours = define_hours("Office", calendar=Calendar("UTC", week=(((540, 1020),),) * 7))
    keep_hours(hours, inboxes=[cast.inbox.pk])
    conversation = stage.conversation_of(cast)
    found = expected(conversation.inbox, entry=None, hours=recalling.recalled(cast.inbox.pk, at=NIGHT).hours, at=NIGHT)
    assert found.basis == GOAL
    assert found.due_at == NIGHT.replace(second=0) + timedelta(hours=1)
    told = kept_by(found, conversation=conversation, at=NIGHT)
    assert told.due_at == NIGHT.replace(hour=9, minute=5, second=0)
    assert told.read_from.due_at == told.due_at
    assert told.read_from.business_seconds == 300
