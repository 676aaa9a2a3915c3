"""Replies are handed to a real relay, on good days and bad ones."""

import contextlib
from datetime import timedelta

import pytest
import time_machine
from aiosmtpd.smtp import AuthResult
from anymail.backends.test import EmailBackend
from anymail.exceptions import AnymailRequestsAPIError
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from requests import Response

from keepword.channels.email.models import OutboxMail
from keepword.channels.email.outbox import NoRelay, as_file, send_held
from keepword.channels.email.sending import send
from keepword.conversations.inbound import Thread
from keepword.conversations.models import Message
from keepword.conversations.receiving import receive
from keepword.conversations.replying import reply
from keepword.conversations.resolving import resolve
from keepword.events import working
from keepword.events.models import Event, Task
from keepword.events.reacting import TryLater
from keepword.kit import clock
from keepword.people.models import Identity
from keepword.wiring import environment
from tests import cast as stage
from tests.services.processes import free_port
from tests.services.relay import relay as start_relay

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    return stage.gather()


@pytest.fixture(scope="module")
def shared_relay():
    with start_relay() as found:
        yield found


@pytest.fixture
def relay(shared_relay, settings):
    settings.RELAY = environment.relay({"KEEPWORD_RELAY_URL": shared_relay.url})
    shared_relay.mood, shared_relay.refused = "accept", frozenset()
    shared_relay.handed.clear()
    return shared_relay


@pytest.fixture
def message(cast):
    """On its way, and nothing else is to be done."""
    conversation = stage.conversation_of(cast)
    Task.objects.all().delete()
    return reply(conversation, text="On its way.", by=cast.mina)


def _state(message):
    fresh = Message.objects.get(pk=message.pk)
    return fresh.delivery_state, fresh.delivery_reason, fresh.delivery_detail


def test_a_reply_is_handed_over_and_is_sent(message, relay):
    send(message)
    (handed,) = relay.handed
    assert (handed.sender, handed.recipients) == ("help@leafloom.example", ("ann@customer.example",))
    assert (handed.message_id, handed.text.strip()) == (message.message_id, "On its way.")
    assert _state(message) == ("sent", "", "")
    assert Message.objects.get(pk=message.pk).delivered_at is not None


def test_many_replies_share_one_connection(cast, relay):
    before = relay.connections
    for number in range(5):
        send(reply(stage.conversation_of(cast), text=f"Answer {number}", by=cast.mina))
    assert len(relay.handed) == 5
    assert relay.connections - before <= 1


def test_an_address_that_does_not_exist_fails_at_once_and_is_marked_dead(message, relay):
    relay.mood = "refuse recipient"
    send(message)
    state, reason, detail = _state(message)
    assert (state, reason) == ("failed", "userunknown")
    assert "550 5.1.1 No such mailbox here" in detail
    assert Identity.objects.get(value="ann@customer.example").died_at is not None


def test_a_refused_reply_opens_its_conversation_for_somebody_to_act(cast, relay):
    conversation = stage.conversation_of(cast)
    message = reply(conversation, text="Done.", by=cast.mina)
    resolve(conversation, by=cast.mina.as_actor)
    relay.mood = "refuse"
    send(message)
    conversation.refresh_from_db()
    assert conversation.status == "open"
    assert _state(message)[0] == "failed"
    assert Identity.objects.get(value="ann@customer.example").died_at is None


@pytest.mark.parametrize("mood", ["later", "hang up"])
def test_what_the_relay_does_not_take_now_is_tried_again_and_said_once(message, relay, mood):
    relay.mood = mood
    for _ in range(3):
        with pytest.raises(TryLater):
            send(message)
    state, _, detail = _state(message)
    assert (state, bool(detail)) == ("queued", True)
    assert Event.objects.filter(name="message.delayed").count() == 1
    relay.mood = "accept"
    send(message)
    assert _state(message) == ("sent", "", "")
    assert [one.message_id for one in relay.handed] == [message.message_id]


def test_a_relay_that_is_away_is_an_administrators_matter(message, settings):
    settings.RELAY = environment.relay({"KEEPWORD_RELAY_URL": f"smtp://127.0.0.1:{free_port()}"})
    with pytest.raises(TryLater, match=r"The relay 127\.0\.0\.1:\d+ cannot be reached"):
        send(message)
    assert _state(message)[0] == "queued"


def test_a_wrong_password_is_not_the_customers_fault(message, settings):
    def refuse(server, session, envelope, mechanism, data):
        return AuthResult(success=False, handled=False)

    with start_relay(authenticator=refuse, auth_required=True, auth_require_tls=False) as closed:
        url = f"smtp://mina:wrong@127.0.0.1:{closed.port}"
        settings.RELAY = environment.relay({"KEEPWORD_RELAY_URL": url})
        with pytest.raises(TryLater, match="did not accept our name and password"):
            send(message)
        settings.RELAY = environment.relay({"KEEPWORD_RELAY_URL": closed.url})
        with pytest.raises(TryLater, match="wants us to sign in"):
            send(message)
    assert _state(message)[0] == "queued"


def test_a_relay_without_tls_is_not_given_the_mail_when_tls_is_asked_for(message, relay, settings):
    url = relay.url.replace("smtp://", "smtp+starttls://")
    settings.RELAY = environment.relay({"KEEPWORD_RELAY_URL": url})
    with pytest.raises(TryLater, match="does not offer"):
        send(message)
    assert relay.handed == []


def test_a_mail_too_large_for_the_relay_fails_with_that_reason(message, settings):
    with start_relay(data_size_limit=100) as small:
        settings.RELAY = environment.relay({"KEEPWORD_RELAY_URL": small.url})
        send(message)
    assert _state(message)[:2] == ("failed", "mesgtoobig")


def test_one_refused_recipient_of_two_is_told_and_the_other_has_the_mail(message, relay):
    relay.refused = frozenset({"bob@customer.example"})
    message.recipients = {"to": ["ann@customer.example", "bob@customer.example"]}
    message.save()
    send(message)
    state, _, detail = _state(message)
    assert state == "sent"
    assert detail.startswith("bob@customer.example: 550")
    assert relay.handed[0].recipients == ("ann@customer.example",)


def test_an_address_in_another_script_needs_a_relay_that_can_write_it(cast, settings, relay):
    message = reply(stage.conversation_of(cast, address="王@customer.example"), text="好", by=cast.mina)
    send(message)
    assert relay.handed[0].recipients == ("王@customer.example",)
    message = reply(stage.conversation_of(cast, address="李@customer.example"), text="好", by=cast.mina)
    with start_relay(enable_SMTPUTF8=False) as old:
        settings.RELAY = environment.relay({"KEEPWORD_RELAY_URL": old.url})
        send(message)
    assert _state(message)[0] == "failed"


def test_a_mail_without_an_address_fails_in_words(message, relay):
    message.recipients = {"to": ["unknown@invalid"]}
    message.save()
    send(message)
    assert _state(message)[:2] == ("failed", "noaddress")


def test_the_task_waits_with_the_relays_words(cast, message, relay):
    relay.mood = "later"
    working.run_due()
    task = Task.objects.get(reaction="channels.delivery.deliver")
    assert "451 4.3.0 Come again" in task.last_error
    assert task.dead_at is None
    relay.mood = "accept"
    working.run_again(task)
    working.run_due()
    assert _state(message)[0] == "sent"


def test_what_the_other_side_did_not_take_for_three_days_is_shown_to_the_agent(message, relay):
    relay.mood = "later"
    working.run_due()
    with time_machine.travel(clock.now() + timedelta(days=3, minutes=1)):
        working.run_due()
    assert _state(message)[:2] == ("failed", "expired")
    assert "451 4.3.0 Come again" in _state(message)[2]
    assert not Task.objects.exclude(event__name="message.failed").exists()  # its writer is yet to be told


def test_our_own_trouble_with_the_relay_fails_no_reply_however_long_it_lasts(message, settings):
    settings.RELAY = environment.relay({"KEEPWORD_RELAY_URL": f"smtp://127.0.0.1:{free_port()}"})
    working.run_due()
    with time_machine.travel(clock.now() + timedelta(days=3, minutes=1)):
        working.run_due()
    assert _state(message)[0] == "queued"
    assert Task.objects.get().dead_at is not None


def test_a_large_outbox_is_sent_without_reading_its_mails_into_memory(message, settings, relay):
    settings.RELAY, set_later = environment.OUTBOX, settings.RELAY
    working.run_due()
    settings.RELAY = set_later
    with CaptureQueriesContext(connection) as queries:
        assert send_held() == 1
    assert not [one["sql"] for one in queries if '"raw"' in one["sql"] or '"text"' in one["sql"]]


def test_without_a_relay_it_waits_in_the_outbox_and_goes_out_when_one_is_set(cast, message, settings, relay):
    settings.RELAY, set_later = environment.OUTBOX, settings.RELAY
    working.run_due()
    assert _state(message)[0] == "held"
    held = OutboxMail.objects.get()
    name, content = as_file(held)
    assert name.endswith(".eml")
    assert message.message_id.encode() in content
    with pytest.raises(NoRelay):
        send_held()
    settings.RELAY = set_later
    assert send_held() == 1
    working.run_due()
    assert [one.message_id for one in relay.handed] == [message.message_id]
    assert _state(message)[0] == "sent"


def test_a_provider_is_handed_every_part_and_its_own_name_leads_answers_back(cast, message, settings, monkeypatch):
    settings.RELAY = environment.Relay("anymail.backends.test.EmailBackend", {}, {}, "test")
    monkeypatch.setattr(EmailBackend, "get_esp_message_id", lambda self, envelope: "<77@esp.example>")
    send(message)
    (sent,) = mail.outbox
    assert sent.anymail_test_params["text_body"].strip() == "On its way."
    assert sent.anymail_test_params["html_body"].startswith("<!DOCTYPE html>")
    assert sent.extra_headers["Message-ID"] == f"<{message.message_id}>"
    assert _state(message)[0] == "sent"
    answer = receive(stage.written(thread=Thread(None, ("77@esp.example",))), inbox=cast.inbox)
    assert answer.conversation_id == message.conversation_id


@pytest.mark.parametrize(
    ("status", "becomes"), [(400, "failed"), (401, "queued"), (429, "queued"), (503, "queued"), (None, "queued")]
)
def test_a_providers_errors_are_told_apart(message, settings, monkeypatch, status, becomes):
    def fail(self, payload, envelope):
        response = Response()
        response.status_code, response.reason = status, "for a reason"
        raise AnymailRequestsAPIError("no", response=response if status else None)

    settings.RELAY = environment.Relay("anymail.backends.test.EmailBackend", {}, {}, "test")
    monkeypatch.setattr(EmailBackend, "post_to_esp", fail)
    with contextlib.suppress(TryLater):
        send(message)
    assert _state(message)[0] == becomes
