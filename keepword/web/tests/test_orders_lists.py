"""Orders and loyalty as files."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from keepword.commerce.models import Membership, Order
from keepword.kit.tables import read
from keepword.people.models import Contact
from keepword.privacy.erasing import erase
from keepword.web.tests.reading import words
from tests import cast as stage

ORDERS = (
    "number,shop,address,name,state,currency,total,placed_at,lines,updated_at\n"
    'LL-1,,ann@customer.example,Ann Lee,shipped,eur,49.90,2026-11-01,"2 × Green tea [TEA-1] 12.50\nTray",2026-11-02\n'
    "주문-2,KR,minji@customer.example,김민지,paid,KRW,15000,2026-11-01T09:00:00+09:00,,\n"
)
LOYALTY = (
    "programme,address,name,tier,points,rewards,member_since\n"
    "Friends,ann@customer.example,Ann,골드 🥇,120,Tray,2024-02-29\n"
)


def send(desk, content, *, of, do=False):
    if do:
        return desk.post(f"/{of}/import", {"content": content, "do": "yes"})
    return desk.post(f"/{of}/import", {"file": SimpleUploadedFile("a.csv", content.encode(), "text/csv")})


def test_a_trial_changes_nothing_and_then_it_is_done_once(cast, ruth):
    trial = words(send(ruth, ORDERS, of="orders"))
    assert "LL-1" in trial
    assert not Order.objects.exists()
    assert not Contact.objects.exists()
    for _ in range(2):
        send(ruth, ORDERS, of="orders", do=True)
    first, second = Order.objects.order_by("id")
    assert (first.total, first.currency, first.state, first.lines.count()) == (4990, "EUR", "shipped", 2)
    assert (second.total, second.shop, second.contact.name) == (15000, "KR", "김민지")


def test_what_goes_out_comes_in_again_and_changes_nothing(cast, ruth):
    send(ruth, ORDERS, of="orders", do=True)
    send(ruth, LOYALTY, of="loyalty", do=True)
    for of in ("orders", "loyalty"):
        taken = ruth.post(f"/{of}/export").content
        assert len(read(taken).lines) == {"orders": 2, "loyalty": 1}[of]
        again = words(ruth.post(f"/{of}/import", {"file": SimpleUploadedFile("a.csv", taken, "text/csv")}))
        assert "Everything in the file is as it is here" in again


def test_older_lines_change_nothing_and_an_empty_cell_leaves_what_is_known(cast, ruth):
    send(ruth, ORDERS, of="orders", do=True)
    send(ruth, "number,currency,total,updated_at\nLL-1,EUR,1,2026-11-01\n", of="orders", do=True)
    assert Order.objects.get(number="LL-1").total == 4990
    send(ruth, "number,currency,total\nLL-1,EUR,50\n", of="orders", do=True)
    order = Order.objects.get(number="LL-1")
    assert (order.total, order.state, order.address, order.lines.count()) == (
        5000,
        "shipped",
        "ann@customer.example",
        2,
    )


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ("LL-1,EUX,1,,", "three letters"),
        ("LL-1,JPY,1.5,,", "fewer decimals"),
        ("LL-1,EUR,-1,,", "with a point"),
        ("LL-1,EUR,1,lost,", "no such state"),
        ("LL-1,EUR,1,,2026-13-01", "Write a day"),
        ("#,EUR,1,,", "Something has to stand here"),
    ],
)
def test_a_line_that_cannot_be_is_named_and_nothing_is_done(cast, ruth, cells, said):
    page = send(ruth, f"number,currency,total,state,placed_at\n{cells}\n", of="orders")
    assert (page.status_code, said in words(page)) == (422, True)
    assert not Order.objects.exists()


def test_who_sees_a_part_takes_in_and_out_only_what_is_of_their_people(cast, ruth, mina, stranger):
    stage.conversation_of(cast)
    send(ruth, ORDERS, of="orders", do=True)
    send(ruth, LOYALTY, of="loyalty", do=True)
    assert "You know nobody" in words(send(stranger, LOYALTY.replace("Friends", "Club"), of="loyalty"))
    assert "There is an order of this number" in words(send(stranger, ORDERS, of="orders"))
    assert [row.cells["number"] for row in read(ruth.post("/orders/export").content).lines] == ["LL-1", "주문-2"]
    assert stranger.get("/loyalty").content.decode().count("Friends") == 0
    assert "골드" in words(mina.get("/loyalty?q=friends"))


def test_members_come_in(cast, ruth):
    send(ruth, LOYALTY, of="loyalty", do=True)
    one = Membership.objects.get()
    assert (one.tier, one.points, one.rewards, one.contact.name) == ("골드 🥇", 120, ["Tray"], "Ann")
    assert "whole number" in words(send(ruth, LOYALTY.replace("120", "1.5"), of="loyalty"))


def test_lines_of_somebody_who_was_erased_are_refused_and_part_of_a_refund_is_taken(cast, ruth):
    send(ruth, ORDERS, of="orders", do=True)
    refund = "number,currency,total,refunded\nLL-1,EUR,49.90,9.90\n"
    send(ruth, refund, of="orders", do=True)
    assert Order.objects.get(number="LL-1").refunded == 990
    assert "This is more than the whole order." in words(send(ruth, refund.replace("9.90\n", "99\n"), of="orders"))
    send(ruth, LOYALTY, of="loyalty", do=True)
    erase(Order.objects.get(number="LL-1").contact, by=cast.ruth)
    for of, content in (("orders", ORDERS), ("loyalty", LOYALTY)):
        assert "was erased" in words(send(ruth, content, of=of))
        send(ruth, content, of=of, do=True)
    assert not Membership.objects.exists()
    assert [one.number for one in Order.objects.all()] == ["주문-2"]
