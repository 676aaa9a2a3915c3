"""Who visits: found by their ticket, and whether they are still there."""

from datetime import timedelta

from keepword.brands.models import Brand
from keepword.channels.chat.models import Setup, Visit
from keepword.channels.chat.tickets import NoTicket, Ticket, read
from keepword.conversations.models import Conversation
from keepword.kit import clock

NOWHERE = "invalid"  # RFC 2606: can never be the domain of an address
OFTEN = timedelta(seconds=30)  # a sign of life is written down no oftener


def setup_of(brand: Brand) -> Setup:
    """As it was arranged; an unsaved one that is off until then."""
    return Setup.objects.filter(brand=brand).first() or Setup(brand=brand)


def ticket_for(text: str, *, brand: Brand) -> Ticket:
    """Raises NoTicket, also for one of another brand."""
    found = read(text, now=clock.now())
    if found.brand_id != brand.pk:
        raise NoTicket
    return found


def visit_of(ticket: Ticket) -> Visit:
    """Of somebody who has written and has not ended the chat. Raises NoTicket."""
    found = Visit.objects.filter(number=ticket.number, ended_at=None, conversation__isnull=False).first()
    if found is None:
        raise NoTicket
    return found


def conversation_of(visit: Visit) -> Conversation:
    """The one in which it goes on, with its inbox and brand. Raises Conversation.DoesNotExist before it began."""
    rows = Conversation.objects.select_related("inbox__brand", "contact")  # house: of whoever holds the ticket
    found = rows.get(pk=visit.conversation_id or 0)
    return rows.get(pk=found.merged_into_id) if found.merged_into_id else found


def address_for(number: str) -> str:
    """In place of an address, until they tell one. Two visitors without an address are not one person."""
    return f"visitor-{number[:16]}@{NOWHERE}"


def is_stand_in(address: str) -> bool:
    """Whether it is one of those: nothing that anybody told us, and nothing to show."""
    return address.endswith(f"@{NOWHERE}")


def touch(visit: Visit) -> None:
    """Their page gave a sign of life."""
    now = clock.now()
    if visit.seen_at < now - OFTEN:
        visit.change(seen_at=now)
