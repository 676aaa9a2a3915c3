"""Nobody is surprised by a promise that breaks."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from keepword.events.models import Event
from keepword.hours.calendar import Calendar
from keepword.hours.defining import define
from keepword.promises.ledger.apologising import apology
from keepword.promises.ledger.keeping import keep
from keepword.promises.ledger.making import promise
from keepword.promises.ledger.reminding import foresee, remind
from tests import cast as stage

pytestmark = pytest.mark.django_db
START = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


@pytest.fixture
def travel():
    with time_machine.travel(START, tick=False) as moved:
        yield moved


@pytest.fixture
def cast(travel):
    return stage.gather()


def told(cast, hours, language="en"):
    due = START + timedelta(hours=hours)
    return promise(stage.conversation_of(cast, language), what="call", due_at=due, kind="agent", by=cast.mina)


def reminded():
    return [event.data["to"] for event in Event.objects.filter(name="promise.due_soon").order_by("id")]


def test_the_one_who_owes_it_is_told_first_and_then_the_team_each_once(cast, travel):
    told(cast, 5)
    remind()
    assert reminded() == []
    travel.move_to(START + timedelta(hours=3))
    remind()
    remind()
    assert reminded() == ["owner"]
    travel.move_to(START + timedelta(hours=4, minutes=40))
    remind()
    remind()
    assert reminded() == ["owner", "team"]


def test_what_is_done_needs_no_reminder_and_what_is_short_is_no_news(cast, travel):
    keep(told(cast, 5), by=cast.mina.as_actor)
    told(cast, 1)
    travel.move_to(START + timedelta(minutes=20))
    remind()
    assert reminded() == []
    travel.move_to(START + timedelta(hours=4))
    remind()
    assert reminded() == []


def test_a_worse_forecast_flags_what_cannot_be_kept_any_more_and_a_better_one_clears_it(cast):
    made = told(cast, 5)
    assert foresee() == 0
    cast.inbox.business_hours = define("Mondays", calendar=Calendar("UTC", (((540, 1080),), *((),) * 6)))
    cast.inbox.save()
    assert (foresee(), foresee()) == (1, 0)
    made.refresh_from_db()
    assert made.at_risk_since == START
    cast.inbox.business_hours = None
    cast.inbox.save()
    assert foresee() == 1
    made.refresh_from_db()
    assert made.at_risk_since is None


@pytest.mark.parametrize(("language", "word"), [("en", "sorry"), ("zh-Hans", "抱歉"), ("ko", "죄송"), ("ar", "نعتذر")])
def test_the_apology_is_in_the_customers_language_and_names_the_time(cast, travel, language, word):
    made = told(cast, 5, language)
    travel.move_to(START + timedelta(hours=6))
    assert word in apology(made)
    assert "14:00" in apology(made) or "2" in apology(made)
