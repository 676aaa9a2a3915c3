"""An order and a place in a programme as a row shows them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.formats import number_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from keepword.commerce.models import Membership, Order, OrderLine
from keepword.commerce.models.order import CANCELLED, DELIVERED, PAID, PLACED, REFUNDED, SHIPPED
from keepword.commerce.naming import state_words
from keepword.kit.amounts import said
from keepword.web import times

LOOKS = {
    PLACED: ("clock", ""),
    PAID: ("check", "calm"),
    SHIPPED: ("package", "calm"),
    DELIVERED: ("circle-check", "done"),
    CANCELLED: ("x", ""),
    REFUNDED: ("undo-2", ""),
}
THINGS = 3  # that a row names
LONGEST_THING = 60


@dataclass(frozen=True, slots=True)
class Row:
    """`things` are the first of what was ordered, in the shop's words."""

    id: int
    address: str
    number: str
    shop: str
    icon: str
    meaning: str
    state: str
    when: SafeString
    state_when: SafeString
    total: str
    given_back: str
    tracking: str
    things: str


def rows_of(orders: Sequence[Order], *, reader: times.Reader) -> list[Row]:
    """One query for the lines of all."""
    lines: dict[int, list[OrderLine]] = {order.pk: [] for order in orders}
    for line in OrderLine.objects.filter(order__in=orders).order_by("id") if orders else ():
        lines[line.order_id].append(line)
    return [_row(order, lines=lines[order.pk], reader=reader) for order in orders]


def _row(order: Order, *, lines: Sequence[OrderLine], reader: times.Reader) -> Row:
    icon, meaning = LOOKS[order.state]
    return Row(
        id=order.pk,
        address=reverse("web:order", args=[order.pk]),
        number=order.number,
        shop=order.shop,
        icon=icon,
        meaning=meaning,
        state=state_words(order.state),
        when=reader.long_date(order.placed_at),
        state_when=reader.moment(order.state_at),
        total=said(order.money, language=reader.language),
        given_back=said(order.given_back, language=reader.language) if order.given_back else "",
        tracking=order.tracking_url,
        things=_things(lines),
    )


def _things(lines: Sequence[OrderLine]) -> str:
    named = ", ".join(
        _("%(count)s × %(thing)s") % {"count": line.quantity, "thing": (line.name or line.sku)[:LONGEST_THING]}
        for line in lines[:THINGS]
    )
    return f"{named} …" if len(lines) > THINGS else named


@dataclass(frozen=True, slots=True)
class Place:
    """`more` is what stands below the tier: points, and since when."""

    id: int
    programme: str
    tier: str
    more: list[str | SafeString]
    rewards: list[str]


def places_of(memberships: Iterable[Membership], *, reader: times.Reader) -> list[Place]:
    return [_place(one, reader=reader) for one in memberships]


def _place(one: Membership, *, reader: times.Reader) -> Place:
    count = number_format(one.points or 0, use_l10n=True, force_grouping=True)
    points = [] if one.points is None else [_("%(points)s points") % {"points": count}]
    since = [_("since %(year)s") % {"year": one.member_since.year}] if one.member_since else []
    return Place(one.pk, one.programme, one.tier, [*points, *since], list(one.rewards))
