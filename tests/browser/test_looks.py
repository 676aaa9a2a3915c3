"""How it feels: on a phone in one hand, and where the settings are found."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

pytestmark = pytest.mark.browser

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}


@pytest.fixture
def phone(signed_in: Callable[..., BrowserContext]):
    context = signed_in(**PHONE)
    yield context.new_page()
    context.close()


def _height(page: Page, selector: str) -> float:
    return page.locator(selector).bounding_box()["height"]


def test_on_a_phone_the_composer_is_one_line_until_somebody_writes(phone: Page):
    phone.goto("/conversations/1")
    send = phone.get_by_role("button", name="Send", exact=True)
    expect(send).to_be_hidden()
    assert _height(phone, "#composer") < 60
    phone.locator("#reply-text").tap()
    expect(send).to_be_in_viewport(ratio=1)
    assert _height(phone, "#composer") < phone.viewport_size["height"] * 0.35
    phone.keyboard.type("First\n" * 40)
    expect(send).to_be_in_viewport(ratio=1)
    assert _height(phone, ".conversation-thread") > phone.viewport_size["height"] * 0.3
    phone.locator(".conversation-thread").tap()
    expect(send).to_be_in_viewport(ratio=1)  # what is written stays open
    phone.locator(".composer-reply .composer-away").tap()
    expect(phone.get_by_text("Your draft was put away.")).to_be_visible()
    phone.get_by_role("radio", name="Note").locator("..").tap()
    expect(phone.locator("#note-text")).to_be_focused()


def test_the_composer_stays_above_the_keyboard_of_a_phone(phone: Page):
    phone.goto("/conversations/1")
    phone.locator("#reply-text").tap()
    # A keyboard that covers the page without shrinking it, as some phones have it.
    phone.evaluate("""() => {
        Object.defineProperty(visualViewport, "height", { value: 480, configurable: true });
        visualViewport.dispatchEvent(new Event("resize"));
    }""")
    send = phone.get_by_role("button", name="Send", exact=True).bounding_box()
    assert send["y"] + send["height"] <= 480
    phone.evaluate("() => { delete visualViewport.height; visualViewport.dispatchEvent(new Event('resize')); }")
    assert _height(phone, ".desk") == 844


def test_a_setting_is_found_by_another_word_for_it(desk: Page):
    desk.goto("/settings")
    finder = desk.get_by_label("Find a setting")
    finder.fill("holidays")
    names = desk.get_by_role("navigation", name="Settings")
    expect(names.get_by_role("link")).to_have_text(["Hours"])
    finder.press("Enter")
    desk.wait_for_url("**/settings/hours")
    finder.fill("zyzzyva")
    expect(names.get_by_role("status")).to_contain_text("No setting is called so.")


def test_on_a_phone_every_setting_is_two_presses_away(phone: Page):
    phone.goto("/settings/failures")
    phone.get_by_role("button", name="All settings").tap()
    expect(phone.get_by_role("link", name="Failures")).to_be_in_viewport()
    phone.get_by_role("navigation", name="Settings").get_by_role("link", name="Teams").tap()
    phone.wait_for_url("**/settings/teams")
