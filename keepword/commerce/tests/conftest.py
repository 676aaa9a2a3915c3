"""An order as a shop's program would tell of it."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest

from keepword.commerce.drafts import Item, OrderDraft
from keepword.commerce.taking_in import Taken, take_in
from keepword.events.actor import SYSTEM
from tests import cast as stage

ANN = "ann@customer.example"


@pytest.fixture
def cast(db) -> stage.Cast:
    return stage.gather()


@pytest.fixture
def tell() -> Callable[..., Taken]:
    """Tell of an order: `tell(number="1001", state="shipped")`."""

    def told(**changes: Any) -> Taken:
        fields: dict[str, Any] = {
            "number": "1001",
            "currency": "EUR",
            "total": 4990,
            "address": ANN,
            "lines": [Item("Green tea", 2, "TEA-1", 1250), Item("Tray", 1, "", 2490)],
        }
        return take_in(OrderDraft(**(fields | changes)), by=SYSTEM)

    return told


def at(text: str) -> datetime:
    """ "2026-11-20 10:00" in UTC."""
    return datetime.fromisoformat(f"{text}+00:00")
