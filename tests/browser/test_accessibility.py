"""axe-core finds nothing to complain about, on any page, in either light, on a laptop or on a phone."""

from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page

from tests import tour
from tests.services.keepword import Keepword

pytestmark = pytest.mark.browser

AXE = (Path(__file__).parent / "vendor" / "axe.min.js").read_text(encoding="utf-8")
LAPTOP, PHONE = {"width": 1440, "height": 900}, {"width": 390, "height": 844}
TARGETS = (Path(__file__).parent / "targets.js").read_text(encoding="utf-8")


def faults(page: Page) -> list[str]:
    """What axe finds: the rule, and the element that breaks it."""
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(AXE)
    found = page.evaluate("() => axe.run(document, {resultTypes: ['violations']}).then(result => result.violations)")
    return [f"{page.url} {rule['id']}: {node['html'][:160]}" for rule in found for node in rule["nodes"]]


def _small(page: Page) -> list[str]:
    return [f"{page.url} is small: {one}" for one in page.evaluate(TARGETS)]


def _wide(page: Page) -> list[str]:
    """A page that a phone would push sideways."""
    is_wide = page.evaluate("() => document.documentElement.scrollWidth > document.documentElement.clientWidth")
    return [f"{page.url} is wider than the screen"] if is_wide else []


def test_every_screen_is_open_to_everybody(signed_in: Callable[..., BrowserContext], scenery: dict[str, int]):
    """By day at a laptop, then the same page at night and as wide as a phone. Nothing may stand in the browser's log
    either: a script that fails, or a style that the page's own policy forbids."""
    assert _found_on(tour.addresses(tour.INSIDE, rows=scenery).values(), context=signed_in()) == []


def test_live_chats_are_open_to_everybody(signed_in: Callable[..., BrowserContext], scenery: dict[str, int]):
    """As above, with a chat that rings above every page."""
    assert _found_on(tour.addresses(tour.CHATS, rows=scenery).values(), context=signed_in(tour.CHATTING)) == []


def _found_on(addresses: Iterable[str], *, context: BrowserContext) -> list[str]:
    page, found = context.new_page(), []
    page.on("pageerror", lambda error: found.append(f"{page.url} {error}"))
    page.on("console", lambda said: found.append(f"{page.url} {said.text}") if _is_complaint(said) else None)
    for address in addresses:
        page.set_viewport_size(LAPTOP)
        page.emulate_media(color_scheme="light")
        page.goto(address)
        found += faults(page) + _small(page)
        page.set_viewport_size(PHONE)
        page.emulate_media(color_scheme="dark")
        found += faults(page) + _small(page) + _wide(page)
    context.close()
    return found


@pytest.mark.parametrize("address", ["/inbox/open", "/conversations/1", "/settings", "/reports/promises"])
def test_what_only_a_wide_screen_shows_is_open_to_everybody_at_night(
    signed_in: Callable[..., BrowserContext], address: str
):
    context = signed_in(color_scheme="dark", viewport=LAPTOP)
    page = context.new_page()
    page.goto(address)
    found = faults(page)
    context.close()
    assert found == []


def _is_complaint(said: ConsoleMessage) -> bool:
    """An address that leads nowhere is one of the screens; the browser notes it as an error."""
    return said.type == "error" and not said.text.startswith("Failed to load resource")


@pytest.mark.parametrize("light", ["light", "dark"])
def test_the_entrance_is_open_to_everybody(shop: Keepword, browser: Browser, light: str):
    context = browser.new_context(base_url=shop.url, color_scheme=light)
    page = context.new_page()
    page.goto("/sign-in")
    found = faults(page)
    page.get_by_label("E-mail address").fill("nobody@leafloom.example")
    page.get_by_label("Password").fill("wrong")
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("alert").wait_for()
    found += faults(page)
    context.close()
    assert found == []


@pytest.mark.parametrize("light", ["light", "dark"])
@pytest.mark.parametrize("screen", [LAPTOP, PHONE], ids=["laptop", "phone"])
@pytest.mark.parametrize("language", ["en", "zh-hans", "ar"])
def test_when_and_how_we_are_reached_is_open_to_everybody(
    shop: Keepword, browser: Browser, light: str, screen, language: str
):
    context = browser.new_context(base_url=shop.url, color_scheme=light, viewport=screen)
    page = context.new_page()
    found = []
    for address in ("/contact/leaf-loom", "/reach/leaf-loom", "/hours/leaf-loom", "/chat/leaf-loom"):
        assert page.goto(f"{address}?language={language}").ok
        found += faults(page)
    context.close()
    assert found == []


@pytest.mark.parametrize("light", ["light", "dark"])
def test_setting_up_is_open_to_everybody(keepword: Keepword, browser: Browser, light: str):
    context = browser.new_context(color_scheme=light)
    page = context.new_page()
    page.goto(f"{keepword.url}/setup")
    found = faults(page)
    context.close()
    assert found == []


@pytest.mark.parametrize("light", ["light", "dark"])
def test_what_opens_over_a_page_is_open_to_everybody(signed_in: Callable[..., BrowserContext], light: str):
    context = signed_in(color_scheme=light, viewport=LAPTOP)
    page = context.new_page()
    page.goto("/conversations/1?view=open")
    found = []
    for key in ("a", "s", "t", "n", "?"):
        page.keyboard.press(key)
        found += faults(page)
        page.keyboard.press("Escape")
    context.close()
    assert found == []
