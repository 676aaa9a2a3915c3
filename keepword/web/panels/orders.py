"""Beside a conversation: what the customer bought, and which order it is about."""

from collections.abc import Sequence
from dataclasses import dataclass

from keepword.commerce.knowing import Known, known_of
from keepword.commerce.models import Order
from keepword.commerce.recognising import recognised
from keepword.conversations.contacts import people_known_to
from keepword.conversations.models import Conversation, Message
from keepword.conversations.models.message import INBOUND
from keepword.kit.amounts import said
from keepword.kit.reversing import address_of
from keepword.people.models import Agent
from keepword.web import times
from keepword.web.commerce.rows import Place, Row, places_of, rows_of

SHOWN, READ = 5, 20


@dataclass(frozen=True, slots=True)
class About:
    number: str
    address: str


@dataclass(frozen=True, slots=True)
class Beside:
    """`about` is the id of the order that the conversation is about, 0 for none; `named` are those that stand in the
    customer's words. Both stand before the others in `rows`; `more` counts those that are not shown."""

    count: int
    spent: list[str]
    rows: list[Row]
    more: int
    about: int
    named: list[int]
    places: list[Place]


def about(conversation: Conversation, *, agent: Agent) -> About | None:
    """No query where nobody said which order it is about. None for one that is gone, or that the agent may not see."""
    order = order_of(conversation, agent=agent)
    return About(order.number, address_of("web:order", order.pk)) if order else None


def order_of(conversation: Conversation, *, agent: Agent) -> Order | None:
    if conversation.about_order is None:
        return None
    return Order.objects.visible_to(people_known_to(agent)).filter(pk=conversation.about_order).first()


def beside(conversation: Conversation, *, agent: Agent, reader: times.Reader) -> Beside:
    """Of the customer of this conversation, whom its reader may know."""
    known, chosen = known_of(conversation.contact_id), order_of(conversation, agent=agent)
    named = named_in(conversation, orders=known.orders)
    orders = _first(known, chosen=chosen, named=named)
    return Beside(
        count=known.count,
        spent=[said(one, language=reader.language) for one in known.spent],
        rows=rows_of(orders[:SHOWN], reader=reader),
        more=max(0, len(orders) - SHOWN),
        about=chosen.pk if chosen else 0,
        named=named,
        places=places_of(known.memberships, reader=reader),
    )


def named_in(conversation: Conversation, *, orders: Sequence[Order]) -> list[int]:
    """Those of these orders that the customer named here, the newest words first."""
    if not orders:
        return []
    said = Message.objects.filter(conversation=conversation, kind=INBOUND)  # house: of one that the agent may see
    texts = [
        *{conversation.subject, conversation.customers_subject},
        *said.order_by("-id").values_list("text", flat=True)[:READ],
    ]
    return recognised(texts, numbers=[(one.pk, one.number) for one in orders])


def _first(known: Known, *, chosen: Order | None, named: Sequence[int]) -> list[Order]:
    """What it is about, what was named, the newest."""
    by_id = {one.pk: one for one in known.orders}
    first = {chosen.pk: chosen} if chosen else {}
    return list((first | {number: by_id[number] for number in named} | by_id).values())
