"""The figures of one customer, counted anew with every change of what they count."""

from django.db import transaction
from django.db.models import Count, F, Max, Min, Q, Sum

from keepword.commerce.models import Customer, Membership, Order, Spending
from keepword.commerce.models.order import CANCELLED, SPENT
from keepword.people.models import Contact


@transaction.atomic
def count(*contacts: int | None) -> None:
    """Of these contacts. Called after the change and in its transaction: the row of each is held first, in one order,
    so that of two changes at one moment the second counts what the first wrote."""
    for number in sorted({one for one in contacts if one is not None}):
        _count(number)


def _count(number: int) -> None:
    Contact.objects.select_for_update(no_key=True).only("pk").get(pk=number)
    figures = _figures(number)
    is_customer = figures is not None
    Contact.objects.filter(pk=number).exclude(is_customer=is_customer).update(is_customer=is_customer)
    if figures is None:
        Customer.objects.filter(contact=number).delete()
    else:
        Customer.objects.update_or_create(contact_id=number, defaults=figures)
    _count_spending(number)


def _figures(number: int) -> dict[str, object] | None:
    """None for somebody who has neither an order nor a membership."""
    theirs = Order.objects.filter(contact=number)
    last = theirs.newest_first().only("id", "state", "placed_at").first()
    place = Membership.objects.filter(contact=number).order_by("-told_at", "-id").first()
    if last is None and place is None:
        return None
    counted = theirs.aggregate(
        orders=Count("id", filter=~Q(state=CANCELLED)), first_order_at=Min("placed_at"), last_order_at=Max("placed_at")
    )
    return {
        **counted,
        "last_order": last,
        "last_state": last.state if last else "",
        "programme": place.programme if place else "",
        "tier": place.tier if place else "",
        "points": place.points if place else None,
    }


def _count_spending(number: int) -> None:
    paid = Order.objects.filter(contact=number, state__in=SPENT)
    sums = dict(paid.order_by().values_list("currency").annotate(minor=Sum(F("total") - F("refunded"))))
    sums = {currency: minor for currency, minor in sums.items() if minor}
    Spending.objects.filter(contact=number).exclude(currency__in=sums).delete()
    for currency, minor in sorted(sums.items()):
        Spending.objects.update_or_create(contact_id=number, currency=currency, defaults={"minor": minor})
