"""The address under which a customer says that something cannot wait. It shows nothing of the conversation, and only
the mail itself and the customer's own pages hold it: the text that we keep has a mark in its place."""

import re
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.urls import reverse

from keepword.conversations.models import Conversation
from keepword.kit import tokens

PURPOSE = "emergency-link"
PAGE = "help:emergency"
PLACE = "⟨!⟩"  # stands after the words that lead there
_LINE = re.compile(rf"([^<>\n]+?) {PLACE}")
_SHAPE = re.compile(r"([0-9a-f]{32})-([0-9a-f]{1,10})-([0-9a-f]{20})")


class NotOurs(ValueError):
    """We never made this link."""


class TooOld(ValueError):
    """We made it, too long ago."""


def token_for(conversation_token: str, *, at: datetime) -> str:
    """`at` is when what it stands in was written, so that it lasts as long as a link of then."""
    named = f"{conversation_token}-{int(at.timestamp()):x}"
    return f"{named}-{tokens.signature(settings.SECRET_KEY, purpose=PURPOSE, text=named)}"


def read(token: str, *, now: datetime) -> str:
    """The token of the conversation. Raises NotOurs, and TooOld after KEEPWORD_LINK_DAYS."""
    found = _SHAPE.fullmatch(token)
    if found is None:
        raise NotOurs
    conversation_token, seconds, signature = found.groups()
    named = f"{conversation_token}-{seconds}"
    if not tokens.is_signed(settings.SECRET_KEY, purpose=PURPOSE, text=named, by=signature):
        raise NotOurs
    if now - datetime.fromtimestamp(int(seconds, 16), UTC) > timedelta(days=settings.LINK_DAYS):
        raise TooOld
    return conversation_token


def with_address(text: str, *, conversation: Conversation, at: datetime) -> str:
    """The letter as plain text: the whole address on a line of its own."""
    return text.replace(f" {PLACE}", f":\n{_address(conversation, at=at)}")


def with_link(page: str, *, conversation: Conversation, at: datetime) -> str:
    """The letter as HTML, made from the kept text: the words before the mark are the link."""
    style = "display:inline-block;padding:6px 0;font-weight:600"
    return _LINE.sub(
        lambda found: f'<a href="{_address(conversation, at=at)}" style="{style}">{found[1].strip()}</a>', page
    )


def without(text: str) -> str:
    """The letter on a page that has the link in a place of its own."""
    return "\n".join(line for line in text.split("\n") if PLACE not in line)


def _address(conversation: Conversation, *, at: datetime) -> str:
    return f"{settings.PUBLIC_ADDRESS}{reverse(PAGE, args=[token_for(conversation.token, at=at)])}"
