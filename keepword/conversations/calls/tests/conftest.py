"""The cast, and a customer who wrote."""

import pytest

from keepword.conversations.models import Conversation
from tests import cast as stage


@pytest.fixture
def cast(db: None) -> stage.Cast:
    return stage.gather()


@pytest.fixture
def conversation(cast: stage.Cast) -> Conversation:
    return stage.conversation_of(cast)
