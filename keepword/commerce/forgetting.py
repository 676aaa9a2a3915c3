"""An erased person stays erased: shops and programmes tell of the same orders again, tonight or next year.

What was theirs is remembered as a keyed digest, which nobody can read back: enough to know it again when it is told,
and of no use to whoever holds the database without the secret of the house. Kept without an end, as shops tell without
an end; it says nothing of anybody until somebody who knows the number comes with it (decision 0033).
"""

from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.utils.crypto import salted_hmac

from keepword.commerce.drafts import BadOrder, OrderDraft, shop_of
from keepword.commerce.models import Forgotten, Membership, Order
from keepword.commerce.numbers import key_of
from keepword.kit import clock
from keepword.people.identifying import fold
from keepword.people.models import Contact, Identity


def remember_erased(contact: Contact) -> None:
    """Before their orders, memberships and addresses go, in the same transaction."""
    orders = Order.objects.filter(contact=contact)
    memberships = Membership.objects.filter(contact=contact)
    known = Identity.objects.filter(contact=contact, kind="email")
    addresses = [
        rows.values_list(column, flat=True)
        for rows, column in ((orders, "address"), (memberships, "address"), (known, "value"))
    ]
    _remember(
        [
            *(_of_order(key, shop=shop) for key, shop in orders.values_list("key", "shop")),
            *(_digest("address", fold(one)) for few in addresses for one in few if fold(one)),
        ]
    )


def demand_not_erased(draft: OrderDraft) -> None:
    """Asked of an order that is not here. The same order never comes back; another one of the same address does, when
    it was placed after the erasing: then they came again by themselves. Raises BadOrder."""
    placed = min(draft.times.values(), default=draft.told_at or clock.now())
    if _erased_at(_of_order(key_of(draft.number), shop=shop_of(draft.shop))) is not None:
        raise BadOrder("number", "erased")
    _demand_newer(draft.address, than=placed)


def demand_not_erased_member(address: str, *, since: datetime | None) -> None:
    """As for an order: `since` is when they joined; None where nobody says so, and then it is what was erased. Raises
    BadOrder."""
    _demand_newer(address, than=since)


def _demand_newer(address: str, *, than: datetime | None) -> None:
    erased_at = _erased_at(_digest("address", fold(address))) if fold(address) else None
    if erased_at is not None and (than is None or than <= erased_at):
        raise BadOrder("address", "erased")


def _erased_at(digest: str) -> datetime | None:
    return Forgotten.objects.filter(digest=digest).values_list("at", flat=True).first()


def _remember(digests: Iterable[str]) -> None:
    """Erased twice, it counts from the second time."""
    now = clock.now()
    Forgotten.objects.bulk_create(
        [Forgotten(digest=one, at=now) for one in sorted(set(digests))],
        update_conflicts=True, unique_fields=["digest"], update_fields=["at"], batch_size=500,
    )  # fmt: skip


def _of_order(key: str, *, shop: str) -> str:
    return _digest("order", f"{key}\n{shop}")


def _digest(kind: str, text: str) -> str:
    return salted_hmac(f"keepword.commerce.{kind}", text, secret=settings.SECRET_KEY, algorithm="sha256").hexdigest()
