"""A customer at the door of the shop."""

import pytest
from django.test import Client

from tests import cast as stage


@pytest.fixture
def cast(db: None) -> stage.Cast:
    return stage.gather()


@pytest.fixture
def visitor() -> Client:
    """A browser that takes cookies, and a server that insists on them."""
    return Client(enforce_csrf_checks=True)
