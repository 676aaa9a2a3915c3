"""A shop that asks: four hours after, and the same person at most once in thirty days."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from keepword.conversations.models import Conversation
from keepword.conversations.replying import reply
from keepword.conversations.resolving import resolve
from keepword.surveys.arranging import arrange
from keepword.surveys.asking import ask_due
from keepword.surveys.models import Survey
from tests import cast as stage

START = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)  # a Tuesday, by day
PAUSE = timedelta(hours=4)


@pytest.fixture(autouse=True)
def address(settings):
    settings.PUBLIC_ADDRESS = "https://desk.leafloom.example"


@pytest.fixture
def travel():
    with time_machine.travel(START, tick=False) as moved:
        yield moved


@pytest.fixture
def cast(travel, db):
    cast = stage.gather()
    arrange(cast.brand, is_on=True, pause_hours=4, rest_days=30, by=cast.ruth.as_actor)
    return cast


@pytest.fixture
def helped(cast):
    """A conversation that Mina answered and resolved just now."""

    def made(language: str = "en", **changes: object) -> Conversation:
        conversation = stage.conversation_of(cast, language, **changes)
        reply(conversation, text="It is on its way.", by=cast.mina)
        resolve(conversation, by=cast.mina.as_actor)
        return conversation

    return made


@pytest.fixture
def asked(helped, travel):
    """A survey that went out."""
    helped()
    travel.shift(PAUSE)
    assert ask_due() == 1
    return Survey.objects.get()
