"""axe-core finds nothing to complain about, on any page, in either light, on a laptop or on a phone."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.services.keepword import Keepword

pytestmark = pytest.mark.browser

AXE = (Path(__file__).parent / "vendor" / "axe.min.js").read_text(encoding="utf-8")
LAPTOP, PHONE = {"width": 1440, "height": 900}, {"width": 390, "height": 844}
DESK = [
    "/inbox/unassigned",
    "/inbox/spam",
    "/search?q=parcel",
    "/search?q=xyzzy",
    "/conversations/1?view=open",
    "/settings",
    "/settings/password",
    "/settings/security",
    "/settings/security/app",
    "/day",
    "/settings/views",
    "/settings/views/new?q=status:open+tag:x+from:@acme.example+team:mine",
    "/promises",
    "/tasks",
    "/conversations/1/tasks",
    "/conversations/1/asides/new?way=forward",
    "/contacts",
    "/contacts?q=xyzzy",
    "/contacts/1",
    "/contacts/1/note",
    "/contacts/1/correction",
    "/hand-overs",
    "/reports/promises",
    "/reports/promises/told/email",
    "/reports/promises/targets/email",
    "/reports/coverage",
    "/reports/channels",
    "/nowhere",
]
HOUSE = [
    "/settings/inboxes",
    "/settings/access",
    "/settings/agents",
    "/settings/teams",
    "/settings/brands",
    "/settings/brands/1",
    "/settings/agents/1",
    "/settings/teams/1",
    "/settings/inboxes/1",
    "/settings/hours",
    "/settings/hours/new",
    "/settings/hours/1",
    "/settings/policies",
    "/settings/policies/new",
    "/settings/policies/1",
    "/settings/channels",
    "/settings/channels/1",
    "/settings/acknowledgements",
    "/settings/acknowledgements/1",
    "/settings/outbox",
    "/settings/failures",
    "/settings/roles",
    "/settings/roles/new",
    "/settings/audit",
    "/settings/tags",
    "/settings/signatures",
    "/settings/signatures/new",
    "/settings/agents/import",
    "/settings/unread-mail",
]


def faults(page: Page) -> list[str]:
    """What axe finds: the rule, and the element that breaks it."""
    page.evaluate(AXE)
    found = page.evaluate("() => axe.run(document, {resultTypes: ['violations']}).then(result => result.violations)")
    return [f"{page.url} {rule['id']}: {node['html'][:160]}" for rule in found for node in rule["nodes"]]


@pytest.mark.parametrize("light", ["light", "dark"])
@pytest.mark.parametrize("screen", [LAPTOP, PHONE], ids=["laptop", "phone"])
def test_every_page_of_the_desk_is_open_to_everybody(signed_in: Callable[..., BrowserContext], light: str, screen):
    context = signed_in(color_scheme=light, viewport=screen)
    page = context.new_page()
    found = []
    for address in [*DESK, *HOUSE]:
        page.goto(address)
        found += faults(page)
    context.close()
    assert found == []


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
    for address in ("/contact/leaf-loom", "/reach/leaf-loom", "/hours/leaf-loom"):
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
