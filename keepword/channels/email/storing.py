"""Store first: a mail is in the database, whole and committed, before anything reads it or anybody is told "yes"."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from keepword.channels.email.models import StoredMail
from keepword.channels.email.plus_addresses import spellings
from keepword.conversations.models import Inbox
from keepword.events import log
from keepword.events.log import Fact
from keepword.kit import clock
from keepword.kit.storable import storable


@dataclass(frozen=True, slots=True)
class Letter:
    """A mail on the doorstep. way: "smtp", "lmtp", "imap", "pipe" or "hook". envelope_from: "" when the envelope had
    no sender, None when nobody told us. full_size: in bytes, when `raw` is only the beginning."""

    inbox_id: int
    raw: bytes
    way: str
    envelope_from: str | None = None
    full_size: int | None = None


@transaction.atomic
def store(letters: Sequence[Letter]) -> list[StoredMail]:
    """All of them or none. When this returns and the outermost transaction has committed, they are safe."""
    now = clock.now()
    mails = StoredMail.objects.bulk_create(
        StoredMail(
            inbox_id=letter.inbox_id,
            received_at=now,
            way=letter.way,
            envelope_from=None if letter.envelope_from is None else storable(letter.envelope_from)[:320],
            raw=letter.raw,
            full_size=letter.full_size,
        )
        for letter in letters
    )
    log.record_all(Fact("mail.stored", inbox_id=mail.inbox_id, data={"mail": mail.pk}) for mail in mails)
    return mails


def inbox_of(address: str) -> Inbox | None:
    """The inbox that mail to this address belongs to."""
    for spelling in spellings(address):
        # For the system, not for a person: mail reaches every inbox.
        found = Inbox.objects.filter(address__iexact=spelling).first()
        if found:
            return found
    return None
