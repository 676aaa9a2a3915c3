"""A conversation that somebody sent in for another becomes the other's, and the sender's again, by keyboard alone."""

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser


def test_the_customer_is_changed_and_changed_back_by_keyboard(desk: Page):
    desk.goto("/conversations/1")
    name = desk.locator("#contact h2").inner_text()
    change = desk.get_by_role("link", name="Change customer")
    change.focus()
    desk.keyboard.press("Enter")
    expect(desk.get_by_label("Name or mail address of the customer")).to_be_focused()
    desk.keyboard.type("carl@elsewhere.example")
    theirs = desk.get_by_role("button", name="Make it theirs: carl@elsewhere.example")
    expect(theirs).to_be_visible()
    desk.keyboard.press("Tab")
    desk.keyboard.type("Carl Customer")
    theirs.focus()
    desk.keyboard.press("Enter")
    told = desk.get_by_role("status").filter(has_text="Carl Customer's conversation now")
    expect(told).to_be_visible()
    expect(desk.locator("#contact h2")).to_have_text("Carl Customer")
    told.get_by_role("button", name="Undo").focus()
    desk.keyboard.press("Enter")
    expect(desk.locator("#contact h2")).to_have_text(name)
