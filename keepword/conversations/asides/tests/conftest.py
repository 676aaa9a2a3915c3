"""A conversation of a customer, and a supplier who is asked about it."""

import pytest

from keepword.conversations.asides.beginning import Wanted, begin
from tests import cast as stage

SUPPLIER = "sales@mill.example"


@pytest.fixture
def cast(db: None) -> stage.Cast:
    return stage.gather()


@pytest.fixture
def conversation(cast):
    return stage.conversation_of(cast)


@pytest.fixture
def asked(cast, conversation):
    """The first letter to the supplier."""
    wanted = Wanted("Walnut trays", "When do they come?", addresses=[SUPPLIER])
    return begin(conversation, wanted=wanted, by=cast.mina)
