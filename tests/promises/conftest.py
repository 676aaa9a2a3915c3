"""Mails as they come off the wire, a relay that is real, and every reaction run."""

from collections.abc import Callable
from email.message import EmailMessage

import pytest

from keepword.channels.email.storing import Letter, store
from keepword.conversations.models import Inbox, Message
from keepword.events import working
from keepword.wiring import environment
from tests import cast as stage
from tests.services.relay import relay as start_relay

ANN = "Ann Lee <ann@customer.example>"
MAIL = """\
From: {sender}
To: {to}
Subject: {subject}
Message-ID: <{number}@customer.example>
Date: {date}
{headers}Content-Type: text/plain; charset=utf-8

{text}
"""
Arrive = Callable[..., Message | None]


@pytest.fixture
def cast(db: None) -> stage.Cast:
    return stage.gather()


@pytest.fixture(scope="session")
def shared_relay():
    with start_relay() as found:
        yield found


@pytest.fixture
def relay(shared_relay, settings):
    settings.RELAY = environment.relay({"KEEPWORD_RELAY_URL": shared_relay.url})
    shared_relay.mood, shared_relay.refused = "accept", frozenset()
    shared_relay.handed.clear()
    return shared_relay


def run_all() -> None:
    """Until nothing is due."""
    while working.run_due():
        pass


def take_in(raw: bytes, *, inbox: Inbox, envelope_from: str | None = "ann@customer.example") -> Message | None:
    """A mail over SMTP, with all that follows from it."""
    (stored,) = store([Letter(inbox.pk, raw, "smtp", envelope_from)])
    run_all()
    stored.refresh_from_db()
    return stored.message


@pytest.fixture
def arrive(cast: stage.Cast) -> Arrive:
    """A mail of Ann to the shop's inbox, unless told otherwise. `headers` are lines."""
    numbers = iter(range(1, 1_000_000))

    def send(text: str = "Where is my parcel? It was due on Monday.", **changes: object) -> Message | None:
        inbox = changes.pop("inbox", cast.inbox)
        envelope = changes.pop("envelope_from", "ann@customer.example")
        fields = {
            "sender": ANN,
            "to": inbox.address,
            "subject": "My parcel",
            "number": f"mail-{next(numbers)}",
            "date": "Fri, 20 Nov 2026 12:00:00 +0000",
            "headers": "",
            "text": text,
        }
        return take_in(MAIL.format(**(fields | changes)).encode(), inbox=inbox, envelope_from=envelope)

    return send


def letters(relay) -> list[EmailMessage]:
    """What left for customers, read as their program reads it."""
    return [one.mail for one in relay.handed]


def words(letter: EmailMessage) -> str:
    text: str = letter.get_body(("plain",)).get_content()
    return text.replace("\r\n", "\n")
