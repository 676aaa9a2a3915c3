"""Lines of an order as people write them."""

import pytest

from keepword.commerce.drafts import Item
from keepword.commerce.lines import BadLine, read, written


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("2 × Green tea [TEA-1] 12.50", [Item("Green tea", 2, "TEA-1", 1250)]),
        ("2x Green tea", [Item("Green tea", 2)]),
        ("Tray", [Item("Tray")]),
        ("Tray 24.90", [Item("Tray", 1, "", 2490)]),
        ("[TEA-1]", [Item("", 1, "TEA-1")]),
        ("Xylophone", [Item("Xylophone")]),
        ("3 * 綠茶 🍵 [차-1]\n\n  Tray  ", [Item("綠茶 🍵", 3, "차-1"), Item("Tray")]),
        ("", []),
    ],
)
def test_lines_are_read(text, items):
    assert read(text, currency="EUR") == items


@pytest.mark.parametrize(("text", "number"), [("0 x Tea", 1), ("Tea\nTea 1.005", 2), ("2 x", 1), ("[] 3", 1)])
def test_what_is_no_line_is_named(text, number):
    with pytest.raises(BadLine) as refused:
        read(text, currency="EUR")
    assert refused.value.number == number


@pytest.mark.parametrize(
    "item",
    [
        Item("Green tea", 2, "TEA-1", 1250),
        Item("Room 101", 1, "", None),
        Item("Tray", 1, "", None),
        Item("", 5, "A", 0),
        Item("4 x 4 tyres", 4, "T", 100),
    ],
)
def test_what_is_written_is_read_again(item):
    assert read(written([item], currency="EUR"), currency="EUR") == [item]


def test_brackets_in_a_name_do_not_become_an_article_number():
    assert read(written([Item("Tea [large]", 1, "T")], currency="EUR"), currency="EUR") == [
        Item("Tea (large)", 1, "T")
    ]
