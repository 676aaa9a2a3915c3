"""A shop that gives: agents up to 30 euros at once, 60 to one customer and 100 each within thirty days."""

from datetime import UTC, datetime

import pytest
import time_machine

from keepword.care.arranging import Wanted, arrange
from keepword.care.budgets import Limits
from keepword.care.giving import Wish, give
from keepword.care.models import GiftKind
from keepword.people.permissions import ADMINISTRATOR, AGENT, MANAGER
from tests import cast as stage

START = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
LIMITS = {
    (ADMINISTRATOR, None): Limits(),
    (MANAGER, None): Limits(for_one=200_00),
    (AGENT, None): Limits(for_one=30_00, per_customer=60_00, per_agent=100_00),
}


@pytest.fixture
def travel():
    with time_machine.travel(START, tick=False) as moved:
        yield moved


def arranged(cast, **changes):
    wanted = {"is_on": True, "currency": "EUR", "limits": LIMITS} | changes
    return arrange(Wanted(**wanted), by=cast.ruth.as_actor)


@pytest.fixture
def cast(travel, db):
    cast = stage.gather()
    arranged(cast)
    return cast


@pytest.fixture
def conversation(cast):
    return stage.conversation_of(cast)


def wish(amount, *, kind="refund", reason="late", **more):
    return Wish(GiftKind.objects.get(key=kind), amount, reason, **more)


@pytest.fixture
def asked(cast, conversation):
    """Mina wants to give more than she may alone."""
    return give(conversation, wish=wish(45_00), by=cast.mina)
