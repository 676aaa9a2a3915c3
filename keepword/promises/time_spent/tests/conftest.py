"""A conversation of Monday at nine, and a way through the week."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from keepword.conversations.models import Conversation
from tests import cast as stage

MONDAY = datetime(2026, 11, 16, 9, tzinfo=UTC)


class Travel:
    """`to(26)`: twenty-six hours after Monday at nine."""

    def __init__(self, moved: time_machine.Traveller) -> None:
        self._moved = moved

    def to(self, hours: float) -> None:
        self._moved.move_to(MONDAY + timedelta(hours=hours))


@pytest.fixture
def travel():
    with time_machine.travel(MONDAY, tick=False) as moved:
        yield Travel(moved)


@pytest.fixture
def cast(db: None, travel: Travel) -> stage.Cast:
    return stage.gather()


@pytest.fixture
def conversation(cast: stage.Cast) -> Conversation:
    return stage.conversation_of(cast)
