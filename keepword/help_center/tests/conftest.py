"""A customer at the door of the shop."""

import pytest
from django.test import Client

from keepword.promises.models import Acknowledgement
from tests import cast as stage


@pytest.fixture
def cast(db: None) -> stage.Cast:
    cast = stage.gather()
    Acknowledgement.objects.create(inbox=cast.inbox, is_on=False)  # what follows from a message has tests of its own
    return cast


@pytest.fixture
def visitor() -> Client:
    """A browser that takes cookies, and a server that insists on them."""
    return Client(enforce_csrf_checks=True)
