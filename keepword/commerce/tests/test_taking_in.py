"""Orders come in told twice, late and in the wrong order."""

from datetime import timedelta

import pytest

from keepword.commerce.drafts import BadOrder, Item
from keepword.commerce.models import Customer, Order, Spending
from keepword.commerce.tests.conftest import at
from keepword.conversations.models import Conversation
from keepword.conversations.receiving import receive
from keepword.events.models import Event
from keepword.kit import clock
from keepword.people.models import Contact, Identity
from tests import cast as stage

pytestmark = pytest.mark.django_db


def test_an_order_of_a_stranger_waits_for_them_and_stands_beside_their_first_words(tell, cast):
    order = tell(name="Ann Lee").order
    order.contact.refresh_from_db()
    assert (order.contact.name, order.contact.is_customer) == ("Ann Lee", True)
    receive(stage.written(), inbox=cast.inbox)
    assert Conversation.objects.get().contact_id == order.contact_id


def test_told_twice_it_is_one_order_and_one_fact(tell):
    first, again = tell(told_at=at("2026-11-20 10:00")), tell(told_at=at("2026-11-20 10:00"))
    assert (first.outcome, again.outcome, first.order.pk) == ("new", "same", again.order.pk)
    assert list(Event.objects.filter(name__startswith="order.").values_list("name", flat=True)) == ["order.placed"]
    assert Event.objects.get(name="order.placed").data["items"] == 3


def test_what_comes_late_changes_nothing(tell):
    tell(state="delivered", told_at=at("2026-11-20 10:00"))
    late = tell(state="shipped", total=1, lines=[], told_at=at("2026-11-19 10:00"))
    order = Order.objects.get()
    assert (late.outcome, order.state, order.total, order.lines.count()) == ("late", "delivered", 4990, 2)


def test_what_comes_in_the_wrong_order_ends_as_what_comes_in_the_right_one(tell):
    for day, state in ((22, "delivered"), (20, "paid"), (21, "shipped")):
        tell(state=state, told_at=at(f"2026-11-{day} 10:00"))
    assert Order.objects.get().state == "delivered"


def test_a_change_says_what_changed_and_from_where(tell):
    tell(told_at=at("2026-11-20 10:00"))
    tell(state="shipped", tracking_url="https://parcels.example/1", told_at=at("2026-11-21 10:00"), lines=None)
    fact = Event.objects.get(name="order.updated").data
    assert (fact["was"], fact["state"]) == ("placed", "shipped")
    assert set(fact["fields"]) == {"state", "shipped_at", "tracking_url"}
    order = Order.objects.get()
    assert (order.shipped_at, order.placed_at) == (at("2026-11-21 10:00"), at("2026-11-20 10:00"))
    assert order.lines.count() == 2


@pytest.mark.parametrize("number", ["#1001", " 1001 ", "＃１００１", "№1001"])
def test_a_number_is_one_however_it_is_written(tell, number):
    assert tell().order.pk == tell(number=number).order.pk


def test_two_shops_may_count_alike(tell):
    assert tell(shop="EU").order.pk != tell(shop="Korea 한국").order.pk
    assert tell(shop=" EU ").order.pk == tell(shop="EU").order.pk


def test_an_order_of_nobody_waits_until_the_shop_says_whose_it_is(tell):
    assert tell(address="").order.contact is None
    order = tell().order
    assert order.contact.identities.get().value == "ann@customer.example"
    assert tell(address="").order.contact_id == order.contact_id  # not told again is not taken back
    assert not Identity.objects.filter(value="").exists()


def test_an_order_that_turns_out_to_be_anothers_goes_to_them_with_the_figures(tell):
    ann = tell(state="paid").order.contact
    bob = tell(state="paid", address="BOB@customer.example").order.contact
    ann.refresh_from_db()
    assert (ann.is_customer, Customer.objects.filter(contact=ann).exists()) == (False, False)
    assert Customer.objects.get(contact=bob).orders == 1
    assert Contact.objects.count() == 2


def test_what_was_spent_is_counted_by_currency_and_what_was_called_off_is_not(tell):
    tell(number="1", state="paid", total=1000)
    tell(number="2", state="delivered", total=500)
    tell(number="3", state="shipped", currency="JPY", total=1200)
    tell(number="4", state="cancelled", total=9999)
    tell(number="5", state="refunded", total=9999)
    tell(number="6", state="placed", total=9999)
    figures = Customer.objects.get()
    assert (figures.orders, figures.last_order.number) == (5, "6")
    assert dict(Spending.objects.values_list("currency", "minor")) == {"EUR": 1500, "JPY": 1200}
    tell(number="3", state="refunded", currency="JPY", total=1200)
    assert dict(Spending.objects.values_list("currency", "minor")) == {"EUR": 1500}


def test_the_last_order_is_the_newest_whichever_was_told_last(tell):
    tell(number="new", times={"placed": clock.now()})
    tell(number="old", times={"placed": clock.now() - timedelta(days=400)})
    assert Customer.objects.get().last_order.number == "new"


@pytest.mark.parametrize(
    ("changes", "field", "why"),
    [
        ({"number": " # "}, "number", "empty"),
        ({"number": "😀"}, "number", "empty"),
        ({"number": "9" * 61}, "number", "long"),
        ({"number": "\ufdfa" * 20}, "number", "long"),  # one letter that is eighteen when it is compared
        ({"shop": "s" * 61}, "shop", "long"),
        ({"address": "nobody"}, "address", "address"),
        ({"address": "a b@c.example"}, "address", "address"),
        ({"state": "lost"}, "state", "state"),
        ({"currency": "EURO"}, "currency", "currency"),
        ({"total": -1}, "total", "amount"),
        ({"tracking_url": "javascript:alert(1)"}, "tracking_url", "url"),
        ({"tracking_url": "//parcels.example"}, "tracking_url", "url"),
        ({"tracking_url": "https://user:pass@parcels.example"}, "tracking_url", "url"),
        ({"tracking_url": "https://parcels.example/a\nb"}, "tracking_url", "url"),
        ({"page_url": "data:text/html,x"}, "page_url", "url"),
        ({"page_url": "http://[::1"}, "page_url", "url"),
        ({"page_url": "https:///nowhere"}, "page_url", "url"),
        ({"lines": [Item("Tea", 0)]}, "lines", "quantity"),
        ({"lines": [Item(" ")]}, "lines", "empty"),
        ({"lines": [Item("Tea", price=-1)]}, "lines", "amount"),
        ({"lines": [Item("Tea")] * 501}, "lines", "lines"),
    ],
)
def test_what_cannot_be_is_refused_and_leaves_nothing(tell, changes, field, why):
    with pytest.raises(BadOrder) as refused:
        tell(**changes)
    assert (refused.value.field, refused.value.why) == (field, why)
    assert (Order.objects.count(), Contact.objects.count()) == (0, 0)


def test_words_of_every_script_are_kept(tell):
    order = tell(number="注文-٣٤", lines=[Item("緑茶 🍵\x00", 3, "차-1")]).order
    line = order.lines.get()
    assert (line.name, line.sku, order.number) == ("緑茶 🍵", "차-1", "注文-٣٤")


def test_a_clock_that_goes_ahead_does_not_shut_out_what_follows(tell):
    tell(state="paid", told_at=clock.now() + timedelta(hours=2))
    assert tell(state="shipped").outcome == "changed"
    with pytest.raises(BadOrder):
        tell(told_at=clock.now() + timedelta(days=3))
