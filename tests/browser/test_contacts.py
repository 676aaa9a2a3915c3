"""A person is found and noted about in a real browser, by keyboard alone."""

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser


def test_a_note_on_a_person_is_written_by_keyboard_and_stands_beside_their_conversation(desk: Page):
    desk.goto("/conversations/1")
    name = desk.locator(".contact-card h2").inner_text()
    desk.goto("/contacts")
    desk.get_by_role("searchbox").focus()
    with desk.expect_response("**/contacts?q=*"):
        desk.keyboard.type(name)
    person = desk.locator(".contact-row", has_text=name).first
    expect(person).to_be_visible()
    expect(desk.get_by_role("searchbox")).to_be_focused()
    desk.keyboard.press("Tab")
    expect(person).to_be_focused()
    desk.keyboard.press("Enter")
    expect(desk.get_by_role("heading", level=1)).to_have_text(name)
    desk.get_by_role("link", name="Change the note").focus()
    desk.keyboard.press("Enter")
    desk.get_by_role("textbox", name="Note").focus()
    desk.keyboard.type("Short answers, please.")
    desk.keyboard.press("Tab")
    desk.keyboard.press("Enter")
    expect(desk.locator(".contact-note")).to_have_text("Short answers, please.")
    desk.goto("/conversations/1")
    expect(desk.locator("#contact")).to_contain_text("Short answers, please.")
