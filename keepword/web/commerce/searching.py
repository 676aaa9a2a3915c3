"""An order number that somebody searches for: the order, whose it is, and their conversations."""

from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.urls import reverse

from keepword.commerce.models import Order
from keepword.conversations.models import Conversation
from keepword.conversations.models.conversation import ELSEWHERE, SPAM
from keepword.people.models import Agent
from keepword.web.commerce.finding import orders_called

MATTERS = 10


@dataclass(frozen=True, slots=True)
class FoundOrder:
    number: str
    who: str
    address: str


def shown(orders: list[Order]) -> list[FoundOrder]:
    return [FoundOrder(one.number, who_of(one), reverse("web:order", args=[one.pk])) for one in orders]


def who_of(order: Order) -> str:
    return (order.contact.name if order.contact else "") or order.address


def called(query: str, *, agent: Agent) -> list[Order]:
    """Nothing for what can be no number: one query for each search is not worth more."""
    return orders_called(query, agent=agent) if any(letter.isdigit() for letter in query) and len(query) < 80 else []  # noqa: PLR2004


def conversations_of(orders: list[Order], *, agent: Agent) -> QuerySet[Conversation]:
    """What these people wrote, and what is about one of these orders, the newest first."""
    people = [one.contact_id for one in orders if one.contact_id]
    seen = Conversation.objects.visible_to(agent).exclude(status__in=[SPAM, *ELSEWHERE])
    theirs = seen.filter(Q(contact__in=people) | Q(about_order__in=[one.pk for one in orders]))
    return theirs.order_by("-last_activity_at", "-id")[:MATTERS]
