"""What was given back of an order that stands is no longer spent."""

import pytest
from django.db import IntegrityError, transaction

from keepword.commerce.drafts import BadOrder
from keepword.commerce.models import Order, Spending
from keepword.commerce.tests.conftest import at
from keepword.events.models import Event

pytestmark = pytest.mark.django_db


def spent():
    return dict(Spending.objects.values_list("currency", "minor"))


def test_what_was_given_back_counts_as_not_spent(tell):
    tell(state="paid", told_at=at("2026-11-20 10:00"))
    tell(state="delivered", refunded=990, told_at=at("2026-11-21 10:00"))
    order = Order.objects.get()
    assert spent() == {"EUR": 4000}
    assert (str(order.given_back), order.refunded_at) == ("9.90 EUR", at("2026-11-21 10:00"))
    assert set(Event.objects.get(name="order.updated").data["fields"]) >= {"refunded", "refunded_at"}


def test_what_is_not_told_stays_and_never_is_more_than_the_order(tell):
    tell(state="paid", refunded=2000)
    tell(state="shipped")
    assert spent() == {"EUR": 2990}
    tell(state="shipped", total=1500)
    assert (Order.objects.get().refunded, spent()) == (1500, {})
    tell(state="shipped", total=4990, refunded=0)
    assert (Order.objects.get().given_back, spent()) == (None, {"EUR": 4990})


def test_an_order_of_which_all_was_refunded_has_no_part(tell):
    tell(state="paid", refunded=500)
    tell(state="refunded")
    assert (Order.objects.get().given_back, spent()) == (None, {})


def test_other_orders_in_other_currencies_are_left_alone(tell):
    tell(number="1", state="paid", refunded=4990)
    tell(number="2", state="paid", currency="KRW", total=70_000, refunded=1)
    tell(number="3", state="paid", currency="EUR", total=100)
    assert spent() == {"EUR": 100, "KRW": 69_999}


@pytest.mark.parametrize(("amount", "why"), [(4991, "refunded"), (-1, "amount"), (10**18, "refunded")])
def test_what_cannot_be_is_refused(tell, amount, why):
    with pytest.raises(BadOrder) as refused:
        tell(refunded=amount)
    assert (refused.value.field, refused.value.why) == ("refunded", why)
    assert not Order.objects.exists()


def test_the_database_keeps_it_too(tell):
    tell()
    for amount in (-1, 4991):
        with pytest.raises(IntegrityError), transaction.atomic():
            Order.objects.update(refunded=amount)
