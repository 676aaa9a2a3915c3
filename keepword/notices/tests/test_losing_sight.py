"""Somebody loses an inbox, or a permission, after they were told and before they have read it."""

import pytest
from django.db import transaction
from django.test import Client

from keepword.conversations.assigning import assign
from keepword.conversations.models import Inbox
from keepword.events import log, working
from keepword.notices import kinds, mailing
from keepword.notices.choosing import choose
from keepword.notices.models import Notice
from keepword.notices.trying import try_out
from keepword.people import employing, permissions
from keepword.people.employing import Particulars
from keepword.people.models import Agent
from keepword.people.models.agent import OWN
from keepword.people.roles.defining import change as change_role
from keepword.people.roles.defining import make
from keepword.people.teaming import arrange
from keepword.wiring import environment
from tests.services.relay import relay as start_relay

AT_ONCE = dict.fromkeys((kinds.ASSIGNED, kinds.DRIFT), kinds.Choice(mail=kinds.NOW))
DRIFTED = {"measure": "csat", "share": 0.4, "others": 0.9, "channel": "email"}


@pytest.fixture
def relay(settings):
    with start_relay() as found:
        settings.RELAY = environment.relay({"KEEPWORD_RELAY_URL": found.url})
        yield found


def it_follows():
    while working.run_due_inside():
        pass


def letters_leave():
    while working.run_due_outside():
        pass


def everything_follows():
    while working.run_due():
        pass


def desk_of(agent):
    client = Client()
    client.force_login(agent, backend="keepword.people.recognising.Backend")
    return client


def reached(relay):
    return [one.recipients[0] for one in relay.handed]


def bell_of(agent):
    return Agent.objects.values_list("unread_notices", flat=True).get(pk=agent.pk)


def test_the_bell_counts_nothing_that_its_list_does_not_show(cast, conversation, told):
    assign(conversation, to=cast.mina, by=cast.dave.as_actor)
    assert (told(cast.mina), bell_of(cast.mina)) == ([kinds.ASSIGNED], 1)
    arrange(cast.team, name="Shop", agents=[cast.dave], by=cast.ruth.as_actor)
    everything_follows()
    assert bell_of(cast.mina) == 0
    assert conversation.subject.encode() not in desk_of(cast.mina).get("/notices").content
    arrange(cast.team, name="Shop", agents=[cast.dave, cast.mina], by=cast.ruth.as_actor)
    everything_follows()
    assert bell_of(cast.mina) == 0


def test_others_hear_as_before(cast, conversation, told):
    assign(conversation, to=cast.dave, by=cast.mina.as_actor)
    told(cast.dave)
    arrange(cast.team, name="Shop", agents=[cast.dave], by=cast.ruth.as_actor)
    everything_follows()
    assert bell_of(cast.dave) == 1


def test_a_letter_that_was_ready_does_not_leave(cast, conversation, relay):
    choose(cast.mina, kinds=AT_ONCE)
    assign(conversation, to=cast.mina, by=cast.dave.as_actor)
    it_follows()
    assert mailing.queue_due() == 1
    Agent.objects.get(pk=cast.mina.pk).teams.clear()  # in the moment before it is handed over
    letters_leave()
    assert cast.mina.email not in reached(relay)


@pytest.fixture
def leader(cast):
    role = make("Lead", permissions=[permissions.SEE_REPORTS, permissions.MANAGE_SETTINGS], by=cast.ruth.as_actor)
    one = Agent.objects.create_user("lea@leafloom.example", name="Lea", role=OWN, own_role=role)
    choose(one, kinds=AT_ONCE)
    return one


def drift(leader):
    with transaction.atomic():
        log.record("channel.drifted", **DRIFTED)
    it_follows()
    assert Notice.objects.filter(agent=leader, kind=kinds.DRIFT).exists()
    assert "90%" in desk_of(leader).get("/notices").content.decode()


def role_is_narrowed(cast, leader):
    role = leader.own_role
    change_role(role, name="Lead", permissions=[permissions.MANAGE_SETTINGS], by=cast.ruth.as_actor)


def another_role_is_given(cast, leader):
    one = Agent.objects.get(pk=leader.pk)
    plain = Particulars(one.name, one.public_name, one.email, permissions.AGENT, one.language, one.time_zone)
    employing.change(one, to=plain, teams=[], by=cast.ruth.as_actor)


@pytest.mark.parametrize("happens", [role_is_narrowed, another_role_is_given])
def test_figures_are_told_to_nobody_who_may_read_no_reports_any_more(cast, leader, relay, happens):
    drift(leader)
    mailing.queue_due()
    happens(cast, leader)
    leader = Agent.objects.get(pk=leader.pk)
    assert "90%" not in desk_of(leader).get("/notices").content.decode()
    everything_follows()
    assert bell_of(leader) == 0
    assert leader.email not in reached(relay)


def test_no_letter_comes_from_an_inbox_that_its_reader_may_not_see(cast, relay):
    """The first inbox of the house is closed to them; its address is nobody's business."""
    Inbox.objects.filter(pk=cast.inbox.pk).update(address="hush@leafloom.example")
    Inbox.objects.create(name="Counter", address="counter@leafloom.example", brand=cast.brand)
    for agent in (cast.stranger, cast.mina):
        try_out(by=agent)
        password_was_changed(agent)
    it_follows()
    mailing.queue_due()
    letters_leave()
    froms = {(one.recipients[0], one.mail["From"].addresses[0].addr_spec) for one in relay.handed}
    assert froms == {
        (cast.stranger.email, "counter@leafloom.example"),
        (cast.mina.email, "hush@leafloom.example"),
    }
    theirs = [one for one in relay.handed if one.recipients[0] == cast.stranger.email]
    assert len(theirs) == 2
    assert not any("hush" in one.mail.as_string() for one in theirs)


def password_was_changed(agent):
    with transaction.atomic():
        log.record("agent.password_changed", actor=agent.as_actor, agent=agent.pk)
