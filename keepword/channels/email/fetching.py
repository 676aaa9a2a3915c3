"""Bring new mails from an open mailbox into the database.

The cursor is the highest UID that is stored, and it moves in the transaction that stores: a crash at any moment loses
nothing and doubles nothing. What other programs have read or flagged makes no difference.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.db import transaction
from imapclient import IMAPClient

from keepword.channels.email.imap import Open
from keepword.channels.email.models import Mailbox
from keepword.channels.email.storing import Letter, store
from keepword.kit import clock

ASKED_AT_ONCE = 500  # sizes
FETCHED_AT_ONCE = 50  # mails
BYTES_AT_ONCE = 20_000_000


@dataclass(frozen=True, slots=True)
class Fetched:
    """A mail, or its beginning. `size` is what the server says of the whole; some count it wrong by a little."""

    raw: bytes
    size: int

    @property
    def full_size(self) -> int | None:
        """None when all of it is here."""
        return self.size if len(self.raw) >= settings.MAIL_SIZE_LIMIT and self.size > len(self.raw) else None


def fetch_new(mailbox: Mailbox, *, here: Open) -> int:
    """Store what is new, the oldest first. Returns how many mails were stored. Raises imapclient's errors, OSError
    and django.db.Error; what was stored before stays stored."""
    begin(mailbox, uid_validity=here.uid_validity)
    last, stored = mailbox.last_uid, 0
    # "n:*" names the last mail even when its number is lower than n
    new = sorted(uid for uid in here.client.search(["UID", f"{last + 1}:*"]) if uid > last)
    for uids in _groups(here.client, uids=new):
        stored += keep(mailbox, uid_validity=here.uid_validity, up_to=uids[-1], mails=_mails(here.client, uids=uids))
    return stored


@transaction.atomic
def begin(mailbox: Mailbox, *, uid_validity: int) -> None:
    """Under another numbering everything is read again: each mail that we know is recognised by its content."""
    now = Mailbox.objects.select_for_update().get(pk=mailbox.pk)
    if now.uid_validity != uid_validity:
        now.uid_validity, now.last_uid = uid_validity, 0
        now.save(update_fields=["uid_validity", "last_uid"])
    mailbox.uid_validity, mailbox.last_uid = now.uid_validity, now.last_uid


@transaction.atomic
def keep(mailbox: Mailbox, *, uid_validity: int, up_to: int, mails: dict[int, Fetched]) -> int:
    """Store these mails and move the cursor. What another process stored in the meantime is left out. Returns how
    many were stored."""
    now = Mailbox.objects.select_for_update().get(pk=mailbox.pk)
    if now.uid_validity != uid_validity:
        return 0
    new = [one for uid, one in sorted(mails.items()) if uid > now.last_uid]
    if new:
        store([Letter(now.inbox_id, one.raw, "imap", full_size=one.full_size) for one in new])
    now.last_uid, now.last_read_at = max(up_to, now.last_uid), clock.now()
    now.save(update_fields=["last_uid", "last_read_at"])
    mailbox.last_uid = now.last_uid
    return len(new)


def _groups(client: IMAPClient, *, uids: Sequence[int]) -> Iterator[list[int]]:
    """Bites that fit into memory, however many and large the mails are."""
    for start in range(0, len(uids), ASKED_AT_ONCE):
        asked = uids[start : start + ASKED_AT_ONCE]
        sizes = {uid: data[b"RFC822.SIZE"] for uid, data in client.fetch(asked, ["RFC822.SIZE"]).items()}
        group: list[int] = []
        size = 0
        for uid in asked:
            size += min(sizes.get(uid, 0), settings.MAIL_SIZE_LIMIT)
            if group and (len(group) >= FETCHED_AT_ONCE or size > BYTES_AT_ONCE):
                yield group
                group, size = [], min(sizes.get(uid, 0), settings.MAIL_SIZE_LIMIT)
            group.append(uid)
        yield group


def _mails(client: IMAPClient, *, uids: Sequence[int]) -> dict[int, Fetched]:
    """The raw mails that are still there. One over the limit is cut, and its agents and the administrators are told:
    its beginning is better than nothing, and it must not stop those behind it."""
    answer = client.fetch(uids, ["RFC822.SIZE", f"BODY.PEEK[]<0.{settings.MAIL_SIZE_LIMIT}>"])
    return {
        uid: Fetched(raw, data.get(b"RFC822.SIZE", 0))
        for uid, data in answer.items()
        for name, raw in data.items()
        if name.startswith(b"BODY[]") and raw
    }
