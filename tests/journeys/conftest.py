"""A shop that is open: the real program, a relay that carries its mail to real mailboxes, and people at both ends."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.fixtures import BROWSER_SECONDS
from tests.journeys.customer import Customer
from tests.journeys.desk import Desk
from tests.services.dovecot import Dovecot
from tests.services.keepword import Keepword, keepword_from_nothing
from tests.services.keepword import keepword as start_keepword
from tests.services.postman import Postman
from tests.services.postman import postman as start_postman

INBOX = "support@shop.example"
ADMIN = "mina@shop.example"
PASSWORD = "an old lighthouse keeps its word"


@pytest.fixture(scope="module")
def postman(shared_dovecot: Dovecot) -> Iterator[Postman]:
    with start_postman(shared_dovecot) as own:
        yield own


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory, lasting_database: str, postman: Postman) -> Iterator[Keepword]:
    """Set up, with Mina as its administrator. Starting takes seconds, so the tests of a file share it: each brings
    a conversation of its own."""
    data, settings = tmp_path_factory.mktemp("shop") / "data", {"KEEPWORD_RELAY_URL": postman.url}
    with start_keepword(data, database_url=lasting_database, settings=settings) as server:
        server.set_up(inbox=INBOX, admin=ADMIN)
        yield server


@pytest.fixture
def new_shop(tmp_path: Path, empty_database: str, postman: Postman) -> Iterator[Keepword]:
    """Nobody has set it up yet: there is neither a table nor a folder."""
    settings = {"KEEPWORD_RELAY_URL": postman.url}
    with keepword_from_nothing(tmp_path / "data", database_url=empty_database, settings=settings) as server:
        yield server


@pytest.fixture
def mei(shop: Keepword, dovecot: Dovecot) -> Customer:
    return customer_of(shop, dovecot=dovecot)


def customer_of(shop: Keepword, *, dovecot: Dovecot) -> Customer:
    return Customer("王梅", "mei@customer.example", INBOX, shop, dovecot)


@pytest.fixture
def new_page(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Another person's browser. The test fails if one of its pages complains of a script or the security policy."""
    complaints: list[str] = []
    with ExitStack() as stack:

        def come(**settings: object) -> Page:
            size = {"width": 1280, "height": 800}
            context = browser.new_context(**{"viewport": size, "locale": "en-GB", "timezone_id": "UTC"} | settings)
            stack.callback(context.close)
            context.set_default_timeout(BROWSER_SECONDS * 1000)
            page = context.new_page()
            page.on("pageerror", lambda error: complaints.append(str(error)))
            page.on("console", lambda message: complaints.append(message.text) if _is_complaint(message) else None)
            return page

        yield come
    assert complaints == []


def _is_complaint(message: object) -> bool:
    """A form that answers 422 and a lost connection are part of the plan; the browser notes both as errors."""
    lost = ("Failed to load resource", "htmx:sendError", "htmx:afterRequest")
    return message.type == "error" and not message.text.startswith(lost)


@pytest.fixture
def new_desk(new_page: Callable[..., Page]) -> Callable[..., Desk]:
    """An agent who signs in: give the shop, the address and the password."""

    def sit(shop: Keepword, *, email: str, password: str, **settings: object) -> Desk:
        desk = Desk(new_page(**settings), shop.url)
        desk.sign_in(email=email, password=password)
        return desk

    return sit


@pytest.fixture(scope="module")
def signed_in(shop: Keepword, browser: Browser) -> dict[str, object]:
    """Mina's cookies: Argon2 takes its time on purpose, once is enough."""
    with browser.new_context() as context:
        Desk(context.new_page(), shop.url).sign_in(email=ADMIN, password=PASSWORD)
        return context.storage_state()


@pytest.fixture
def mina(shop: Keepword, signed_in: dict[str, object], new_page: Callable[..., Page]) -> Desk:
    """Mina at her desk, with a browser of her own."""
    desk = Desk(new_page(storage_state=signed_in), shop.url)
    desk.show("open")
    return desk
