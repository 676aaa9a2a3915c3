"""Read a stored mail and hand it to the conversations: a message, a bounce of one of ours, or set aside."""

import logging

from django.db import transaction

from keepword.channels.email import inbound
from keepword.channels.email.mail import Mail
from keepword.channels.email.models import DONE, SET_ASIDE, STORED, UNREADABLE, StoredMail
from keepword.channels.email.parsing import parse
from keepword.conversations.delivering import mark_failed, note_delay
from keepword.conversations.models import Message
from keepword.conversations.receiving import receive
from keepword.events import log as event_log
from keepword.events.models import Event
from keepword.people.identifying import mark_dead

log = logging.getLogger(__name__)


def take_in(event: Event) -> None:
    """Reaction to `mail.stored`. A mail that cannot be read is kept, shown, and blocks nobody."""
    stored = StoredMail.objects.select_related("inbox__brand").filter(pk=event.data["mail"]).first()
    if stored is None or stored.state != STORED:
        return
    try:
        with transaction.atomic():
            _read(stored)
    except (ValueError, TypeError, LookupError, AttributeError, RecursionError) as error:
        log.exception("Mail %s could not be read", stored.pk)
        _finish(stored, state=UNREADABLE, reason=f"{type(error).__name__}: {error}")


def _read(stored: StoredMail) -> None:
    mail = parse(bytes(stored.raw))
    if mail.bounce is not None and mail.bounce.kind in ("bounce", "delay"):
        _take_bounce(stored, mail=mail)
        return
    received = receive(inbound.from_mail(mail, stored=stored), inbox=stored.inbox)
    _finish(stored, state=DONE, message=received)


def _take_bounce(stored: StoredMail, *, mail: Mail) -> None:
    """A report about one of our own mails turns that message to "failed"; a delay is only noted."""
    assert mail.bounce is not None
    ours = Message.objects.filter(
        inbox=stored.inbox, kind="reply", message_id=mail.bounce.original_message_id or None
    ).first()
    if ours is None:
        _finish(stored, state=SET_ASIDE, reason="A bounce of a mail that this inbox did not send.")
        return
    detail = " ".join(filter(None, [mail.bounce.reply_code, mail.bounce.status, mail.bounce.recipient]))
    if mail.bounce.kind == "delay":
        note_delay(ours, detail=detail)
    else:
        mark_failed(ours, reason=mail.bounce.reason, detail=detail)
        if mail.bounce.permanent and mail.bounce.recipient in ours.recipients.get("to", []):
            mark_dead(address=mail.bounce.recipient)
    _finish(stored, state=DONE, message=ours)


def _finish(stored: StoredMail, *, state: str, reason: str = "", message: Message | None = None) -> None:
    StoredMail.objects.filter(pk=stored.pk).update(state=state, reason=reason[:2000], message=message)


@transaction.atomic
def read_again(stored: StoredMail) -> None:
    """An administrator says: try once more."""
    StoredMail.objects.filter(pk=stored.pk).update(state=STORED, reason="")
    event_log.record("mail.stored", inbox_id=stored.inbox_id, mail=stored.pk)
