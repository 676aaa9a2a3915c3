"""A shop at eleven at night: open on weekdays from nine to six, Mina is on call."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
import time_machine

from keepword.conversations.models import Conversation, Inbox
from keepword.events import working
from keepword.hours.defining import Calendar, define
from keepword.promises.emergencies.arranging import arrange
from tests import cast as stage

NIGHT = datetime(2026, 11, 24, 23, 0, tzinfo=UTC)  # a Tuesday
SENTENCES = {"en": "Only if your order must be stopped tonight.", "ko": "오늘 밤에 주문을 멈춰야 할 때만."}
Arrange = Callable[..., None]


@pytest.fixture(autouse=True)
def address(settings):
    settings.PUBLIC_ADDRESS = "https://desk.leafloom.example"


@pytest.fixture
def travel():
    with time_machine.travel(NIGHT, tick=False) as moved:
        yield moved


@pytest.fixture
def closed(travel, db) -> stage.Cast:
    """Nobody is there, and there is no way for emergencies."""
    cast = stage.gather()
    day = ((540, 1080),)
    cast.inbox.business_hours = define("Office", calendar=Calendar("UTC", (*(day,) * 5, (), ())))
    Inbox.objects.filter(pk=cast.inbox.pk).update(business_hours=cast.inbox.business_hours)
    return cast


@pytest.fixture
def arranged(closed) -> Arrange:
    def change(**to: object) -> None:
        usual = {"is_on": True, "words": SENTENCES, "target_minutes": 30, "team": closed.team, "people": [closed.mina]}
        arrange(closed.brand, **(usual | {"phone": "", "by": closed.ruth.as_actor} | to))

    return change


@pytest.fixture
def cast(closed, arranged) -> stage.Cast:
    arranged()
    return closed


@pytest.fixture
def conversation(cast) -> Conversation:
    made = stage.conversation_of(cast)
    work()
    return Conversation.objects.with_people().get(pk=made.pk)


def work() -> None:
    """All that follows."""
    while working.run_due_inside():
        pass
