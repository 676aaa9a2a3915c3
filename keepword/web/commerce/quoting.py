"""What a macro may quote of an order and of a loyalty programme: {{order.state}}, {{loyalty.tier}}."""

from functools import cached_property

from keepword.commerce.knowing import Known, known_of
from keepword.commerce.models import Membership, Order
from keepword.commerce.naming import state_in
from keepword.conversations.macros.variables import Values
from keepword.conversations.models import Conversation
from keepword.kit.amounts import said
from keepword.people.models import Agent
from keepword.web.panels.orders import named_in, order_of


def values_for(conversation: Conversation, *, agent: Agent, language: str) -> Values:
    """Nothing is looked up before the words name it. An order is quoted only where it is certain which: a wrong one
    before a customer is worse than a mark that somebody fills."""
    quoted = _Quoted(conversation, agent=agent)
    return {
        "order.number": lambda: quoted.order.number if quoted.order else "",
        "order.state": lambda: state_in(language, state=quoted.order.state) if quoted.order else "",
        "order.total": lambda: said(quoted.order.money, language=language) if quoted.order else "",
        "order.tracking": lambda: quoted.order.tracking_url if quoted.order else "",
        "loyalty.programme": lambda: quoted.place.programme if quoted.place else "",
        "loyalty.tier": lambda: quoted.place.tier if quoted.place else "",
        "loyalty.points": lambda: _points(quoted.place),
    }


class _Quoted:
    def __init__(self, conversation: Conversation, *, agent: Agent) -> None:
        self.conversation, self.agent = conversation, agent

    @cached_property
    def known(self) -> Known | None:
        contact = self.conversation.contact
        return known_of(contact.pk) if contact.is_customer else None

    @cached_property
    def order(self) -> Order | None:
        """The one that somebody chose, the only one that the customer named, their only one."""
        chosen = order_of(self.conversation, agent=self.agent)
        if chosen is not None or self.known is None:
            return chosen
        orders = {one.pk: one for one in self.known.orders}
        named = named_in(self.conversation, orders=self.known.orders)
        certain = named or list(orders)
        return orders[certain[0]] if len(certain) == 1 else None

    @cached_property
    def place(self) -> Membership | None:
        places = self.known.memberships if self.known else []
        return places[0] if places else None


def _points(place: Membership | None) -> str:
    return "" if place is None or place.points is None else str(place.points)
