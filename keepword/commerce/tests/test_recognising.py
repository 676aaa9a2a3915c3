"""An order that a customer names is found, and no other number is taken for one."""

import pytest

from keepword.commerce.recognising import recognised

NUMBERS = [(1, "41001"), (2, "LL-41002"), (3, "1003"), (4, "AB 12 77"), (5, "#50005"), (6, "注文-34")]


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("Where is order 41001?", [1]),
        ("41001", [1]),
        ("Re: 41001.", [1]),
        ("(41001)", []),  # as a dialling code is written
        ("order (41001)", [1]),
        ("https://shop.example/orders/41001", [1]),
        ("ll-41002 has not come", [2]),
        ("LL‑41002", []),  # another hyphen is not what the shop writes
        ("订单41001还没有到", [1]),
        ("주문번호41001이 아직 안 왔어요", [1]),
        ("４１００１ です", [1]),
        ("الطلب ٤١٠٠١ لم يصل", [1]),
        ("LL-41002 and 41001 and LL-41002", [2, 1]),
        ("orders 41001, 50005", [1, 5]),
        ("#1003", [3]),
        ("Bestellung Nr. 1003", [3]),
        ("订单号：1003", [3]),
        ("my order is 1003 🙏", [3]),
        ("ab12 77 please", [4]),
        ("№ 50005", [5]),
        ("注文-34 について", [6]),
        # no orders
        ("", []),
        ("410011", []),
        ("141001", []),
        ("A41001", []),
        ("LL-410021", []),
        ("XLL-41002", []),
        ("LL-41002-2", []),
        ("Call me: +49 30 41001", []),
        ("Call me: +41001", []),
        ("030/41001", []),
        ("(030) 41001", []),
        ("030-41001-22", []),
        ("41001 20 30", []),
        ("12.41001", []),
        ("41001.50", []),
        ("It cost 41001 EUR", []),
        ("It cost €41001", []),
        ("It cost 41001₩", []),
        ("41001 %", []),
        ("in 1003 days", []),
        ("1003", []),
        ("Room 1003", []),
        ("2026-11-41001", []),
        ("😀", []),
    ],
)
def test_only_what_is_meant_is_found(text: str, ids: list[int]):
    assert recognised([text], numbers=NUMBERS) == ids


def test_the_first_message_comes_first_and_each_order_once():
    assert recognised(["LL-41002", "order 41001, LL-41002"], numbers=NUMBERS) == [2, 1]


def test_a_huge_message_is_read_to_an_end():
    assert recognised(["9" * 1_000_000 + " 41001"], numbers=NUMBERS) == []
    assert recognised(["41001 " + "#" * 1_000_000], numbers=NUMBERS) == [1]
