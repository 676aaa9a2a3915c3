"""Fixtures for every test of the house: real servers, started only when a test asks for one."""

import os
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import TypeVar

import pytest
from django.conf import settings
from django.test import TransactionTestCase
from playwright.sync_api import Browser, BrowserContext, Page

from keepword.events import auditing
from keepword.hours import in_force
from keepword.promises.clocks import policies
from keepword.promises.waits import recalling
from tests import tour
from tests.services.certificates import Certificate, make_certificate
from tests.services.chromium import chromium
from tests.services.dovecot import Dovecot
from tests.services.dovecot import dovecot as start_dovecot
from tests.services.keepword import Keepword
from tests.services.keepword import keepword as start_keepword
from tests.services.postgresql import PostgreSQL
from tests.services.postgresql import postgresql as start_postgresql
from tests.services.prepared import prepared_database
from tests.services.processes import Missing
from tests.services.redis import Redis
from tests.services.redis import redis as start_redis
from tests.services.relay import Relay
from tests.services.relay import relay as start_relay

BROWSER_SECONDS = 60
Started = TypeVar("Started")


@pytest.fixture(scope="session", autouse=True)
def _every_table_is_emptied() -> None:
    """After a test that commits, PostgreSQL empties what Django's models name, and refuses because the search index
    points to it. A test case that lists its apps empties what hangs on them too."""
    TransactionTestCase.available_apps = list(settings.INSTALLED_APPS)


@pytest.fixture(autouse=True)
def _nothing_is_remembered() -> None:
    """A test's rows are rolled back and their numbers given out again: what was read of a version goes with it."""
    in_force.forget()
    policies.forget()
    auditing.forget()
    recalling.forget()


@pytest.fixture(scope="session")
def postgresql() -> Iterator[PostgreSQL]:
    with _or_skip(start_postgresql()) as server:
        yield server


@pytest.fixture(scope="session")
def redis() -> Iterator[Redis]:
    with _or_skip(start_redis()) as server:
        yield server


@pytest.fixture(scope="session")
def shared_dovecot() -> Iterator[Dovecot]:
    with _or_skip(start_dovecot()) as server:
        yield server


@pytest.fixture
def relay() -> Iterator[Relay]:
    """A relay that accepts, until a test changes its mood."""
    with start_relay() as server:
        yield server


@pytest.fixture
def dovecot(shared_dovecot: Dovecot) -> Dovecot:
    """Started once, with empty mailboxes for every test."""
    for user in shared_dovecot.users:
        shared_dovecot.empty(user)
    return shared_dovecot


@pytest.fixture(scope="session")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Certificate:
    try:
        return make_certificate(tmp_path_factory.mktemp("certificate"))
    except Missing as missing:
        pytest.skip(str(missing))


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    # Playwright keeps an event loop in this thread, and Django would refuse to touch its database there.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with _or_skip(chromium()) as browser:
        yield browser


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A person with a new browser: no cookies, a laptop's window."""
    context = browser.new_context(viewport={"width": 1280, "height": 800}, locale="en-GB", timezone_id="UTC")
    context.set_default_timeout(BROWSER_SECONDS * 1000)
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """One tab. The test fails if the page's own script or its security policy complains."""
    page, complaints = context.new_page(), []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda message: complaints.append(message.text) if _is_complaint(message) else None)
    yield page
    assert complaints == []


@pytest.fixture
def fresh_database(request: pytest.FixtureRequest) -> str:
    """DATABASE_URL for a real process under test: a database of its own of the engine that this run is about, prepared
    for this version and with nothing in it.

    Empty for SQLite, where the data folder says it all.
    """
    return prepared_database(request.getfixturevalue("postgresql")) if os.environ.get("DATABASE_URL") else ""


@pytest.fixture(scope="module")
def lasting_database(request: pytest.FixtureRequest) -> str:
    """As `fresh_database`, for a process that all tests of a file share."""
    return prepared_database(request.getfixturevalue("postgresql")) if os.environ.get("DATABASE_URL") else ""


@pytest.fixture
def empty_database(request: pytest.FixtureRequest) -> str:
    """As `fresh_database`, without a table: for a first start."""
    return request.getfixturevalue("postgresql").new_database() if os.environ.get("DATABASE_URL") else ""


@pytest.fixture(scope="session")
def demo_world(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder of a filled shop, made by `serve --demo` once and stopped again; its chats are over. Copy it:
    filling it takes most of a start."""
    data = tmp_path_factory.mktemp("demo") / "data"
    with start_keepword(data, arguments=("--demo",)):
        pass
    tour.hush(data)
    return data


@pytest.fixture
def keepword(tmp_path: Path, fresh_database: str) -> Iterator[Keepword]:
    """The real program on an empty database of the engine that this run is about; nobody has set it up yet."""
    with start_keepword(tmp_path / "data", database_url=fresh_database) as server:
        yield server


def _is_complaint(message: object) -> bool:
    """A form that answers 422 is part of the plan; the browser notes it as an error all the same."""
    return message.type == "error" and not message.text.startswith("Failed to load resource")


@contextmanager
def _or_skip(start: AbstractContextManager[Started]) -> Iterator[Started]:
    try:
        started = start.__enter__()
    except Missing as missing:
        pytest.skip(str(missing))
    try:
        yield started
    finally:
        start.__exit__(None, None, None)
