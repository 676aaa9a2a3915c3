"""The cast and what they use again and again."""

from collections.abc import Callable

import pytest

from keepword.conversations.macros.defining import Draft, define
from keepword.conversations.models import Conversation, Macro
from tests import cast as stage


@pytest.fixture
def cast(db: None) -> stage.Cast:
    return stage.gather()


@pytest.fixture
def conversation(cast: stage.Cast) -> Conversation:
    return stage.conversation_of(cast)


@pytest.fixture
def macro(cast: stage.Cast) -> Callable[..., Macro]:
    """A macro of everybody's, made by the administrator."""

    def make(**fields: object) -> Macro:
        return define(Draft(**({"name": "Late", "texts": {"en": "Sorry."}} | fields)), by=cast.ruth)  # type: ignore[arg-type]

    return make
