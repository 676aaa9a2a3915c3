"""The cast at their screens."""

from collections.abc import Callable

import pytest
from django.test import Client

from keepword.conversations.models import Conversation
from keepword.people.models import Agent
from tests import cast as stage


@pytest.fixture
def cast(db: None) -> stage.Cast:
    return stage.gather()


@pytest.fixture
def conversation(cast: stage.Cast) -> Conversation:
    return stage.conversation_of(cast)


@pytest.fixture
def at_desk() -> Callable[[Agent], Client]:
    """A browser in which this agent is signed in."""

    def sit(agent: Agent) -> Client:
        client = Client()
        client.force_login(agent, backend="keepword.people.recognising.Backend")
        return client

    return sit


@pytest.fixture
def mina(cast: stage.Cast, at_desk: Callable[[Agent], Client]) -> Client:
    return at_desk(cast.mina)


@pytest.fixture
def ruth(cast: stage.Cast, at_desk: Callable[[Agent], Client]) -> Client:
    return at_desk(cast.ruth)


@pytest.fixture
def stranger(cast: stage.Cast, at_desk: Callable[[Agent], Client]) -> Client:
    return at_desk(cast.stranger)
