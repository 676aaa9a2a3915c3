"""What the customers of the made-up shop bought: orders that their letters name, older ones, and places in its
programme."""

import random
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta

from keepword.commerce.models import Customer, Membership, Order, OrderLine, Spending
from keepword.commerce.models.order import CANCELLED, DELIVERED, PAID, PLACED, REFUNDED, SHIPPED, SPENT
from keepword.commerce.numbers import key_of
from keepword.conversations.models import Message
from keepword.conversations.models.message import INBOUND
from keepword.events.models import Event
from keepword.kit import clock
from keepword.people.models import Contact, Identity

MANY = 3000  # letters that are read: enough for every screen; a large world is for other numbers
NAMED = re.compile(r"LL-[0-9]{5}")
THINGS = (
    ("Walnut tray", "TRAY-W", 2490), ("Linen apron", "APRON-L", 3900), ("Green tea, 100 g", "TEA-100", 1250),
    ("Stoneware cup", "CUP-S", 1800), ("Wool blanket", "BLANKET", 8900), ("Oak shelf", "SHELF-O", 12900),
)  # fmt: skip
CURRENCIES = {"ko": ("KRW", 15), "ja": ("JPY", 1.6), "zh-Hans": ("CNY", 8), "en": ("GBP", 0.85)}
ROUTE = (PLACED, PAID, SHIPPED, DELIVERED)
TIERS = ("Leaf", "Branch", "Tree")
SHIPPED_BY = "https://parcels.example/follow/"


def buy(*, chance: random.Random) -> int:
    """Returns how many orders there are."""
    orders = list(_orders(chance=chance))
    made = Order.objects.bulk_create(orders, batch_size=500)
    OrderLine.objects.bulk_create((line for one in made for line in _lines(one, chance=chance)), batch_size=1000)
    Order.objects.bulk_update(made, ["total"], batch_size=500)
    Event.objects.bulk_create(_facts(made), batch_size=1000)
    places = _places({one.contact_id or 0: one.address for one in made}, chance=chance)
    _count(made, places={one.contact_id: one for one in Membership.objects.bulk_create(places)})
    return len(made)


def _orders(*, chance: random.Random) -> Iterator[Order]:
    """Of each letter that names one, that one, and for some people an older one besides."""
    said = Message.objects.filter(kind=INBOUND, text__contains="LL-").order_by("-id")
    taken: set[str] = set()
    known = dict(Identity.objects.order_by("-id").values_list("contact_id", "value"))
    for contact, language, text, at in said.values_list("contact", "contact__language", "text", "at")[:MANY]:
        named = NAMED.search(text)
        if contact not in known or named is None or named[0] in taken:
            continue
        numbers = [(named[0], at - timedelta(days=chance.randint(1, 14)))]
        if chance.random() < 0.4:
            numbers.append((f"LL-{chance.randint(1000, 9999)}", at - timedelta(days=chance.randint(60, 500))))
        for number, placed_at in numbers:
            if number not in taken:
                taken.add(number)
                yield _order(
                    number, contact=contact, address=known[contact], language=language, at=placed_at, chance=chance
                )


def _order(
    number: str, *, contact: int | None, address: str, language: str, at: datetime, chance: random.Random
) -> Order:
    """As far on its way as its age allows."""
    age = clock.now() - at
    state = ROUTE[min(len(ROUTE) - 1, age.days // 3)]
    if chance.random() < 0.08:
        state = chance.choice([CANCELLED, REFUNDED])
    steps = [*ROUTE[: ROUTE.index(state) + 1]] if state in ROUTE else [PLACED, PAID, state]
    times = {f"{step}_at": min(at + timedelta(hours=30 * place), clock.now()) for place, step in enumerate(steps)}
    return Order(
        number=number,
        key=key_of(number),
        contact_id=contact,
        address=address,
        state=state,
        currency=CURRENCIES.get(language, ("EUR", 1))[0],
        tracking_url=f"{SHIPPED_BY}{number}" if SHIPPED in steps else "",
        page_url=f"https://leafloom.example/orders/{number}",
        told_at=max(times.values()),
        made_at=at,
        **times,
    )


def _lines(order: Order, *, chance: random.Random) -> Iterator[OrderLine]:
    rate = next((rate for code, rate in CURRENCIES.values() if code == order.currency), 1)
    order.total = 0
    for name, sku, price in chance.sample(THINGS, k=chance.choice([1, 1, 2, 3])):
        quantity, each = chance.choice([1, 1, 1, 2]), int(price * rate)
        order.total += each * quantity
        yield OrderLine(order=order, name=name, sku=sku, quantity=quantity, price=each)


def _facts(orders: Iterable[Order]) -> Iterator[Event]:
    for one in orders:
        data = {"order": one.pk, "contact": one.contact_id, "state": PLACED, "items": 1}
        yield Event(name="order.placed", at=one.placed_at, actor_kind="system", data=data)


def _places(buyers: dict[int, str], *, chance: random.Random) -> Iterator[Membership]:
    for contact, address in buyers.items():
        if chance.random() < 0.5:
            tier = chance.choice(TIERS)
            yield Membership(
                programme="Leaf & Loom Friends",
                address=address,
                contact_id=contact,
                tier=tier,
                points=chance.randint(2, 90) * 10,
                rewards=["Free delivery"] if tier == TIERS[-1] else [],
                member_since=date(chance.randint(2021, 2025), chance.randint(1, 12), 1),
                told_at=clock.now(),
            )


def _count(orders: Iterable[Order], *, places: dict[int, Membership]) -> None:
    """What `commerce/counting.py` would have counted."""
    theirs: defaultdict[int, list[Order]] = defaultdict(list)
    for one in orders:
        theirs[one.contact_id or 0].append(one)
    Customer.objects.bulk_create(
        (_customer(contact, orders=some, place=places.get(contact)) for contact, some in theirs.items()),
        batch_size=500,
    )
    sums: defaultdict[tuple[int, str], int] = defaultdict(int)
    for contact, some in theirs.items():
        for one in some:
            sums[contact, one.currency] += one.total if one.state in SPENT else 0
    Spending.objects.bulk_create(
        (Spending(contact_id=contact, currency=code, minor=sum_) for (contact, code), sum_ in sums.items() if sum_),
        batch_size=500,
    )
    Contact.objects.filter(pk__in=list(theirs)).update(is_customer=True)


def _customer(contact: int, *, orders: list[Order], place: Membership | None) -> Customer:
    newest = max(orders, key=lambda one: (one.placed_at, one.pk))
    return Customer(
        contact_id=contact,
        orders=sum(one.state != CANCELLED for one in orders),
        first_order_at=min(one.placed_at for one in orders),
        last_order_at=newest.placed_at,
        last_order=newest,
        last_state=newest.state,
        programme=place.programme if place else "",
        tier=place.tier if place else "",
        points=place.points if place else None,
    )
