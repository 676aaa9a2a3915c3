"""Hand a reply to the relay, or to the local outbox when there is none."""

import logging
from collections.abc import Sequence
from datetime import datetime
from email.message import EmailMessage
from functools import partial
from importlib import import_module
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, transaction

from keepword.channels.email.composing import NoAddress, compose, hidden_copies_of, recipients
from keepword.channels.email.models import OutboxMail
from keepword.channels.email.relays import smtp
from keepword.channels.email.relays.outcomes import NotNow, Receipt, Refused
from keepword.channels.email.relays.renaming import ask_to_keep
from keepword.conversations import threading
from keepword.conversations.asides import saying
from keepword.conversations.delivering import mark_failed, mark_held, mark_sent, note_delay
from keepword.conversations.models import Aside, Attachment, Conversation, Message
from keepword.events.reacting import Finish, TryLater
from keepword.kit import clock
from keepword.people.identifying import mark_dead

log = logging.getLogger(__name__)

SMTP = "django.core.mail.backends.smtp.EmailBackend"


class CannotBeWritten(Exception):
    """`reason` is a short code for `advising.advice`, `detail` the file or the fault."""

    def __init__(self, reason: str, *, detail: str) -> None:
        super().__init__(reason)
        self.reason, self.detail = reason, detail


def send(message: Message) -> None:
    """`attempt`, and write down what came of it."""
    attempt(message)()


def attempt(message: Message) -> Finish:
    """Hand the mail over. Returns what writes down how it went: a refusal for good turns the message to "failed".
    Raises TryLater when the relay cannot take it now."""
    try:
        mail = _written(message)
        if not settings.RELAY.backend:
            return partial(_hold, message, mail=mail)
        receipt = hand_over(mail, to=recipients(message), hidden=hidden_copies_of(message))
        return partial(_sent, message, receipt=receipt, at=clock.now())
    except NoAddress:
        return partial(mark_failed, message, reason="noaddress", detail="")
    except CannotBeWritten as fault:
        return partial(mark_failed, message, reason=fault.reason, detail=fault.detail)
    except Refused as refused:
        return partial(_refused, message, refused=refused)
    except NotNow as error:
        note_delay(message, detail=str(error))
        raise TryLater(str(error)) from error


def _written(message: Message) -> EmailMessage:
    """Whatever is wrong with a reply that cannot become a mail is said to its agent: it would stand as "sending" for
    good. The database and the disk being away is another matter, and passes. Raises NoAddress or CannotBeWritten."""
    try:
        return compose(message)
    except FileNotFoundError as gone:
        name = Attachment.objects.filter(message=message, path__endswith=Path(str(gone.filename)).name).first()
        raise CannotBeWritten("filegone", detail=name.name if name else "") from gone
    except (NoAddress, OSError, DatabaseError):
        raise
    except Exception as fault:
        log.exception("Message %s could not be written as a mail.", message.pk)
        raise CannotBeWritten("unwritable", detail=type(fault).__name__) from fault


def hand_over(mail: EmailMessage, *, to: list[str], hidden: Sequence[str] = ()) -> Receipt:
    """By the relay that is set. `hidden` get it, too, and no header says so. Raises Refused or NotNow."""
    relay = settings.RELAY
    ask_to_keep(mail, relay=relay.name)
    if relay.backend == SMTP:
        sender = mail["From"].addresses[0].addr_spec
        named = [*mail["To"].addresses, *(mail["Cc"].addresses if mail["Cc"] else ())]
        to = [*(one.addr_spec for one in named), *hidden]
        return smtp.hand_over(mail.as_bytes(), sender=sender, to=to, options=relay.options)
    # Loaded when a provider is set: what it stands on takes 6 MB, and most desks have a relay.
    provider = import_module("keepword.channels.email.relays.provider")
    receipt: Receipt = provider.hand_over(mail, to=to, hidden=hidden, backend=relay.backend, options=relay.options)
    return receipt


@transaction.atomic(savepoint=False)
def _sent(message: Message, *, receipt: Receipt, at: datetime) -> None:
    """A provider may send the mail under a name of its own, and then answers name that one."""
    mark_sent(message, detail="\n".join(receipt.refused), at=at)
    name = receipt.message_id
    if name and name != message.message_id:
        _remember(message, name=name)
        Message.everywhere.filter(pk=message.pk).update(sent_as=name[:998])


def _remember(message: Message, *, name: str) -> None:
    if message.aside_id is None:
        threading.remember(Conversation.objects.get(pk=message.conversation_id), ids=[name])
    else:
        # For an answer to it, not for a person.
        saying.remember(Aside.objects.get(pk=message.aside_id), ids=[name])


@transaction.atomic
def _refused(message: Message, *, refused: Refused) -> None:
    mark_failed(message, reason=refused.reason, detail=refused.detail)
    if refused.dead:
        mark_dead(address=refused.dead, inbox=message.inbox_id)


@transaction.atomic
def _hold(message: Message, *, mail: EmailMessage) -> None:
    OutboxMail.objects.get_or_create(message=message, defaults={"raw": mail.as_bytes(), "held_at": clock.now()})
    mark_held(message)
