"""A mail server pipes one mail to us. Exit statuses are those of sysexits.h."""

import re
from typing import BinaryIO

from django.conf import settings
from django.db import Error as DatabaseFault

from keepword.channels.email.storing import Letter, inbox_of, store

OK, BAD_MAIL, NO_SUCH_INBOX, TRY_LATER = 0, 65, 67, 75
# The line that mail servers put before a mail in a pipe or a mailbox file: "From ann@customer.example Mon May  4 …"
_ENVELOPE = re.compile(rb"\AFrom (\S+)[^\n]*\n")


def receive(mail: BinaryIO, *, inbox: str, sender: str | None) -> int:
    """Store the mail of this stream and say how it went. It is read by whatever worker runs.

    sender: the envelope's, "" or "<>" when it had none, None when the mail server did not tell; then it is taken from
    the mail's first line.
    """
    try:
        raw = mail.read(settings.MAIL_SIZE_LIMIT + 1)
    except OSError:
        return TRY_LATER
    if not raw.strip() or len(raw) > settings.MAIL_SIZE_LIMIT:
        return BAD_MAIL
    envelope = _ENVELOPE.match(raw)
    if envelope:
        raw = raw[envelope.end() :]
        sender = _sender(envelope[1]) if sender is None else sender
    return _keep(raw, inbox=inbox, sender=None if sender is None else sender.strip("<>"))


def _sender(written: bytes) -> str:
    """Mail servers write "MAILER-DAEMON" or "<>" where the envelope had no sender."""
    return written.decode("utf-8", "replace") if b"@" in written else ""


def _keep(raw: bytes, *, inbox: str, sender: str | None) -> int:
    try:
        found = inbox_of(inbox)
        if found is None:
            return NO_SUCH_INBOX
        store([Letter(found.pk, raw, "pipe", sender)])
    except (DatabaseFault, OSError):
        return TRY_LATER
    return OK
