"""A link to set a password: good once, for whom it was made, and not for long."""

from datetime import timedelta

import pytest
import time_machine
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from keepword.events.models import Event
from keepword.kit import clock
from keepword.people.inviting import AT_MOST, forgot, purpose_for, set_password
from keepword.people.keys import GOOD_FOR, INVITATION, NEW_PASSWORD, agent_with, key_for
from keepword.people.models import Agent
from tests import cast as stage

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    return stage.gather()


@pytest.mark.parametrize("purpose", [INVITATION, NEW_PASSWORD])
def test_it_names_its_agent_until_it_is_too_old(cast, purpose):
    key = key_for(cast.mina, purpose=purpose)
    assert agent_with(key, purpose=purpose) == cast.mina
    for wait, expected in ((GOOD_FOR[purpose] - timedelta(minutes=1), cast.mina), (GOOD_FOR[purpose], None)):
        with time_machine.travel(clock.now() + wait + timedelta(seconds=5), tick=False):
            assert agent_with(key, purpose=purpose) == expected


def test_it_opens_no_other_door(cast):
    assert agent_with(key_for(cast.mina, purpose=NEW_PASSWORD), purpose=INVITATION) is None


def test_it_is_good_once(cast):
    key = key_for(cast.mina, purpose=NEW_PASSWORD)
    other = key_for(cast.mina, purpose=NEW_PASSWORD)
    assert set_password(agent_with(key, purpose=NEW_PASSWORD), "a quite new one")
    assert agent_with(key, purpose=NEW_PASSWORD) is None
    assert agent_with(other, purpose=NEW_PASSWORD) is None
    assert Agent.objects.get(pk=cast.mina.pk).check_password("a quite new one")


def test_two_at_one_moment_set_one(cast):
    first, second = (agent_with(key_for(cast.mina, purpose=NEW_PASSWORD), purpose=NEW_PASSWORD) for _ in range(2))
    assert [set_password(first, "the first password"), set_password(second, "the second password")] == [True, False]
    assert Agent.objects.get(pk=cast.mina.pk).check_password("the first password")


@pytest.mark.parametrize(
    "change",
    [{"sessions_ended": 1}, {"email": "else@leafloom.example"}, {"is_active": False}],
    ids=lambda one: next(iter(one)),
)
def test_it_ends_with_what_it_was_made_for(cast, change):
    key = key_for(cast.mina, purpose=NEW_PASSWORD)
    Agent.objects.filter(pk=cast.mina.pk).update(**change)
    assert agent_with(key, purpose=NEW_PASSWORD) is None


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=400))
def test_made_up_keys_open_nothing(cast, key):
    assert agent_with(key, purpose=NEW_PASSWORD) is None


def test_a_changed_letter_opens_nothing(cast):
    key = key_for(cast.mina, purpose=NEW_PASSWORD)
    for place in range(len(key)):
        wrong = key[:place] + ("x" if key[place] != "x" else "y") + key[place + 1 :]
        assert agent_with(wrong, purpose=NEW_PASSWORD) is None


def test_a_stranger_fills_nobodys_mailbox(cast):
    for _ in range(AT_MOST + 3):
        forgot(" MINA@leafloom.example ")
    forgot("nobody@leafloom.example")
    asked = Event.objects.filter(name="agent.link_asked")
    assert [event.data["agent"] for event in asked] == [cast.mina.pk] * AT_MOST


def test_whoever_has_no_password_is_invited(cast):
    assert purpose_for(cast.mina) == NEW_PASSWORD
    cast.mina.set_unusable_password()
    assert purpose_for(cast.mina) == INVITATION
