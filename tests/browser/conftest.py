"""A lively shop, served by the real program, and agents who look at it in a real browser."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from keepword.wiring.demo.showing import PASSWORD
from tests import tour
from tests.services.keepword import Keepword
from tests.services.keepword import keepword as start

SIGN_IN = "mina@leafloom.example"
COLLEAGUE = "dave@leafloom.example"


@pytest.fixture(scope="module")
def shop(demo_world: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Keepword]:
    """A world of its own for each file of tests."""
    data = tmp_path_factory.mktemp("shop") / "data"
    shutil.copytree(demo_world, data)
    with start(data) as server:
        yield server


@pytest.fixture(scope="module")
def signed_in(shop: Keepword, browser: Browser) -> Callable[..., BrowserContext]:
    """A browser in which the agent has signed in; any further words are for the context."""
    kept: dict[str, object] = {}

    def enter(email: str = SIGN_IN, **options: object) -> BrowserContext:
        if email not in kept:
            kept[email] = _sign_in(browser, shop=shop, email=email)
        return browser.new_context(storage_state=kept[email], base_url=shop.url, locale="en-GB", **options)

    return enter


def _sign_in(browser: Browser, *, shop: Keepword, email: str) -> object:
    context = browser.new_context(base_url=shop.url)
    page = context.new_page()
    page.goto("/sign-in")
    page.get_by_label("E-mail address").fill(email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/inbox/**")
    state = context.storage_state()
    context.close()
    return state


@pytest.fixture(scope="module")
def scenery(shop: Keepword) -> dict[str, int]:
    """The rows of the tour in this shop; their numbers by name."""
    return tour.add_scenery(shop.data)


@pytest.fixture
def desk(signed_in: Callable[..., BrowserContext]) -> Iterator[Page]:
    """Mina at a laptop."""
    context = signed_in(viewport={"width": 1440, "height": 900})
    page, complaints = context.new_page(), []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    yield page
    context.close()
    assert complaints == []


@pytest.fixture
def unhurried(desk: Page) -> Iterator[Page]:
    """Mina, who has thirty seconds to take an answer back: nothing leaves while a busy machine looks for its card."""
    _take(desk, seconds=30)
    yield desk
    _take(desk, seconds=10)


def _take(page: Page, *, seconds: int) -> None:
    page.goto("/settings")
    page.get_by_label("Undo sending").select_option(str(seconds))
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Saved.")).to_be_visible()
