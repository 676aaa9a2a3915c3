"""The signed address under which a customer reads and answers a conversation.

Two kinds, because they prove different things. A *shown* link was on the screen of whoever sent the form: they may
have typed anybody's address. A *mailed* link was read in the mailbox of that address. What each may show is decided
in `reading.py`.
"""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from django.conf import settings

from keepword.conversations.models import Conversation
from keepword.kit import tokens

PURPOSE = "customer-link"
PLACE = "{link}"  # stands for the link in a text that is kept: only the mail itself holds it
_SHOWN, _MAILED = "s", "m"
_SHAPE = re.compile(r"([0-9a-f]{32})-([sm])-([0-9a-f]{1,10})-([0-9a-f]{20})")


class NoSuchLink(ValueError):
    """We never made this link."""


class LinkExpired(ValueError):
    """We made it, too long ago. It still names its conversation, and shows nothing."""

    def __init__(self, link: "Link") -> None:
        super().__init__()
        self.link = link


@dataclass(frozen=True, slots=True)
class Link:
    """What a link says. `is_proved`: its holder reads the mail of the address that owns the conversation."""

    conversation_token: str
    is_proved: bool
    issued_at: datetime


def shown_link(conversation_token: str, *, at: datetime) -> str:
    """For the screen of whoever just sent the form."""
    return _signed(conversation_token, mark=_SHOWN, at=at)


def mailed_link(conversation_token: str, *, at: datetime) -> str:
    """For a mail to the address that owns the conversation, and for nothing else."""
    return _signed(conversation_token, mark=_MAILED, at=at)


def read(link: str, *, now: datetime) -> Link:
    """Raises NoSuchLink for what is not ours, LinkExpired for what is older than KEEPWORD_LINK_DAYS."""
    found = _SHAPE.fullmatch(link)
    if found is None:
        raise NoSuchLink
    conversation_token, mark, seconds, signature = found.groups()
    named = f"{conversation_token}-{mark}-{seconds}"
    if not tokens.is_signed(settings.SECRET_KEY, purpose=PURPOSE, text=named, by=signature):
        raise NoSuchLink
    known = Link(conversation_token, mark == _MAILED, datetime.fromtimestamp(int(seconds, 16), UTC))
    if now - known.issued_at > timedelta(days=settings.LINK_DAYS):
        raise LinkExpired(known)
    return known


def last_day(link: str) -> date:
    """The last day, in UTC, on which a link of ours works."""
    issued_at = datetime.fromtimestamp(int(link.split("-")[2], 16), UTC)
    return (issued_at + timedelta(days=settings.LINK_DAYS)).date()


def with_link(text: str, *, conversation: Conversation, at: datetime) -> str:
    """An automatic mail's text with a mailed link in its place. The same for every time that the mail is written."""
    return text.replace(PLACE, mailed_link(conversation.token, at=at))


def _signed(conversation_token: str, *, mark: str, at: datetime) -> str:
    named = f"{conversation_token}-{mark}-{int(at.timestamp()):x}"
    return f"{named}-{tokens.signature(settings.SECRET_KEY, purpose=PURPOSE, text=named)}"
