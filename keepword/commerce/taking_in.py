"""An order comes in, or news of one: from a shop's program, from a file, by hand. Told twice, late or in another
order, it ends the same."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from keepword.commerce.counting import count
from keepword.commerce.drafts import Item, OrderDraft, demand_sound, shop_of
from keepword.commerce.forgetting import demand_not_erased
from keepword.commerce.models import Order, OrderLine
from keepword.commerce.numbers import key_of, written
from keepword.events import log
from keepword.events.actor import Actor
from keepword.kit import clock
from keepword.kit.storable import storable
from keepword.people.identifying import fold, identify
from keepword.people.models import Contact

NEW, CHANGED, SAME, LATE = "new", "changed", "same", "late"
TIMES = ("placed_at", "paid_at", "shipped_at", "delivered_at", "cancelled_at", "refunded_at")


@dataclass(frozen=True, slots=True)
class Taken:
    """`outcome` is NEW, CHANGED, SAME (nothing to write) or LATE: something newer was told before, nothing changed.
    `fields` are the names of what changed."""

    order: Order
    outcome: str
    fields: tuple[str, ...] = ()


def find(number: str, *, shop: str) -> Order | None:
    """The order of this number in this shop. Whoever shows it asks `visible_to` first."""
    return Order.objects.filter(key=key_of(number), shop=shop_of(shop)).first()


def take_in(draft: OrderDraft, *, by: Actor) -> Taken:
    """Somebody whose address we did not know becomes a contact, with nothing but the address and the name: when they
    write, the order stands beside their words. What the draft leaves out (`times`, `lines` None) stays. Raises
    BadOrder."""
    demand_sound(draft, now=clock.now())
    try:
        with transaction.atomic():
            return _take_in(draft, by=by)
    except IntegrityError:  # two told of the same new order at one moment: the second finds what the first wrote
        if find(draft.number, shop=draft.shop) is None:
            raise
        with transaction.atomic():
            return _take_in(draft, by=by)


def _take_in(draft: OrderDraft, *, by: Actor) -> Taken:
    rows = Order.objects.filter(key=key_of(draft.number), shop=shop_of(draft.shop))
    _hold(rows.values_list("contact", flat=True).first())
    order = rows.select_for_update().first()
    now = clock.now()
    told_at = min(draft.told_at or now, now)
    if order is None:
        return _place(draft, told_at=told_at, by=by)
    if told_at < order.told_at:
        return Taken(order, LATE)
    return _update(order, draft=draft, told_at=told_at, by=by)


def _place(draft: OrderDraft, *, told_at: datetime, by: Actor) -> Taken:
    demand_not_erased(draft)
    order = Order(
        shop=shop_of(draft.shop),
        key=key_of(draft.number),
        made_at=clock.now(),
        contact=_person(draft),
        **_said(draft, told_at=told_at, known=None),
    )
    order.save(force_insert=True)
    lines = list(draft.lines or ())
    _write_lines(order, lines=lines)
    count(order.contact_id)
    log.record("order.placed", actor=by, **_fact(order), items=sum(line.quantity for line in lines))
    return Taken(order, NEW)


def _update(order: Order, *, draft: OrderDraft, told_at: datetime, by: Actor) -> Taken:
    before = order.contact_id
    new = _said(draft, told_at=told_at, known=order)
    if new["address"] != order.address:
        demand_not_erased(draft)
        new["contact_id"] = getattr(_person(draft), "pk", None)
    changed = [name for name, value in new.items() if getattr(order, name) != value]
    is_rewritten = draft.lines is not None and _kept(draft.lines) != _lines(order)
    if not is_rewritten and set(changed) <= {"told_at"}:
        Order.objects.filter(pk=order.pk).update(told_at=told_at)
        return Taken(order, SAME)
    was = order.state
    for name in changed:
        setattr(order, name, new[name])
    order.save(update_fields=changed or None)
    if is_rewritten:
        _write_lines(order, lines=draft.lines or ())
    count(before, order.contact_id)
    told = [*(name for name in changed if name != "told_at"), *(["lines"] if is_rewritten else [])]
    left: dict[str, Any] = {"left": before} if before not in (None, order.contact_id) else {}  # whose it was
    log.record("order.updated", actor=by, **_fact(order), **left, was=was, fields=told)
    return Taken(order, CHANGED, tuple(told))


def _said(draft: OrderDraft, *, told_at: datetime, known: Order | None) -> dict[str, Any]:
    """The columns as they are to stand. A state whose time was never told came to be when we heard of it. An address
    that is left out stays."""
    times: dict[str, datetime | None] = {name: getattr(known, name) if known else None for name in TIMES}
    times |= {f"{state}_at": at for state, at in draft.times.items()}
    times[f"{draft.state}_at"] = times[f"{draft.state}_at"] or told_at
    times["placed_at"] = times["placed_at"] or min(at for at in times.values() if at is not None)
    refunded = draft.refunded if draft.refunded is not None else min(known.refunded if known else 0, draft.total)
    if refunded:
        times["refunded_at"] = times["refunded_at"] or told_at
    return {
        "number": written(draft.number),
        "address": fold(draft.address) or (known.address if known else ""),
        "state": draft.state,
        "currency": draft.currency,
        "total": draft.total,
        "refunded": refunded,
        "tracking_url": draft.tracking_url,
        "page_url": draft.page_url,
        "told_at": told_at,
        **times,
    }


def _person(draft: OrderDraft) -> Contact | None:
    return person_of(draft.address, name=draft.name) if fold(draft.address) else None


def person_of(address: str, *, name: str) -> Contact:
    """Held until the transaction ends. Whoever was being merged with somebody at this moment is the one that goes
    on."""
    known = identify(address=address, name=name)
    held = _hold(known.pk)
    return held.merged_into if held is not None and held.merged_into else known


def _hold(contact: int | None) -> Contact | None:
    """Before the order, as a merge does: two never wait for each other."""
    rows = Contact.objects.select_for_update(no_key=True, of=("self",)).select_related("merged_into")
    return rows.filter(pk=contact).first() if contact else None


def _write_lines(order: Order, *, lines: Sequence[Item]) -> None:
    order.lines.all().delete()
    OrderLine.objects.bulk_create(
        OrderLine(order=order, name=name, sku=sku, quantity=quantity, price=price)
        for name, sku, quantity, price in _kept(lines)
    )


def _kept(lines: Sequence[Item]) -> list[tuple[str, str, int, int | None]]:
    return [(storable(line.name).strip(), storable(line.sku).strip(), line.quantity, line.price) for line in lines]


def _lines(order: Order) -> list[tuple[str, str, int, int | None]]:
    return list(order.lines.order_by("id").values_list("name", "sku", "quantity", "price"))


def _fact(order: Order) -> dict[str, Any]:
    return {"order": order.pk, "contact": order.contact_id, "state": order.state}
