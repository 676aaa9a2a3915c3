"""A mail server pipes one mail to us. Exit statuses are those of sysexits.h."""

from typing import BinaryIO

from django.db.utils import DatabaseError

from keepword.channels.email.storing import Letter, inbox_of, store

OK, BAD_MAIL, NO_SUCH_INBOX, TRY_LATER = 0, 65, 67, 75


def receive(mail: BinaryIO, *, inbox: str, sender: str) -> int:
    """Store the mail of this stream and say how it went. It is read by whatever worker runs."""
    raw = mail.read()
    if not raw.strip():
        return BAD_MAIL
    try:
        found = inbox_of(inbox)
        if found is None:
            return NO_SUCH_INBOX
        store([Letter(found.pk, raw, "pipe", sender)])
    except DatabaseError:
        return TRY_LATER
    return OK
