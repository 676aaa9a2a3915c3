"""Whose chat, and whose visit? Strangers see that there is nothing: no brand that does not chat, no visit that is not
theirs, no ticket that has ended."""

from dataclasses import dataclass

from django.http import Http404, HttpRequest

from keepword.brands.models import Brand
from keepword.channels.chat.models import Setup, Visit
from keepword.channels.chat.tickets import NoTicket, Ticket
from keepword.channels.chat.visiting import ticket_for, visit_of
from keepword.conversations.catalogue import first_inbox
from keepword.conversations.models import Inbox

HEADER = "X-Chat-Ticket"  # a page of another site could not send it without our leave: no cookie says who somebody is


@dataclass(frozen=True, slots=True)
class Room:
    """A brand that chats, and where its chats arrive."""

    brand: Brand
    setup: Setup
    inbox: Inbox


def room_of(slug: str) -> Room:
    """Raises Http404 where nobody chats."""
    setup = Setup.objects.select_related("brand").filter(brand__slug=slug, is_on=True).first()
    inbox = first_inbox(setup.brand) if setup else None
    if setup is None or inbox is None:
        raise Http404
    inbox.brand = setup.brand
    return Room(setup.brand, setup, inbox)


def ticket_in(request: HttpRequest, *, room: Room) -> Ticket:
    """Raises Http404."""
    return ticket_named(request.headers.get(HEADER, ""), room=room)


def ticket_named(text: str, *, room: Room) -> Ticket:
    """Raises Http404."""
    try:
        return ticket_for(text, brand=room.brand)
    except NoTicket as error:
        raise Http404 from error


def visit_in(request: HttpRequest, *, room: Room) -> Visit:
    """Of whoever has written. Raises Http404."""
    return visit_named(ticket_in(request, room=room))


def visit_named(ticket: Ticket) -> Visit:
    """Raises Http404."""
    try:
        return visit_of(ticket)
    except NoTicket as error:
        raise Http404 from error
