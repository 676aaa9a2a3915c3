"""What is known of one person's purchases, for whoever may know the person."""

from dataclasses import dataclass

from keepword.commerce.models import Customer, Membership, Order, Spending
from keepword.kit.money import Money

LATEST = 20


@dataclass(frozen=True, slots=True)
class Known:
    """`orders` are the newest, at most `LATEST`; `spent` the largest first; `count` does not count what was
    cancelled."""

    count: int
    spent: list[Money]
    orders: list[Order]
    memberships: list[Membership]


def known_of(contact: int) -> Known:
    """Of somebody who `is_customer`. Four queries; whoever asks has asked whether they may know the person."""
    figures = Customer.objects.filter(contact=contact).first()
    spent = Spending.objects.filter(contact=contact).order_by("-minor", "currency")
    return Known(
        count=figures.orders if figures else 0,
        spent=[one.money for one in spent],
        orders=list(Order.objects.filter(contact=contact).newest_first()[:LATEST]),
        memberships=list(Membership.objects.filter(contact=contact).order_by("-told_at", "-id")),
    )
