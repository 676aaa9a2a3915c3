"""What a breach sets in motion."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from keepword.conversations.history.lines import history
from keepword.events.models import Event
from keepword.promises.clocks import policies
from keepword.promises.clocks.policies import Draft, define
from keepword.promises.clocks.warnings import warn_due
from keepword.promises.models import Clock
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


def test_escalations_use_the_ordinary_verbs_and_say_what_caused_them(cast, traveller):
    steps = [
        {"at": 50, "what": "team", "to": cast.team.pk},
        {"at": 100, "what": "priority", "to": "urgent"},
        {"at": 100, "what": "agent", "to": cast.dave.pk},
        {"at": 100, "what": "tag", "to": "late"},
        {"at": 100, "what": "agent", "to": 999_999},
    ]
    targets = {(20, "first_response"): HOUR, (40, "first_response"): HOUR}
    policy = define(draft(warn_at=[50], escalations=steps, targets=targets), by=cast.ruth.as_actor)
    conversation = stage.conversation_of(cast)
    traveller.shift(timedelta(minutes=31))
    warn_due()
    conversation.refresh_from_db()
    assert (conversation.team, conversation.assignee, conversation.priority_name) == (cast.team, None, "normal")
    traveller.shift(timedelta(minutes=31))
    warn_due()
    conversation.refresh_from_db()
    assert (conversation.assignee, conversation.priority_name) == (cast.dave, "urgent")
    assert [one.name for one in conversation.tags.all()] == ["late"]
    for event in Event.objects.filter(actor_kind="rule"):
        assert event.actor_id == policy.pk
        assert event.cause.name in ("clock.warned", "clock.breached")
    assert Clock.objects.get().told == [50, 100]


def test_an_escalation_to_somebody_who_may_not_see_it_is_passed_over(cast, traveller):
    steps = [{"at": 100, "what": "agent", "to": cast.stranger.pk}]
    define(draft(escalations=steps, targets={(20, "first_response"): HOUR}), by=cast.ruth.as_actor)
    conversation = stage.conversation_of(cast)
    traveller.shift(timedelta(hours=2))
    assert warn_due() == 3
    conversation.refresh_from_db()
    assert conversation.assignee is None


def late(cast, traveller, *, steps, hours=2):
    define(draft(warn_at=[50], escalations=steps, targets={(20, "first_response"): HOUR}), by=cast.ruth.as_actor)
    conversation = stage.conversation_of(cast)
    traveller.shift(timedelta(hours=hours))
    warn_due()
    return conversation


def told():
    return sorted(agent for one in Event.objects.filter(name="notice.given") for agent in one.data["to"])


def test_a_note_is_left_for_the_team_once_and_no_customer_reads_it(cast, traveller):
    steps = [{"at": at, "what": "note", "to": "Call the carrier at once."} for at in (80, 100)]
    conversation = late(cast, traveller, steps=steps)
    warn_due()
    notes = conversation.messages.filter(kind="note")
    assert [(one.sender_name, one.text, one.agent) for one in notes] == [
        ("Quick", "Call the carrier at once.", None)
    ] * 2
    assert Clock.objects.get().outcome == "running"
    assert "Call the carrier" not in "".join(conversation.messages.for_customers().values_list("text", flat=True))


def test_each_is_told_once_and_only_who_may_see_it(cast, traveller):
    steps = [
        {"at": 100, "what": "notify_team", "to": cast.team.pk},
        {"at": 100, "what": "notify_agent", "to": cast.mina.pk},
        {"at": 100, "what": "notify_agent", "to": cast.stranger.pk},
        {"at": 100, "what": "notify_holder", "to": None},
    ]
    conversation = late(cast, traveller, steps=steps)
    warn_due()
    assert told() == sorted(one.pk for one in cast.team.agents.all())
    [given] = Event.objects.filter(name="notice.given")
    assert (given.cause.name, given.data["to"]) == ("clock.breached", told())
    assert any("Mina Park" in line.text and "Told" in line.text for line in history(conversation))


def test_whoever_holds_it_is_told_at_the_warning(cast, traveller):
    steps = [
        {"at": 80, "what": "agent", "to": cast.dave.pk},
        {"at": 80, "what": "notify_holder", "to": None},
    ]
    late(cast, traveller, steps=steps, hours=0.9)
    assert told() == [cast.dave.pk]
    assert Event.objects.get(name="notice.given").cause.data["share"] == 80
