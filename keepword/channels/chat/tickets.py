"""What a visitor's page holds to show who it is: made and signed by us, kept in the page's own storage, no cookie.

It costs us nothing until its holder writes. It ends by itself, and at once when the visitor ends the chat.
"""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.conf import settings

from keepword.brands.models import Brand
from keepword.kit import tokens

PURPOSE = "chat-ticket"
LASTS = timedelta(days=30)
_SHAPE = re.compile(r"([0-9a-f]{1,10})-([0-9a-f]{1,16})-([0-9a-f]{32})-([0-9a-f]{20})")


class NoTicket(ValueError):
    """Not made by us, of another brand, or too old."""


@dataclass(frozen=True, slots=True)
class Ticket:
    number: str
    brand_id: int
    issued_at: datetime


def ticket(brand: Brand, *, now: datetime) -> str:
    named = f"{int(now.timestamp()):x}-{brand.pk:x}-{tokens.unguessable()}"
    return f"{named}-{tokens.signature(settings.SECRET_KEY, purpose=PURPOSE, text=named)}"


def read(text: str, *, now: datetime) -> Ticket:
    """Raises NoTicket."""
    found = _SHAPE.fullmatch(text)
    if found is None:
        raise NoTicket
    seconds, brand, number, signature = found.groups()
    if not tokens.is_signed(settings.SECRET_KEY, purpose=PURPOSE, text=f"{seconds}-{brand}-{number}", by=signature):
        raise NoTicket
    issued_at = datetime.fromtimestamp(int(seconds, 16), UTC)
    if now - issued_at > LASTS:
        raise NoTicket
    return Ticket(number, int(brand, 16), issued_at)
