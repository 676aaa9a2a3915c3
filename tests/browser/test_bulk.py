"""Many conversations at once, by keyboard, in a real browser."""

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser


def test_rows_are_selected_by_keyboard_tagged_and_the_tag_is_taken_back(desk: Page):
    desk.goto("/inbox/open")
    rows = desk.locator("#inbox-list .row")
    rows.first.focus()
    desk.keyboard.press("x")
    rows.nth(2).focus()
    desk.keyboard.press("Shift+X")
    expect(desk.locator(".bulk-count")).to_have_text("3 selected")
    expect(desk.locator(".row[data-picked]")).to_have_count(3)
    desk.get_by_label("What to do with them").select_option("tag")
    desk.get_by_label("The tag, or what each of them is told").fill("by keyboard")
    desk.get_by_role("button", name="Do it").focus()
    desk.keyboard.press("Enter")
    expect(desk.locator(".bulk-words")).to_contain_text("3 of 3")
    expect(desk.locator(".row[data-picked]")).to_have_count(0)
    desk.locator("#bulk-progress").get_by_role("button", name="Undo").focus()
    desk.keyboard.press("Enter")
    expect(desk.locator(".bulk-words")).to_contain_text("Taking back")
    expect(desk.locator(".bulk-words")).to_contain_text("3 of 3")
    desk.keyboard.press("Escape")
    expect(desk.locator("#bulk-bar")).to_be_hidden()


def test_two_conversations_are_merged_by_keyboard_and_parted_again(desk: Page):
    desk.goto("/inbox/open")
    desk.keyboard.press("j")
    expect(desk.locator("#conversation")).to_be_visible()
    address = desk.url
    desk.keyboard.press("m")
    expect(desk.get_by_role("heading", name="Merge or link")).to_be_visible()
    expect(desk.get_by_label("Find the other conversation")).to_be_focused()
    desk.locator("#join-choices button").first.focus()
    desk.keyboard.press("Enter")
    expect(desk.get_by_text("was merged into this conversation.")).to_be_visible()
    assert desk.url.partition("?")[0] == address.partition("?")[0]
    desk.locator("#conversation-head").get_by_role("button", name="Undo").focus()
    desk.keyboard.press("Enter")
    expect(desk.get_by_text("was merged into this conversation.")).to_have_count(0)
