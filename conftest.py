"""Real servers and a browser for every test of the house, wherever it lies."""

import signal

import pytest
from django.db import connection
from hypothesis import HealthCheck, settings
from pytest_django.plugin import DjangoDbBlocker

from keepword.events import append_only
from keepword.hours import almanac  # noqa: F401  each test that asks for holidays would start a process for them

pytest_plugins = ["tests.fixtures", "tests.reporting"]


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    """After a test that commits, every table is emptied, the audit log too: its guard is off, and tests of the guard
    put it on (events/tests/test_append_only.py)."""
    with django_db_blocker.unblock():
        append_only.unguard(connection)


def pytest_configure(config: pytest.Config) -> None:
    """SIGTERM ends a run as Ctrl-C does, so that the servers it started are stopped."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    # How fast this machine is today says nothing about the code.
    settings.register_profile("unhurried", deadline=None, suppress_health_check=[HealthCheck.too_slow])
    settings.load_profile("unhurried")
