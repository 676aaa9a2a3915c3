"""Whose passed-on mail is offered to agents, and whose is never: by the way that mail comes in."""

import pytest

from keepword.channels.email.intake import take_in
from keepword.channels.email.storing import Letter, store
from keepword.conversations.models import Inbox
from keepword.conversations.whose.passed_on import writer_in
from keepword.events.models import Event
from keepword.people.models import Agent
from tests import cast as stage

pytestmark = pytest.mark.django_db

MAIL = """From: {sender}
To: help@leafloom.example
Subject: Fwd: Broken cup
Message-ID: <1@mail.example>
{headers}
Please take this one.

---------- Forwarded message ---------
From: {writer}
Date: Mon, 4 May 2026
Subject: Broken cup
To: <office@leafloom.example>

The cup is broken.
"""
OTTO = "Otto Kunde <otto@customer.example>"
FAILED = "Authentication-Results: mx.leafloom.example; dmarc=fail header.from=leafloom.example\n"


@pytest.fixture
def cast():
    return stage.gather()


def arrive(cast, *, sender="Office <office@leafloom.example>", writer=OTTO, headers=""):
    mail = MAIL.format(sender=sender, writer=writer, headers=headers)
    (stored,) = store([Letter(cast.inbox.pk, mail.encode(), "smtp")])
    take_in(Event.objects.filter(name="mail.stored").latest("id"))
    stored.refresh_from_db()
    return stored.message


def test_a_colleague_who_is_no_agent_keeps_it_and_its_writer_is_offered(cast):
    message = arrive(cast)
    assert message.conversation.contact.name == "Office"
    writer = writer_in(message.warnings)
    assert (writer.address, writer.name) == ("otto@customer.example", "Otto Kunde")
    assert "The cup is broken." in message.text  # what was passed on is the matter, and not folded


def test_an_agent_who_may_be_forged_keeps_it_and_its_writer_is_offered(cast, settings):
    settings.TRUSTED_RECEIVER = "mx.leafloom.example"
    message = arrive(cast, sender="Mina Park <mina@leafloom.example>", headers=FAILED)
    assert message.sender_address == "mina@leafloom.example"
    assert writer_in(message.warnings).address == "otto@customer.example"
    assert "authentication-failed: DMARC" in message.warnings


def test_what_an_agent_passes_on_is_its_writers_already_and_nothing_is_offered(cast):
    message = arrive(cast, sender="Mina Park <mina@leafloom.example>")
    assert message.sender_address == "otto@customer.example"
    assert message.warnings == []


NEVER = {
    "a customer": {"sender": "Ann Lee <ann@customer.example>"},
    "a domain that looks like ours": {"sender": "Office <office@1eafloom.example>"},
    "a domain below ours": {"sender": "Office <office@shop.leafloom.example>"},
    "a mail of an agent": {"writer": "Dave Ortiz <dave@leafloom.example>"},
    "a mail of ours": {"writer": "Help <help@leafloom.example>"},
    "a mail of ours with something behind a plus": {"writer": "Help <help+abc@leafloom.example>"},
    "their own": {"writer": "Office <Office@leafloom.example>"},
    "a mail without an address": {"writer": "Otto Kunde"},
    "a robot": {"headers": "Auto-Submitted: auto-replied\n"},
}


@pytest.mark.parametrize("case", NEVER)
def test_it_is_not_offered(cast, case):
    message = arrive(cast, **NEVER[case])
    assert writer_in(message.warnings) is None
    assert message.conversation.contact.name != "Otto Kunde"


def test_whoever_has_an_address_where_anybody_may_is_no_colleague(cast):
    """A shop that is run from a free mailbox."""
    Inbox.objects.filter(pk=cast.inbox.pk).update(address="leafloom@gmail.com")
    Agent.objects.filter(pk=cast.mina.pk).update(email="mina@gmail.com")
    assert writer_in(arrive(cast, sender="Ann Lee <ann@gmail.com>").warnings) is None


def test_an_agent_there_is_one(cast):
    Agent.objects.filter(pk=cast.mina.pk).update(email="mina@gmail.com")
    assert arrive(cast, sender="Mina Park <mina@gmail.com>").sender_address == "otto@customer.example"
