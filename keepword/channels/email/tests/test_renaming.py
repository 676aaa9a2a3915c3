"""A mail that a provider sent under another name is known by both."""

from email.message import EmailMessage

import pytest
from anymail.backends.test import EmailBackend

from keepword.channels.email.intake import take_in
from keepword.channels.email.models import StoredMail
from keepword.channels.email.relays.renaming import ask_to_keep, known_names, name_given
from keepword.channels.email.sending import send
from keepword.channels.email.storing import Letter, store
from keepword.conversations.models import Message
from keepword.conversations.replying import reply
from keepword.events.models import Event
from keepword.wiring import environment
from tests import cast as stage

SES = "0100018f3a2b4c5d-1a2b3c4d-5e6f-7a8b-9c0d-1e2f3a4b5c6d-000000"


@pytest.mark.parametrize(
    ("message_id", "names"),
    [
        (f"{SES}@email.amazonses.com", (f"{SES}@email.amazonses.com", SES)),
        (f"{SES}@eu-west-1.amazonses.com", (f"{SES}@eu-west-1.amazonses.com", SES)),
        ("a@notamazonses.com", ("a@notamazonses.com",)),
        ("a@amazonses.com.evil.example", ("a@amazonses.com.evil.example",)),
        ("@amazonses.com", ("@amazonses.com",)),
        ("no-domain", ("no-domain",)),
        ("", ("",)),
    ],
)
def test_an_id_of_a_provider_is_known_by_its_left_half(message_id, names):
    assert known_names(message_id) == names


@pytest.mark.parametrize(
    ("said", "host", "name"),
    [
        (f"Ok {SES}", "email-smtp.eu-west-1.amazonaws.com", SES),
        (f"Ok {SES}", "email-smtp-fips.us-east-1.amazonaws.com", SES),
        (f"Ok {SES}", "mail.example", ""),
        (f"Ok {SES}", "email-smtp.amazonaws.com.evil.example", ""),
        ("2.0.0 Ok: queued as 4F2", "email-smtp.eu-west-1.amazonaws.com", ""),
        ("", "email-smtp.eu-west-1.amazonaws.com", ""),
    ],
)
def test_a_relay_tells_the_name_when_it_takes_the_mail(said, host, name):
    assert name_given(said, host=host) == name


@pytest.mark.parametrize(("relay", "asked"), [("postmark", "true"), ("smtp.postmarkapp.com:587", "true"), ("x", None)])
def test_who_can_keep_our_name_is_asked_to(relay, asked):
    mail = EmailMessage()
    ask_to_keep(mail, relay=relay)
    assert mail["X-PM-KeepID"] == asked


@pytest.fixture
def cast(db):
    return stage.gather()


@pytest.fixture
def message(cast, settings, monkeypatch):
    settings.RELAY = environment.Relay("anymail.backends.test.EmailBackend", {}, {}, "amazon-ses")
    monkeypatch.setattr(EmailBackend, "get_esp_message_id", lambda self, envelope: SES)
    message = reply(stage.conversation_of(cast), text="On its way.", by=cast.mina)
    send(message)
    message.refresh_from_db()
    return message


def arrive(cast, mail):
    store([Letter(cast.inbox.pk, mail.encode(), "smtp", "")])
    take_in(Event.objects.filter(name="mail.stored").latest("id"))
    return StoredMail.objects.latest("id")


def test_a_bounce_that_names_the_providers_id_finds_our_reply(cast, message):
    assert message.sent_as == SES
    bounce = (
        "From: mailer-daemon@amazonses.com\nSubject: Delivery Status Notification (Failure)\nMIME-Version: 1.0\n"
        'Content-Type: multipart/report; report-type=delivery-status; boundary="b"\n\n'
        "--b\nContent-Type: text/plain\n\nIt failed.\n"
        "--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; amazonses.com\n\n"
        "Final-Recipient: rfc822; ann@customer.example\nAction: failed\nStatus: 5.1.1\n"
        "Diagnostic-Code: smtp; 550 5.1.1 user unknown\n\n"
        f"--b\nContent-Type: message/rfc822\n\nMessage-ID: <{SES}@email.amazonses.com>\nTo: ann@customer.example\n\n"
        "On its way.\n--b--\n"
    )
    assert arrive(cast, bounce).message == message
    message.refresh_from_db()
    assert (message.delivery_state, message.delivery_reason) == ("failed", "userunknown")


def test_an_answer_that_names_the_providers_id_finds_its_conversation(cast, message):
    mail = (
        f"From: ann@customer.example\nSubject: Re\nMessage-ID: <8@x>\nIn-Reply-To: <{SES}@eu-west-1.amazonses.com>\n\n"
        "Thanks\n"
    )
    assert arrive(cast, mail).message.conversation_id == message.conversation_id


def test_who_only_guesses_the_providers_id_joins_nothing(cast, message):
    mail = f"From: eve@bad.example\nSubject: Re\nMessage-ID: <9@x>\nIn-Reply-To: <{SES}@email.amazonses.com>\n\nHi\n"
    assert arrive(cast, mail).message.conversation_id != message.conversation_id
    assert Message.objects.filter(conversation=message.conversation).count() == 2
