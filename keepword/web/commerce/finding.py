"""The one way by which a screen comes to an order."""

from django.http import Http404

from keepword.commerce.models import Membership, Order
from keepword.commerce.numbers import key_of
from keepword.conversations.contacts import people_known_to
from keepword.people.models import Agent
from keepword.web.conversations.finding import LARGEST
from keepword.web.people.admitting import AgentRequest

MOST = 5


def order_for(request: AgentRequest, number: int) -> Order:
    """The order, if the agent may know whose it is; for a stranger it does not exist (404)."""
    orders = Order.objects.visible_to(people_known_to(request.user)).select_related("contact")
    found = orders.filter(pk=number).first() if number <= LARGEST else None
    if found is None:
        raise Http404
    return found


def orders_called(number: str, *, agent: Agent) -> list[Order]:
    """Those of this number that the agent may see, the newest first: one for each shop."""
    key = key_of(number)
    if not key:
        return []
    orders = Order.objects.visible_to(people_known_to(agent)).filter(key=key)
    return list(orders.select_related("contact").newest_first()[:MOST])


def membership_for(request: AgentRequest, number: str, *, contact: int) -> Membership | None:
    """A place of this person. None for no number; raises Http404 for one that is not theirs."""
    if not number:
        return None
    theirs = Membership.objects.visible_to(people_known_to(request.user)).filter(contact=contact)
    known = number.isascii() and number.isdecimal() and int(number) <= LARGEST if len(number) < 20 else False  # noqa: PLR2004
    found = theirs.filter(pk=int(number)).first() if known else None
    if found is None:
        raise Http404
    return found
