"""What a mail says once it has been read: the frozen nouns that every file of this room speaks in."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Address:
    """One mailbox. `name` is decoded and may be empty; `address` is lower-cased in its domain only, and may be
    empty or lack an @ when the mail was broken."""

    name: str
    address: str


@dataclass(frozen=True, slots=True)
class Attachment:
    """A part that is not the letter itself. `name` is safe as a file name (no path, no control characters) and
    never empty. `inline` means that the HTML shows it by `cid` (without angle brackets; "" when it has none)."""

    name: str
    type: str
    content: bytes
    inline: bool
    cid: str


@dataclass(frozen=True, slots=True)
class Bounce:
    """A report about a mail that we sent.

    kind: "bounce" (was not delivered), "delay" (still trying: not a failure), "feedback" (a complaint, ARF),
    "delivered" (a success report), "vacation" is never a bounce.
    recipient: the address that failed, "" when unknown. status: RFC 3463 ("5.1.1") or "". reply_code: SMTP
    ("550") or "". reason: one lower-case word of a closed list, see `bounces.reasons.REASONS`. permanent: the
    address is dead, and writing there again is of no use; None when unknown.
    original_message_id: of the mail that came back, without angle brackets, or "".
    """

    kind: str
    recipient: str
    status: str
    reply_code: str
    reason: str
    permanent: bool | None
    original_message_id: str


@dataclass(frozen=True, slots=True)
class Invitation:
    """A calendar event found in a mail. Times are aware, or None when the mail did not say."""

    method: str
    summary: str
    starts_at: datetime | None
    ends_at: datetime | None
    location: str
    organizer: str


@dataclass(frozen=True, slots=True)
class Header:
    """A header as it stood: `name` in lower case, `value` unfolded and decoded."""

    name: str
    value: str


@dataclass(frozen=True, slots=True)
class Mail:
    """A mail, read. Nothing here depends on an inbox, a database or the clock.

    Message-IDs are without angle brackets. `date` is aware UTC, or None when absent or nonsense. `text` is the whole
    letter as plain text (made from the HTML where there is no text part); `html` is as it was sent, *not* sanitised,
    "" without. `new_text` is what this mail adds: quotes and signature left out. `warnings` are short codes and
    details in English for an administrator ("charset: gb2312 declared, gb18030 read").
    """

    message_id: str
    in_reply_to: tuple[str, ...]
    references: tuple[str, ...]
    date: datetime | None
    sender: Address | None
    reply_to: tuple[Address, ...]
    to: tuple[Address, ...]
    cc: tuple[Address, ...]
    subject: str
    text: str
    html: str
    new_text: str
    attachments: tuple[Attachment, ...]
    auto_reply: bool
    bounce: Bounce | None
    calendar: tuple[Invitation, ...]
    headers: tuple[Header, ...]
    warnings: tuple[str, ...]

    def header(self, name: str) -> str:
        """The first header of that name (any case), or ""."""
        return next((h.value for h in self.headers if h.name == name.lower()), "")
