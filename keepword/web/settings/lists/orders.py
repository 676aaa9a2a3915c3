"""Orders as a file: those of people whom the agent may know."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, time

from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from keepword.commerce import lines
from keepword.commerce.admitting import NotTheirs, demand_order
from keepword.commerce.drafts import BadOrder, Item, OrderDraft, demand_sound, shop_of
from keepword.commerce.forgetting import demand_not_erased
from keepword.commerce.models import Order
from keepword.commerce.models.order import STATES
from keepword.commerce.numbers import key_of
from keepword.commerce.taking_in import find, take_in
from keepword.conversations.contacts import people_known_to
from keepword.kit import clock
from keepword.kit.money import Money, NotMoney, money
from keepword.kit.tables import Line
from keepword.people.identifying import fold
from keepword.people.models import Agent
from keepword.people.permissions import MANAGE_CONTACTS
from keepword.web.commerce.wording import line_sentence, sentence
from keepword.web.settings.lists.listed import ADD, CHANGE, SAME, Column, Deed, Wrong

AT_ONCE = 500
TIMES = tuple(f"{state}_at" for state in STATES)
COLUMNS = {"told_at": "updated_at"}


class Orders:
    name = "orders"
    tab = "contacts"
    title = gettext_lazy("Orders")
    permission = MANAGE_CONTACTS
    columns: Sequence[Column] = (
        Column("number", gettext_lazy("It tells orders apart, and cannot be changed here."), is_needed=True),
        Column("shop", gettext_lazy("Only if several shops count alike.")),
        Column("address", gettext_lazy("The customer's e-mail address.")),
        Column("name", gettext_lazy("For a customer whom you do not know yet.")),
        Column("state", gettext_lazy("placed, paid, shipped, delivered, cancelled or refunded.")),
        Column("currency", gettext_lazy("Three letters, like EUR, KRW or CNY."), is_needed=True),
        Column("total", gettext_lazy("With a point, like 49.90."), is_needed=True),
        Column("refunded", gettext_lazy("What of the total was given back so far.")),
        *(Column(name, gettext_lazy("A day, or a moment such as 2026-11-20T10:00:00Z.")) for name in TIMES),
        Column("lines", gettext_lazy("A thing a line, like: 2 × Green tea [TEA-1] 12.50")),
        Column("tracking_url", gettext_lazy("Link to follow the parcel")),
        Column("page_url", gettext_lazy("Link to the order in the shop")),
        Column("updated_at", gettext_lazy("When the shop last changed it: what is older changes nothing.")),
    )

    def rows(self, *, by: Agent) -> Iterable[Sequence[object]]:
        orders = Order.objects.visible_to(people_known_to(by)).order_by("id").prefetch_related("lines")
        after = 0
        while some := list(orders.filter(id__gt=after).select_related("contact")[:AT_ONCE]):
            after = some[-1].pk
            for order in some:
                cells = _as_cells(order)
                yield tuple(cells[column.name] for column in self.columns)

    def key_of(self, line: Line) -> str:
        return f"{shop_of(line.cells.get('shop', ''))}\n{key_of(line.cells.get('number', ''))}"

    def deed(self, line: Line, *, by: Agent) -> Deed:
        order = find(line.cells["number"], shop=line.cells.get("shop", ""))
        draft = _draft(line.cells, order=order)
        try:
            demand_order(draft, people=people_known_to(by))
            demand_sound(draft, now=clock.now())
            if order is None:
                demand_not_erased(draft)
        except (BadOrder, NotTheirs) as error:
            raise Wrong(COLUMNS.get(error.field, error.field), sentence(error)) from error
        if order is None:
            return Deed(ADD, draft.number, lambda: _take_in(draft, by=by))
        if draft.told_at is not None and draft.told_at < order.told_at:
            return Deed(SAME, draft.number)
        before = _as_cells(order)
        if _stays(line.cells, before=before, draft=draft):
            return Deed(SAME, draft.number)
        return Deed(CHANGE, draft.number, lambda: _take_in(draft, by=by), before=before)


def _take_in(draft: OrderDraft, *, by: Agent) -> None:
    try:
        take_in(draft, by=by.as_actor)
    except BadOrder as error:
        raise Wrong(COLUMNS.get(error.field, error.field), sentence(error)) from error


def _draft(cells: Mapping[str, str], *, order: Order | None) -> OrderDraft:
    """An empty cell leaves what is known as it is. Raises Wrong."""
    total = _money(cells, "total")
    refunded = _money(cells, "refunded").minor if cells.get("refunded") else None
    times = {state: at for state in STATES if (at := _moment(cells, f"{state}_at")) is not None}
    return OrderDraft(
        number=cells["number"],
        shop=cells.get("shop", ""),
        address=cells.get("address", ""),
        name=cells.get("name", ""),
        state=cells.get("state", "").lower() or (order.state if order else STATES[0]),
        times=times,
        currency=total.currency,
        total=total.minor,
        refunded=refunded,
        lines=_lines(cells.get("lines", ""), currency=total.currency),
        tracking_url=cells.get("tracking_url", "") or (order.tracking_url if order else ""),
        page_url=cells.get("page_url", "") or (order.page_url if order else ""),
        told_at=_moment(cells, "updated_at"),
    )


def _money(cells: Mapping[str, str], name: str) -> Money:
    try:
        return money(cells[name], currency=cells["currency"])
    except NotMoney as error:
        where = "currency" if error.why == "currency" else name
        raise Wrong(where, sentence(BadOrder(where, error.why))) from error


def _lines(text: str, *, currency: str) -> list[Item] | None:
    if not text:
        return None
    try:
        return lines.read(text, currency=currency)
    except lines.BadLine as error:
        raise Wrong("lines", line_sentence(error.number)) from error


def _moment(cells: Mapping[str, str], name: str) -> datetime | None:
    """None for an empty cell. A day begins in UTC, and so is a moment that names no zone."""
    text = cells.get(name, "")
    if not text:
        return None
    try:
        at = parse_datetime(text) or datetime.combine(date.fromisoformat(text), time())
        return (at if at.tzinfo else at.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise Wrong(name, _("Write a day like 2026-11-20, or a moment like 2026-11-20T10:00:00Z.")) from error


def _as_cells(order: Order) -> dict[str, str]:
    things = [
        Item(one.name, one.quantity, one.sku, one.price) for one in sorted(order.lines.all(), key=lambda one: one.pk)
    ]
    return {
        "number": order.number,
        "shop": order.shop,
        "address": order.address,
        "name": order.contact.name if order.contact else "",
        "state": order.state,
        "currency": order.currency,
        "total": order.money.plain,
        "refunded": Money(order.refunded, order.currency).plain,
        **{name: _utc(getattr(order, name)) for name in TIMES},
        "lines": lines.written(things, currency=order.currency),
        "tracking_url": order.tracking_url,
        "page_url": order.page_url,
        "updated_at": _utc(order.told_at),
    }


def _stays(cells: Mapping[str, str], *, before: Mapping[str, str], draft: OrderDraft) -> bool:
    """Whether each cell that says something says what is known; the name is only for strangers."""
    said = {name: cell for name, cell in cells.items() if cell and name not in ("name", "number", "shop")}
    kept: dict[str, str] = said | {"currency": draft.currency, "state": draft.state}
    kept |= {"total": str(draft.total), "address": fold(draft.address)}
    if draft.refunded is not None:
        kept["refunded"] = Money(draft.refunded, draft.currency).plain
    held = dict(before) | {"total": _minor(before)}
    for name in ("updated_at", *TIMES):
        at = draft.told_at if name == "updated_at" else draft.times.get(name.removesuffix("_at"))
        kept |= {name: _utc(at)} if name in said else {}
    if draft.lines is not None:
        kept["lines"] = lines.written(draft.lines, currency=draft.currency)
    kept.pop("updated_at", None)
    return all(held[name] == value for name, value in kept.items() if value)


def _minor(cells: Mapping[str, str]) -> str:
    return str(money(cells["total"], currency=cells["currency"]).minor)


def _utc(at: datetime | None) -> str:
    return at.astimezone(UTC).isoformat().replace("+00:00", "Z") if at else ""


ORDERS = Orders()
