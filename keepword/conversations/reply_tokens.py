"""A short signed name of a conversation, for the address that its answers go to.

It proves which conversation an answer belongs to when the customer's program drops the Message-IDs. It proves nothing
about who writes, and opens nothing to read.
"""

import re

from django.conf import settings

from keepword.conversations.models import Conversation
from keepword.kit import tokens

PURPOSE = "reply-address"
_SHAPE = re.compile(r"kw\.([0-9]{1,18})\.([0-9a-f]{20})", re.IGNORECASE)


def token_of(conversation: Conversation) -> str:
    """ "kw.CONVERSATION.SIGNATURE": at most 42 letters, which leave room for a name before them (RFC 5321: 64)."""
    number = str(conversation.pk)
    return f"kw.{number}.{tokens.signature(settings.SECRET_KEY, purpose=PURPOSE, text=number)}"


def conversation_of_token(token: str) -> int | None:
    """None for whatever we did not sign."""
    found = _SHAPE.fullmatch(token)
    if found is None:
        return None
    number, signed = found.groups()
    if not tokens.is_signed(settings.SECRET_KEY, purpose=PURPOSE, text=number, by=signed):
        return None
    return int(number)
