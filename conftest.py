"""Real servers and a browser for every test of the house, wherever it lies."""

import signal

import pytest
from hypothesis import HealthCheck, settings

pytest_plugins = ["tests.fixtures", "tests.reporting"]


def pytest_configure(config: pytest.Config) -> None:
    """SIGTERM ends a run as Ctrl-C does, so that the servers it started are stopped."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    # How fast this machine is today says nothing about the code.
    settings.register_profile("unhurried", deadline=None, suppress_health_check=[HealthCheck.too_slow])
    settings.load_profile("unhurried")
