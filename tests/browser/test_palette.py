"""Go anywhere and do anything by keyboard, in a real browser; Korean and Chinese are put together in peace."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_accessibility import faults

pytestmark = pytest.mark.browser


def test_a_few_letters_lead_to_a_list(desk: Page):
    desk.goto("/inbox/unassigned")
    desk.keyboard.press("Control+k")
    box = desk.get_by_role("combobox", name="Find anything")
    expect(box).to_be_focused()
    desk.keyboard.type("snooz")
    expect(desk.get_by_role("option").first).to_contain_text("Snoozed")
    assert faults(desk) == []
    desk.keyboard.press("Enter")
    desk.wait_for_url("**/inbox/snoozed")


def test_an_act_is_done_in_place_and_what_was_written_stays(desk: Page):
    desk.goto("/conversations/1?view=open")
    desk.keyboard.press("r")
    desk.keyboard.type("Dear customer")
    desk.keyboard.press("Control+k")
    desk.keyboard.type("tag teapot club")
    option = desk.get_by_role("option", name=re.compile("Tag: teapot club"))
    expect(option).to_have_attribute("aria-selected", "true")
    desk.keyboard.press("Enter")
    expect(desk.locator("#conversation-details")).to_contain_text("teapot club")
    expect(desk.locator("#reply-text")).to_have_value("Dear customer")


@pytest.mark.parametrize("typed", ["배송", "订单"])
def test_enter_that_ends_a_syllable_chooses_nothing(desk: Page, typed: str):
    desk.goto("/inbox/open")
    desk.keyboard.press("Control+k")
    client = desk.context.new_cdp_session(desk)
    client.send("Input.imeSetComposition", {"text": typed, "selectionStart": len(typed), "selectionEnd": len(typed)})
    desk.evaluate(
        "document.activeElement.dispatchEvent(new KeyboardEvent('keydown', "
        "{key: 'Enter', isComposing: true, bubbles: true, cancelable: true}))"
    )
    assert desk.url.endswith("/inbox/open")
    client.send("Input.insertText", {"text": typed})
    expect(desk.get_by_role("option").last).to_contain_text(typed)
    desk.keyboard.press("ArrowUp")
    desk.keyboard.press("Enter")
    desk.wait_for_url("**/search?q=*")
    expect(desk.locator(".row").first).to_be_visible()


def test_single_letters_can_be_switched_off(desk: Page):
    desk.goto("/inbox/open")
    desk.keyboard.press("?")
    desk.get_by_label("Single letters are keys").uncheck()
    desk.keyboard.press("Escape")
    desk.keyboard.press("?")
    expect(desk.locator("#keys")).not_to_be_visible()
    desk.keyboard.press("Control+k")
    expect(desk.get_by_role("combobox", name="Find anything")).to_be_focused()
