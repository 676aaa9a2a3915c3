"""Orders and loyalty told of by a shop's program."""

import pytest

from keepword.api.tests.program import Program
from keepword.commerce.models import Order
from keepword.conversations.models import Conversation
from keepword.people.models import Contact
from keepword.privacy.erasing import erase
from tests import cast as stage

pytestmark = pytest.mark.django_db
NEW = {
    "number": "#LL/2026-1 茶",
    "shop": "EU",
    "address": "Ann@customer.example",
    "name": "Ann Lee",
    "state": "shipped",
    "placed_at": "2026-11-01T09:00:00+01:00",
    "shipped_at": "2026-11-02T09:00:00Z",
    "updated_at": "2026-11-02T09:00:00Z",
    "currency": "eur",
    "total": "49.9",
    "lines": [{"name": "Green tea 🍵", "sku": "TEA-1", "quantity": 2, "price": "12.50"}, {"name": "Tray"}],
    "tracking_url": "https://parcels.example/1",
}


@pytest.fixture
def cast():
    return stage.gather()


@pytest.fixture
def ruth(cast):
    return Program(cast.ruth)


def put(program, **changes):
    return program.send("PUT", "/orders", NEW | changes)


def test_an_order_is_told_of_and_read(ruth):
    told = put(ruth)
    item = told.json()
    assert told.status_code == 200
    assert (item["number"], item["currency"], item["total"], item["address"]) == (
        "#LL/2026-1 茶", "EUR", "49.90", "ann@customer.example",
    )  # fmt: skip
    assert (item["placed_at"], item["paid_at"]) == ("2026-11-01T08:00:00Z", None)
    assert item["lines"][0] == {"name": "Green tea 🍵", "sku": "TEA-1", "quantity": 2, "price": "12.50"}
    assert ruth.send("GET", f"/orders/{item['id']}").json() == item
    assert ruth.send("GET", "/orders?number=ll/2026-1 茶&shop=EU").json()["items"] == [item]
    assert ruth.send("GET", "/orders?number=other").json()["items"] == []
    assert put(ruth).json() == item


def test_what_was_given_back_is_told_and_read(ruth):
    assert put(ruth).json()["refunded"] == "0.00"
    assert put(ruth, refunded="9.9").json()["refunded"] == "9.90"
    assert put(ruth).json()["refunded"] == "9.90"
    refused = put(ruth, refunded="50")
    assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (422, "/refunded")


def test_an_order_of_somebody_who_was_erased_is_refused_in_plain_words(ruth, cast):
    erase(Contact.objects.get(pk=put(ruth).json()["contact"]), by=cast.ruth)
    refused = put(ruth)
    assert refused.status_code == 422
    said = refused.json()["errors"][0]
    assert (said["pointer"], "erased" in said["detail"]) == ("/number", True)
    member = ruth.send("PUT", "/loyalty", {"programme": "Leaf", "address": NEW["address"]})
    assert (member.status_code, member.json()["errors"][0]["pointer"]) == (422, "/address")
    assert not Order.objects.exists()


def test_late_news_change_nothing(ruth):
    put(ruth)
    late = put(ruth, state="paid", total="1", updated_at="2026-11-01T12:00:00Z")
    assert (late.status_code, late.json()["state"], late.json()["total"]) == (200, "shipped", "49.90")


@pytest.mark.parametrize(
    ("changes", "pointer"),
    [
        ({"currency": "EUX"}, "/currency"),
        ({"currency": "JPY"}, "/total"),
        ({"total": "-1"}, "/total"),
        ({"total": "1,5"}, "/total"),
        ({"total": 49.9}, "/total"),
        ({"lines": [{"name": "Tea"}, {"name": "Tea", "price": "0.001"}]}, "/lines/1/price"),
        ({"lines": [{"quantity": 1}]}, "/lines"),
        ({"number": "###"}, "/number"),
        ({"address": "nobody"}, "/address"),
        ({"state": "lost"}, "/state"),
        ({"tracking_url": "javascript:alert(1)"}, "/tracking_url"),
        ({"updated_at": "2126-01-01T00:00:00Z"}, "/updated_at"),
        ({"what": 1}, "/what"),
    ],
)
def test_what_cannot_be_is_refused_where_it_stands(ruth, changes, pointer):
    refused = put(ruth, **changes)
    assert refused.status_code == 422
    assert [place["pointer"] for place in refused.json()["errors"]] == [pointer]
    assert not Order.objects.exists()
    assert not Contact.objects.exists()


def test_who_sees_a_part_tells_of_those_whom_they_know(cast, ruth):
    conversation = stage.conversation_of(cast)
    mina, stranger = Program(cast.mina), Program(cast.stranger)
    assert put(stranger).status_code == 422
    own = put(mina)
    assert (own.status_code, own.json()["contact"]) == (200, conversation.contact_id)
    assert put(stranger, state="cancelled").status_code == 422
    assert put(mina, address="else@customer.example", number="2").status_code == 422
    assert put(mina, address="", number="3").status_code == 422
    assert put(mina, address="", total="1").json()["contact"] == conversation.contact_id
    assert Contact.objects.count() == 1
    assert stranger.send("GET", "/orders").json()["items"] == []
    nobodys = put(ruth, number="4", address="").json()
    assert mina.send("GET", f"/orders/{nobodys['id']}").status_code == 404


def test_pages_of_orders(ruth):
    for number in range(3):
        put(ruth, number=str(number))
    first = ruth.send("GET", "/orders?limit=2").json()
    rest = ruth.send("GET", f"/orders?limit=2&cursor={first['next']}").json()
    assert [one["number"] for one in [*first["items"], *rest["items"]]] == ["2", "1", "0"]
    assert rest["next"] is None


def test_a_conversation_is_about_an_order(cast, ruth):
    conversation = stage.conversation_of(cast)
    order = put(ruth).json()["id"]
    mina = Program(cast.mina)
    address = f"/conversations/{conversation.pk}/order"
    assert mina.send("PUT", address, {"order": order}).json()["order"] == order
    assert mina.send("PUT", address, {"order": 999}).status_code == 422
    assert Conversation.objects.get().about_order == order
    assert mina.send("PUT", address, {"order": None}).json()["order"] is None


def test_a_member_is_told_of_and_read(cast, ruth):
    told = {"programme": "Leaf Friends", "address": "ann@customer.example", "tier": "Gold", "points": 120}
    item = ruth.send("PUT", "/loyalty", told | {"rewards": ["Free tray"], "member_since": "2024-02-29"}).json()
    assert (item["tier"], item["rewards"], item["member_since"]) == ("Gold", ["Free tray"], "2024-02-29")
    assert ruth.send("GET", "/loyalty?address=ANN@customer.example").json()["items"] == [item]
    assert ruth.send("GET", f"/loyalty?contact={item['contact']}").json()["items"] == [item]
    assert Program(cast.stranger).send("GET", "/loyalty").json()["items"] == []
    assert Program(cast.stranger).send("PUT", "/loyalty", told).status_code == 422
    assert ruth.send("PUT", "/loyalty", told | {"programme": " "}).status_code == 422
