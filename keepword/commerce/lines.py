"""Lines of an order as people write them, one below the other: "2 × Green tea [TEA-1] 12.50". Pure."""

import re
from collections.abc import Iterable

from keepword.commerce.drafts import Item
from keepword.kit.money import Money, NotMoney, money

_LINE = re.compile(
    r"(?:(?P<quantity>[0-9]{1,7})\s*[x×*]\s*)?(?P<name>.*?)(?:\s*\[(?P<sku>[^\[\]]*)\])?(?:\s+(?P<price>[0-9]+(?:\.[0-9]+)?))?",
    re.IGNORECASE | re.ASCII,
)


class BadLine(ValueError):
    """`number` is the line, counted from one."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


def read(text: str, *, currency: str) -> list[Item]:
    """Empty lines are passed over. Raises BadLine."""
    wanted = [(number, line.strip()) for number, line in enumerate(text.splitlines(), start=1)]
    return [_read(line, number=number, currency=currency) for number, line in wanted if line]


def _read(line: str, *, number: int, currency: str) -> Item:
    found = _LINE.fullmatch(line)
    if found is None:
        raise BadLine(number)
    try:
        price = money(found["price"], currency=currency).minor if found["price"] else None
    except NotMoney as error:
        raise BadLine(number) from error
    name, sku, quantity = found["name"].strip(), (found["sku"] or "").strip(), int(found["quantity"] or 1)
    if not (name or sku) or quantity < 1:
        raise BadLine(number)
    return Item(name, quantity, sku, price)


def written(lines: Iterable[Item], *, currency: str) -> str:
    """As `read` takes it. What stands in square brackets in a name stands in round ones."""
    return "\n".join(_written(one, currency=currency) for one in lines)


def _written(one: Item, *, currency: str) -> str:
    name = " ".join(one.name.split()).translate(str.maketrans("[]", "()"))
    sku = f" [{one.sku.translate(str.maketrans('[]', '()'))}]" if one.sku or name[-1:].isdigit() else ""
    price = "" if one.price is None else f" {Money(one.price, currency).plain}"
    return f"{one.quantity} × {name}{sku}{price}"
