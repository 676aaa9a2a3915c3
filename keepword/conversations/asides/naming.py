"""The names by which an answer finds its side conversation: signed, and no name of the customer's thread."""

import re
from collections.abc import Iterable

from django.conf import settings

from keepword.conversations.models import Aside
from keepword.kit import tokens

OF_A_MAIL, OF_AN_ADDRESS = "aside", "aside-address"
_TOKEN = re.compile(r"kws\.([0-9]{1,18})\.([0-9a-f]{20})", re.IGNORECASE)


def own_message_id(aside: Aside) -> str:
    """ "kws.ASIDE.RANDOM.SIGNATURE@domain of the inbox", without angle brackets."""
    named = f"{aside.pk}.{tokens.unguessable()}"
    signed = tokens.signature(settings.SECRET_KEY, purpose=OF_A_MAIL, text=named)
    return f"kws.{named}.{signed}@{aside.inbox.address.rpartition('@')[2]}"


def aside_of(message_ids: Iterable[str]) -> int | None:
    """The side conversation that the nearest of these ids proves by our own signature, None when none does."""
    for message_id in message_ids:
        prefix, _, rest = message_id.partition("@")[0].partition(".")
        named, _, signed = rest.rpartition(".")
        number = named.partition(".")[0]
        if (
            prefix.lower() == "kws"
            and number.isascii()
            and number.isdigit()
            and len(number) < 19
            and tokens.is_signed(settings.SECRET_KEY, purpose=OF_A_MAIL, text=named.lower(), by=signed)
        ):
            return int(number)
    return None


def token_of(aside: Aside) -> str:
    """For the address that answers go to, as `reply_tokens.token_of`."""
    number = str(aside.pk)
    return f"kws.{number}.{tokens.signature(settings.SECRET_KEY, purpose=OF_AN_ADDRESS, text=number)}"


def aside_of_token(token: str) -> int | None:
    """None for whatever we did not sign."""
    found = _TOKEN.fullmatch(token)
    if found is None:
        return None
    number, signed = found.groups()
    if not tokens.is_signed(settings.SECRET_KEY, purpose=OF_AN_ADDRESS, text=number, by=signed):
        return None
    return int(number)
