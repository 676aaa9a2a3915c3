"""The cast, and everything that follows from what they do."""

from collections.abc import Callable

import pytest

from keepword.conversations.models import Conversation
from keepword.events import working
from keepword.notices.models import Notice
from keepword.people.models import Agent
from tests import cast as stage


@pytest.fixture
def cast(db: None) -> stage.Cast:
    return stage.gather()


@pytest.fixture
def conversation(cast: stage.Cast) -> Conversation:
    return stage.conversation_of(cast)


@pytest.fixture
def told() -> Callable[[Agent], list[str]]:
    """Run what follows, and say of which kinds this agent has unread notices."""

    def kinds(agent: Agent) -> list[str]:
        while working.run_due_inside():
            pass
        return list(Notice.objects.filter(agent=agent, read_at=None).order_by("id").values_list("kind", flat=True))

    return kinds
