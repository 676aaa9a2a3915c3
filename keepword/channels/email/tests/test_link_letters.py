"""The letter with the link: in the agent's language, once, and nowhere kept."""

import re
from dataclasses import replace

import pytest
from django.core import mail as django_mail

from keepword.channels.email.link_letters import can_be_sent, compose, send_link
from keepword.channels.email.models import HeldNotice, OutboxMail
from keepword.conversations.models import Inbox
from keepword.events.models import Event
from keepword.people.inviting import forgot
from keepword.people.inviting import send_link as ask
from keepword.people.keys import INVITATION, NEW_PASSWORD, agent_with
from tests import cast as stage

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast(settings):
    settings.PUBLIC_ADDRESS = "https://desk.example"
    return stage.gather()


def letter_to(agent):
    ask(agent, by=agent.as_actor)
    return compose(Event.objects.latest("id"), agent=agent, inbox=Inbox.objects.get())


def link_in(letter) -> tuple[str, str]:
    found = re.search(r"https://desk\.example/(invitation|new-password)/(\S+)", letter.get_content())
    return found[1], found[2]


def test_the_link_opens_the_door_of_whom_it_was_sent_to(cast):
    purpose, key = link_in(letter_to(cast.mina))
    assert purpose == NEW_PASSWORD
    assert agent_with(key, purpose=purpose) == cast.mina


def test_a_new_colleague_is_invited_in_their_language(cast):
    cast.mina.language = "ko"
    cast.mina.name = "박민아"
    cast.mina.set_unusable_password()
    cast.mina.save()
    letter = letter_to(cast.mina)
    purpose, key = link_in(letter)
    assert (purpose, agent_with(key, purpose=INVITATION)) == (INVITATION, cast.mina)
    assert "박민아 님" in letter.get_content()
    assert letter["Auto-Submitted"] == "auto-generated"
    assert "mina@leafloom.example" in str(letter["To"])


def test_the_key_is_nowhere_in_the_database(cast):
    _, key = link_in(letter_to(cast.mina))
    assert key.rpartition(":")[2] not in str(list(Event.objects.values()))
    assert HeldNotice.objects.count() == OutboxMail.objects.count() == 0


def test_it_goes_out_once_and_to_nobody_else(cast, settings):
    settings.RELAY = replace(settings.RELAY, backend="django.core.mail.backends.locmem.EmailBackend")
    forgot(cast.mina.email)
    send_link(Event.objects.latest("id"))
    (sent,) = django_mail.outbox
    assert sent.recipients() == ["mina@leafloom.example"]


def test_a_link_never_becomes_a_conversation(cast, settings):
    """Somebody signs in with the address of an inbox: the link would stand in it for all to read."""
    settings.RELAY = replace(settings.RELAY, backend="django.core.mail.backends.locmem.EmailBackend")
    cast.mina.email = cast.inbox.address.upper()
    cast.mina.save()
    forgot(cast.mina.email)
    send_link(Event.objects.latest("id"))
    assert django_mail.outbox == []


def test_without_a_relay_nothing_is_sent(cast):
    forgot(cast.mina.email)
    send_link(Event.objects.latest("id"))
    assert can_be_sent() is False
    assert django_mail.outbox == []
