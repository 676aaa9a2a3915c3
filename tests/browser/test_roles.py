"""A role is made and given by keyboard alone, and its holder is shown what it lets them do."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.conftest import COLLEAGUE

pytestmark = pytest.mark.browser


def reach(page: Page, label: str) -> None:
    """By Tab, as somebody without a mouse does."""
    wanted = page.get_by_label(label, exact=True)
    for _ in range(80):
        page.keyboard.press("Tab")
        if wanted.evaluate("one => one === document.activeElement"):
            return
    raise AssertionError(f"{label} is not reached by Tab")


def test_a_role_is_made_and_given_by_keyboard_and_hides_what_it_does_not_include(
    desk: Page, signed_in: Callable[..., BrowserContext]
):
    desk.goto("/settings/roles/new")
    reach(desk, "Name of the role")
    desk.keyboard.type("Reads along")
    for _ in range(2):
        desk.keyboard.press("Tab")  # past Reply, to Write notes
    desk.keyboard.press("Space")
    desk.keyboard.press("Enter")
    expect(desk.get_by_role("link", name="Reads along")).to_be_visible()
    desk.goto("/settings/agents?q=dave")
    desk.get_by_role("link", name="Dave Ortiz").press("Enter")
    reach(desk, "Role")
    desk.keyboard.type("Reads along")
    reach(desk, "Time zone")
    desk.get_by_role("button", name="Save").press("Enter")
    expect(desk.get_by_text("Saved.")).to_be_visible()
    dave = signed_in(COLLEAGUE).new_page()
    dave.goto("/conversations/1")
    expect(dave.get_by_role("button", name="Add note")).to_be_visible()
    expect(dave.get_by_role("button", name="Send", exact=True)).to_have_count(0)
    expect(dave.get_by_role("button", name="Resolve")).to_have_count(0)
    dave.context.close()
