"""The bell of a colleague rings while they look elsewhere, and they see to it by keyboard."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.conftest import COLLEAGUE

pytestmark = pytest.mark.browser


def test_who_is_called_hears_the_bell_reads_all_and_takes_it_back(
    desk: Page, signed_in: Callable[..., BrowserContext]
):
    with signed_in(COLLEAGUE) as colleague:
        page = colleague.new_page()
        page.goto("/inbox/spam")
        bell = page.locator("#bell")
        before = bell.get_attribute("data-count")
        desk.goto("/inbox/open")
        desk.keyboard.press("j")
        expect(desk.locator("#conversation")).to_be_visible()
        desk.keyboard.press("n")
        expect(desk.locator("#note-text")).to_be_focused()
        desk.locator("#note-text").fill("@Dave do you know this parcel?")
        desk.keyboard.press("Control+Enter")
        expect(bell).not_to_have_attribute("data-count", before or "")
        page.keyboard.press("i")
        notices = page.locator("#notice-list")
        expect(notices.locator(".mention").first).to_contain_text("mentions you.")
        page.keyboard.press("c")
        expect(notices).to_contain_text("All are marked as read.")
        expect(bell).to_have_attribute("data-count", "")
        page.keyboard.press("z")
        expect(bell).not_to_have_attribute("data-count", "")
