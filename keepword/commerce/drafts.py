"""An order as its shop, a file or a person tells of it, checked before anything is written. Pure."""

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from keepword.commerce import numbers
from keepword.commerce.models.order import STATES
from keepword.kit.money import DECIMALS, MOST
from keepword.kit.storable import storable
from keepword.people.identifying import fold

MOST_LINES, MOST_OF_ONE = 500, 1_000_000
LONGEST_SHOP, LONGEST_NAME, LONGEST_SKU, LONGEST_URL, LONGEST_ADDRESS = 60, 300, 100, 1000, 320
AHEAD = timedelta(days=1)  # that the clock of a shop may go before ours


class BadOrder(ValueError):
    """`field` is what is wrong, `why` is "empty", "long", "address", "state", "currency", "amount", "refunded" (more
    than the total), "url", "time" (ahead of now), "lines" (too many), "quantity" or "erased" (it was of somebody who
    was erased)."""

    def __init__(self, field: str, why: str) -> None:
        super().__init__(field, why)
        self.field, self.why = field, why


@dataclass(frozen=True, slots=True)
class Item:
    """`price` of one, in the smallest unit of the currency; None when not told."""

    name: str
    quantity: int = 1
    sku: str = ""
    price: int | None = None


@dataclass(frozen=True, slots=True)
class OrderDraft:
    """`times` are those of states, by their names; what is not told stays as it is known. `lines` None leaves them as
    they are, as `refunded` None does (what is known of it, and never more than the total). `told_at` is when the shop
    last changed it, None for now. `name` is the buyer's, if we meet them."""

    number: str
    currency: str
    total: int = 0
    refunded: int | None = None
    shop: str = ""
    address: str = ""
    name: str = ""
    state: str = STATES[0]
    times: Mapping[str, datetime] = field(default_factory=dict)
    lines: Sequence[Item] | None = None
    tracking_url: str = ""
    page_url: str = ""
    told_at: datetime | None = None


def shop_of(name: str) -> str:
    """As it is kept and compared."""
    return " ".join(unicodedata.normalize("NFKC", storable(name)).split())


def demand_sound(draft: OrderDraft, *, now: datetime) -> None:
    """Raises BadOrder for the first thing that cannot be."""
    if not numbers.key_of(draft.number):
        raise BadOrder("number", "empty")
    # Compatibility forms may grow when they are compared.
    _demand_short("number", numbers.written(draft.number), most=numbers.LONGEST)
    _demand_short("number", numbers.key_of(draft.number), most=numbers.LONGEST)
    _demand_short("shop", shop_of(draft.shop), most=LONGEST_SHOP)
    demand_address(draft.address)
    if draft.state not in STATES:
        raise BadOrder("state", "state")
    if draft.currency not in DECIMALS:
        raise BadOrder("currency", "currency")
    if not 0 <= draft.total <= MOST:
        raise BadOrder("total", "amount")
    if draft.refunded is not None and not 0 <= draft.refunded <= draft.total:
        raise BadOrder("refunded", "refunded" if draft.refunded > 0 else "amount")
    for name in ("tracking_url", "page_url"):
        demand_url(name, getattr(draft, name))
    for name, at in {"told_at": draft.told_at, **{f"{state}_at": at for state, at in draft.times.items()}}.items():
        if at is not None and at > now + AHEAD:
            raise BadOrder(name, "time")
    _demand_lines(draft.lines or ())


def demand_address(address: str) -> None:
    folded = fold(address)
    if len(storable(address).strip()) > LONGEST_ADDRESS:
        raise BadOrder("address", "long")
    if folded and (folded.count("@") != 1 or any(letter.isspace() for letter in folded) or folded[0] == "@"):
        raise BadOrder("address", "address")


def demand_url(name: str, url: str) -> None:
    """Only http and https, with a host and nobody's password: it becomes a link on a page of ours."""
    if not url:
        return
    _demand_short(name, url, most=LONGEST_URL)
    try:
        parts = urlsplit(url)
        host = parts.hostname
    except ValueError:
        host, parts = None, None
    is_odd = any(letter.isspace() or not letter.isprintable() for letter in url) or "\\" in url
    if is_odd or parts is None or parts.scheme not in ("http", "https") or not host or "@" in parts.netloc:
        raise BadOrder(name, "url")


def _demand_lines(lines: Sequence[Item]) -> None:
    if len(lines) > MOST_LINES:
        raise BadOrder("lines", "lines")
    for line in lines:
        _demand_short("lines", line.name, most=LONGEST_NAME)
        _demand_short("lines", line.sku, most=LONGEST_SKU)
        if not (line.name.strip() or line.sku.strip()):
            raise BadOrder("lines", "empty")
        if not 1 <= line.quantity <= MOST_OF_ONE:
            raise BadOrder("lines", "quantity")
        if line.price is not None and not 0 <= line.price <= MOST:
            raise BadOrder("lines", "amount")


def _demand_short(name: str, text: str, *, most: int) -> None:
    if len(text) > most:
        raise BadOrder(name, "long")
