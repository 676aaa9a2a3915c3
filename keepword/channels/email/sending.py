"""Hand a reply to the relay, or to the local outbox when there is none."""

import smtplib
from email.message import EmailMessage

from django.conf import settings
from django.core.mail import EmailMessage as Envelope
from django.core.mail import get_connection
from django.db import transaction

from keepword.channels.email.composing import compose
from keepword.channels.email.models import OutboxMail
from keepword.conversations.delivering import mark_failed, mark_held, mark_sent, note_delay
from keepword.conversations.models import Message
from keepword.events.reacting import TryLater
from keepword.kit import clock


class Ready(Envelope):
    """A mail that is already written: Django's backends only carry it."""

    def __init__(self, mail: EmailMessage, *, to: list[str]) -> None:
        super().__init__(to=to, from_email=str(mail["From"]))
        self.mail = mail

    def message(self) -> EmailMessage:  # type: ignore[override]
        return self.mail


def send(message: Message) -> None:
    """Raises TryLater when the relay cannot take it now. A refusal for good turns the message to "failed"."""
    mail = compose(message)
    if not settings.RELAY.backend:
        _hold(message, mail=mail)
        return
    try:
        get_connection(settings.RELAY.backend, **settings.RELAY.options).send_messages(
            [Ready(mail, to=message.recipients["to"])]
        )
    except smtplib.SMTPResponseException as error:
        _refused(message, code=error.smtp_code, text=error.smtp_error)
    except (smtplib.SMTPException, OSError) as error:
        note_delay(message, detail=f"{type(error).__name__}: {error}")
        raise TryLater(f"{type(error).__name__}") from error
    else:
        mark_sent(message)


def _refused(message: Message, *, code: int, text: bytes | str) -> None:
    said = f"{code} {text.decode('utf-8', 'replace') if isinstance(text, bytes) else text}"
    if 500 <= code < 600:
        mark_failed(message, reason="refused", detail=said)
        return
    note_delay(message, detail=said)
    raise TryLater(said)


@transaction.atomic
def _hold(message: Message, *, mail: EmailMessage) -> None:
    OutboxMail.objects.get_or_create(message=message, defaults={"raw": mail.as_bytes(), "held_at": clock.now()})
    mark_held(message)
