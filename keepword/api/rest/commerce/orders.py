"""Orders: told of by shops, read by whoever may know the person."""

from datetime import datetime
from typing import Annotated, Any

from django.http import Http404, HttpRequest, HttpResponse
from ninja import Query
from pydantic import Field

from keepword.api.answering import answer
from keepword.api.authorising import agent_of
from keepword.api.documenting import Router, Shape
from keepword.api.problems import wrong
from keepword.api.rest.commerce.refusing import amount, refusal
from keepword.api.rest.describing import Cursor, Given, Id, Limit, Moment, Words, documented, only_known
from keepword.api.rest.reading import ConversationInFull, full
from keepword.api.rest.reading import found as conversation_found
from keepword.commerce.admitting import NotTheirs, demand_order
from keepword.commerce.drafts import MOST_LINES, BadOrder, Item, OrderDraft, shop_of
from keepword.commerce.models import Order, OrderLine
from keepword.commerce.models.order import STATES
from keepword.commerce.numbers import key_of
from keepword.commerce.taking_in import take_in
from keepword.conversations.concerning import concern
from keepword.conversations.contacts import people_known_to
from keepword.kit import pages
from keepword.kit.money import Money
from keepword.people.models import Agent
from keepword.people.permissions import CHANGE, MANAGE_CONTACTS

router = Router(tags=["Orders"])
conversation_router = Router(tags=["Conversations"])
State = Annotated[str, Field(json_schema_extra={"enum": STATES}, pattern=f"^({'|'.join(STATES)})$")]
Amount = Annotated[Words, Field(max_length=24, description="With a point, as in 49.90.", examples=["49.90"])]
TIMES = tuple(f"{state}_at" for state in STATES)


class Line(Given):
    name: Annotated[Words, Field(max_length=300)] = ""
    sku: Annotated[Words, Field(max_length=100)] = ""
    quantity: Annotated[int, Field(ge=1, le=1_000_000)] = 1
    price: Amount | None = Field(default=None, description="Of one.")


class Told(Given):
    """News of an order. A time that is left out stays as it is known, `lines` and `refunded` left out too; all else is
    as you say."""

    number: Annotated[Words, Field(min_length=1, max_length=60)]
    shop: Annotated[Words, Field(max_length=60, description="Tells shops apart that count alike.")] = ""
    address: Annotated[Words, Field(max_length=320, description="Whose it is; left out it stays.")] = ""
    name: Annotated[Words, Field(max_length=200, description="For somebody whom we do not know yet.")] = ""
    state: State = STATES[0]
    placed_at: Moment | None = None
    paid_at: Moment | None = None
    shipped_at: Moment | None = None
    delivered_at: Moment | None = None
    cancelled_at: Moment | None = None
    refunded_at: Moment | None = None
    updated_at: Moment | None = Field(
        default=None, description="When the shop last changed it: older news change nothing."
    )
    currency: Annotated[Words, Field(min_length=3, max_length=3, examples=["EUR"], description="ISO 4217.")]
    total: Amount
    refunded: Amount | None = Field(default=None, description="Given back of the total so far; left out it stays.")
    lines: Annotated[list[Line], Field(max_length=MOST_LINES)] | None = None
    tracking_url: Annotated[Words, Field(max_length=1000)] = ""
    page_url: Annotated[Words, Field(max_length=1000, description="The order on the shop's own pages.")] = ""


class OrderItem(Shape):
    id: int
    number: str
    shop: str
    contact: int | None = Field(description="null while nobody said whose it is.")
    address: str
    state: str
    placed_at: datetime
    paid_at: datetime | None
    shipped_at: datetime | None
    delivered_at: datetime | None
    cancelled_at: datetime | None
    refunded_at: datetime | None
    updated_at: datetime
    currency: str
    total: str
    refunded: str = Field(description="Given back of the total so far, of an order that stands.")
    lines: list[Line]
    tracking_url: str
    page_url: str


class OrderPage(Shape):
    items: list[OrderItem]
    next: str | None = Field(description="The `cursor` of the page after; null at the end.")


class OrderPaging(Shape):
    number: Annotated[Words | None, Field(max_length=60, description="Exactly this one.")] = None
    shop: Annotated[Words | None, Field(max_length=60)] = None
    contact: Id | None = None
    limit: Limit = 50
    cursor: Cursor | None = None


class About(Given):
    order: Id | None = Field(description="null: about no certain one.")


@router.put("", response=documented(200, OrderItem, 403, 400, 413, 415, 422), summary="Tell of an order")
def put_order(request: HttpRequest, new: Told) -> HttpResponse:
    """The order of this number in this shop, made or brought up to date. Send it as often as you like and in any
    order: with `updated_at`, what is older than what we know changes nothing, and the answer is the order as it
    stands. A person whose address is new becomes a contact."""
    agent = agent_of(request, may=MANAGE_CONTACTS)
    draft = _draft(new)
    try:
        demand_order(draft, people=people_known_to(agent))
        taken = take_in(draft, by=agent.as_actor)
    except (BadOrder, NotTheirs) as error:
        raise refusal(error) from error
    return answer(_items([Order.objects.visible_to(people_known_to(agent)).get(pk=taken.order.pk)])[0])


@router.get("", response=documented(200, OrderPage, 400, 422), summary="List orders")
def list_orders(request: HttpRequest, paging: Query[OrderPaging]) -> HttpResponse:
    """Of the people that you may know; what was told of last comes first."""
    only_known(request, OrderPaging)
    orders = Order.objects.visible_to(people_known_to(agent_of(request))).order_by("-id")
    if paging.number is not None:
        orders = orders.filter(key=key_of(paging.number))
    if paging.shop is not None:
        orders = orders.filter(shop=shop_of(paging.shop))
    if paging.contact is not None:
        orders = orders.filter(contact=paging.contact)
    if paging.cursor is not None:
        orders = orders.filter(id__lt=pages.decode_id(paging.cursor))
    rows = list(orders[: paging.limit + 1])
    shown = rows[: paging.limit]
    following = pages.encode_id(shown[-1].pk) if len(rows) > paging.limit else None
    return answer({"items": _items(shown), "next": following})


@router.get("/{int:order_id}", response=documented(200, OrderItem, 404), summary="Read an order")
def read_order(request: HttpRequest, order_id: int) -> HttpResponse:
    """One order with its lines."""
    return answer(_items([_found(order_id, agent=agent_of(request))])[0])


@conversation_router.put(
    "/{int:conversation_id}/order",
    response=documented(200, ConversationInFull, 403, 400, 404, 413, 415, 422),
    summary="Say which order a conversation is about",
)
def put_conversation_order(request: HttpRequest, conversation_id: int, new: About) -> HttpResponse:
    """At most one."""
    agent = agent_of(request, may=CHANGE)
    conversation = conversation_found(conversation_id, agent=agent)
    try:
        order = _found(new.order, agent=agent).pk if new.order else None
    except Http404 as error:
        raise wrong("/order", "There is no such order, or none that you may see.") from error
    concern(conversation, order=order, by=agent.as_actor)
    return answer(full(conversation_id, agent=agent))


def _found(number: int, *, agent: Agent) -> Order:
    """Raises Http404 for one that the agent may not see."""
    order = Order.objects.visible_to(people_known_to(agent)).filter(pk=number).first()
    if order is None:
        raise Http404
    return order


def _draft(new: Told) -> OrderDraft:
    total = amount(new.total, currency=new.currency, pointer="/total")
    return OrderDraft(
        number=new.number,
        shop=new.shop,
        address=new.address,
        name=new.name,
        state=new.state,
        times={state: at for state in STATES if (at := getattr(new, f"{state}_at")) is not None},
        told_at=new.updated_at,
        currency=total.currency,
        total=total.minor,
        refunded=_refunded(new),
        lines=None if new.lines is None else _lines(new.lines, currency=total.currency),
        tracking_url=new.tracking_url,
        page_url=new.page_url,
    )


def _refunded(new: Told) -> int | None:
    return None if new.refunded is None else amount(new.refunded, currency=new.currency, pointer="/refunded").minor


def _lines(lines: list[Line], *, currency: str) -> list[Item]:
    return [
        Item(
            one.name,
            one.quantity,
            one.sku,
            None if one.price is None else amount(one.price, currency=currency, pointer=f"/lines/{place}/price").minor,
        )
        for place, one in enumerate(lines)
    ]


def _items(orders: list[Order]) -> list[dict[str, Any]]:
    """As `OrderItem`, in their order. One query."""
    lines: dict[int, list[dict[str, Any]]] = {order.pk: [] for order in orders}
    currencies = {order.pk: order.currency for order in orders}
    for one in OrderLine.objects.filter(order__in=orders).order_by("id"):
        price = None if one.price is None else Money(one.price, currencies[one.order_id]).plain
        said = {"name": one.name, "sku": one.sku, "quantity": one.quantity, "price": price}
        lines[one.order_id].append(said)
    plain = ("id", "number", "shop", "address", "state", *TIMES, "currency", "tracking_url", "page_url")
    return [
        {name: getattr(order, name) for name in plain}
        | {"contact": order.contact_id, "updated_at": order.told_at, "total": order.money.plain}
        | {"refunded": Money(order.refunded, order.currency).plain}
        | {"lines": lines[order.pk]}
        for order in orders
    ]
