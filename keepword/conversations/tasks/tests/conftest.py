"""The cast, one of whom asks another."""

import pytest
import time_machine

from keepword.conversations.models import Conversation
from tests import cast as stage


@pytest.fixture
def frozen():
    with time_machine.travel("2026-11-23T10:00Z", tick=False) as time:
        yield time


@pytest.fixture
def cast(db: None) -> stage.Cast:
    return stage.gather()


@pytest.fixture
def conversation(cast: stage.Cast) -> Conversation:
    return stage.conversation_of(cast)
