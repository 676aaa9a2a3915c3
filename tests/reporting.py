"""Says which tests were skipped and which were red, by name, and marks tests by what they need."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.running_again import RED, may_run_again

SERVERS = {"postgresql", "redis", "shared_dovecot", "keepword"}
MARKS_OF_FOLDERS = {"journeys": "journey", "faults": "fault"}
DATABASES = {
    "db",
    "transactional_db",
    "fresh_database",
    "lasting_database",
    "empty_database",
}  # by these a test meets that of the run


@pytest.hookimpl(wrapper=True, tryfirst=True)  # before pytest looks at the marks to choose, and after all have sorted
def pytest_collection_modifyitems(items: list[pytest.Item]) -> Iterator[None]:
    """A test that asks for a real server is marked by that alone, so that none is forgotten by --quick. Those with a
    browser come last: from the first of them on an event loop is running in this thread, in which `asyncio.run` of any
    other test would be refused."""
    _mark(items)
    yield
    items.sort(key=_has_browser)


def _has_browser(item: pytest.Item) -> bool:
    return "browser" in getattr(item, "fixturenames", ())


def _mark(items: list[pytest.Item]) -> None:
    for item in items:
        fixtures = set(getattr(item, "fixturenames", ()))
        if fixtures & SERVERS:
            item.add_marker("services")
        if _has_browser(item):
            item.add_marker("browser")
        for folder, mark in MARKS_OF_FOLDERS.items():
            if folder in item.path.parts:
                item.add_marker(mark)
        if not _meets_the_database(item, fixtures=fixtures):
            item.add_marker("once")


def _meets_the_database(item: pytest.Item, *, fixtures: set[str]) -> bool:
    """Whether a test may turn out differently on another database. Tests of bad days choose
    theirs themselves; so does whoever asks the test run's settings."""
    return (
        bool(fixtures & DATABASES) or item.get_closest_marker("django_db") is not None or "faults" in item.path.parts
    )


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """List the skipped tests, and write each test's outcome to $KEEPWORD_OUTCOMES for tests/run.py."""
    outcomes = {name: terminalreporter.stats.get(name, []) for name in ("passed", "failed", "error", "skipped")}
    for report in outcomes["skipped"]:
        terminalreporter.write_line(f"skipped: {report.nodeid}: {reason_of(report)}")
    if os.environ.get("KEEPWORD_OUTCOMES"):
        with Path(os.environ["KEEPWORD_OUTCOMES"]).open("a") as file:
            for outcome, reports in outcomes.items():
                file.writelines(_line(outcome, report) for report in reports)


def _line(outcome: str, report: pytest.TestReport | pytest.CollectReport) -> str:
    if outcome in ("failed", "error") and may_run_again(report):
        outcome = RED
    return f"{outcome}\t{report.nodeid}\t{reason_of(report)}\n"


def reason_of(report: pytest.TestReport | pytest.CollectReport) -> str:
    """Why a test was skipped, or the first line of what is wrong with it; empty when it passed."""
    if isinstance(report.longrepr, tuple):
        return " ".join(str(report.longrepr[2]).removeprefix("Skipped: ").split())
    crash = getattr(report.longrepr, "reprcrash", None)
    lines = str(crash.message if crash else report.longrepr or "").strip().splitlines()
    return " ".join(lines[0].split()) if lines else ""
