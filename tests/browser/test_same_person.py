"""Two rows of one person become one and two again, by keyboard alone."""

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser


def test_a_duplicate_is_merged_and_parted_again_by_keyboard(desk: Page):
    desk.goto("/contacts/1")
    merge = desk.get_by_role("button", name="Merge", exact=True)
    expect(merge).to_be_visible()
    merge.focus()
    desk.keyboard.press("Enter")
    told = desk.get_by_role("status").filter(has_text="was merged into this contact")
    expect(told).to_be_visible()
    expect(desk.get_by_role("heading", name="Perhaps the same person")).to_have_count(0)
    told.get_by_role("button", name="Undo").focus()
    desk.keyboard.press("Enter")
    expect(desk.get_by_role("heading", name="Perhaps the same person")).to_be_visible()
