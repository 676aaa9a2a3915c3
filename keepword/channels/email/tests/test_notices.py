"""Mails to our own people."""

from datetime import timedelta
from email import message_from_bytes, policy

import pytest
import time_machine

from keepword.channels.email.models import HeldNotice
from keepword.channels.email.notices import compose
from keepword.channels.email.outbox import send_held
from keepword.conversations.models import Conversation, Message
from keepword.events import working
from keepword.events.models import Event, Task
from keepword.kit import clock
from keepword.promises.clocks import policies
from keepword.promises.clocks.policies import Draft, define
from keepword.promises.clocks.warnings import warn_due
from keepword.wiring import environment
from tests import cast as stage
from tests.services.relay import relay as start_relay

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast(settings):
    policies.forget()
    settings.PUBLIC_ADDRESS = "https://desk.example"
    return stage.gather()


@pytest.fixture
def relay(settings):
    with start_relay() as found:
        settings.RELAY = environment.relay({"KEEPWORD_RELAY_URL": found.url})
        yield found


def breach(cast, *, to):
    """A conversation that is late, and nothing else is to be done but to tell of it."""
    steps = [{"at": 100, "what": "notify_agent", "to": to.pk}]
    define(Draft("Quick", {(20, "first_response"): 60}, escalations=steps, warn_at=[]), by=cast.ruth.as_actor)
    with time_machine.travel(clock.now() - timedelta(minutes=5)):
        conversation = stage.conversation_of(cast, subject="Where is\nmy parcel?")
    Task.objects.all().delete()
    assert warn_due() == 1
    return conversation


def test_an_agent_reads_in_their_language_what_is_late_and_where(cast):
    cast.mina.language = "ko"
    cast.mina.save()
    conversation = breach(cast, to=cast.mina)
    event = Event.objects.get(name="notice.queued")
    mail = compose(event, conversation=conversation, agent=cast.mina)
    assert mail["Subject"].startswith("첫 답변")
    assert "Where is my parcel?" in mail["Subject"]
    assert mail["To"].addresses[0].addr_spec == cast.mina.email
    assert (mail["Auto-Submitted"], mail["X-Auto-Response-Suppress"]) == ("auto-generated", "All")
    assert f"https://desk.example/conversations/{conversation.pk}\n" in mail.get_content().replace("\r\n", "\n")
    again = compose(event, conversation=Conversation.objects.get(), agent=cast.mina)
    assert again.as_bytes() == mail.as_bytes()


def test_it_goes_by_the_relay_once_and_the_customer_is_told_nothing(cast, relay):
    conversation = breach(cast, to=cast.mina)
    working.run_due()
    working.run_due()
    (handed,) = relay.handed
    assert handed.recipients == (cast.mina.email,)
    assert not conversation.messages.filter(kind="reply").exists()


def test_without_a_relay_it_waits_in_the_outbox_while_it_is_news(cast, relay, settings):
    settings.RELAY, set_later = environment.OUTBOX, settings.RELAY
    breach(cast, to=cast.mina)
    working.run_due()
    held = HeldNotice.objects.get()
    assert message_from_bytes(bytes(held.raw), policy=policy.default)["To"].addresses[0].addr_spec == cast.mina.email
    settings.RELAY = set_later
    assert send_held() == 1
    working.run_due()
    assert [one.recipients for one in relay.handed] == [(cast.mina.email,)]
    assert not HeldNotice.objects.exists()


def test_yesterdays_alarm_is_not_sent_today(cast, relay, settings):
    settings.RELAY, set_later = environment.OUTBOX, settings.RELAY
    breach(cast, to=cast.mina)
    working.run_due()
    settings.RELAY = set_later
    with time_machine.travel(clock.now() + timedelta(days=1)):
        assert send_held() == 0
    assert not HeldNotice.objects.exists()


def test_an_agent_whose_address_is_an_inbox_of_ours_is_not_written_to(cast, relay):
    """That mail would come back as a customer's."""
    cast.mina.email = cast.inbox.address.upper()
    cast.mina.save()
    breach(cast, to=cast.mina)
    working.run_due()
    assert relay.handed == []
    assert not Task.objects.exists()


def test_an_address_that_takes_no_mail_is_said_in_the_history(cast, relay):
    relay.refused = frozenset({cast.mina.email})
    breach(cast, to=cast.mina)
    working.run_due()
    assert Event.objects.get(name="notice.failed").data["to"] == cast.mina.pk
    assert Message.objects.filter(kind="reply").count() == 0
