"""A page is left open overnight and the session has ended in the morning: no word that was typed is lost."""

import re

import pytest
from playwright.sync_api import Page, expect

from keepword.wiring.demo.showing import PASSWORD
from tests.browser.conftest import COLLEAGUE, SIGN_IN

pytestmark = pytest.mark.browser


def begin(page: Page, place: int, *, words: str) -> str:
    page.goto("/inbox/unassigned")
    page.locator(".row").nth(place).click()
    expect(page.locator("#conversation")).to_be_visible()
    page.keyboard.press("r")
    expect(page.locator("#reply-text")).to_be_focused()
    with page.expect_response(lambda one: one.url.endswith("/draft") and one.request.method == "POST"):
        page.keyboard.type(words)
    return re.sub(r"\?.*", "", page.url)


def sign_in(page: Page, *, email: str = SIGN_IN) -> None:
    page.wait_for_url("**/sign-in**")
    page.get_by_label("E-mail address").fill(email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(lambda url: "/sign-in" not in url)


def test_an_answer_that_was_sent_after_the_session_ended_is_there_after_signing_in(desk: Page):
    begin(desk, 2, words="Begun in the evening")
    desk.context.clear_cookies(name="keepword")
    desk.keyboard.type(", gone on with in the morning")
    desk.keyboard.press("Control+Enter")
    sign_in(desk)
    # One is back where one was, and reads what happened.
    expect(desk.locator("#reply-text")).to_have_value("Begun in the evening, gone on with in the morning")
    expect(desk.locator("#status-line")).to_contain_text("What you wrote is here again. It was not sent.")
    with desk.expect_response(lambda one: one.url.endswith("/draft") and one.request.method == "POST") as saved:
        desk.locator("#reply-text").press("Control+End")
        desk.keyboard.type(".")
    assert saved.value.status == 200
    desk.reload()
    expect(desk.locator("#reply-text")).to_have_value("Begun in the evening, gone on with in the morning.")


def test_who_signed_in_again_in_another_tab_sends_with_one_press_more(desk: Page):
    begin(desk, 3, words="Begun in the evening")
    desk.context.clear_cookies(name="keepword")
    other = desk.context.new_page()
    other.goto("/sign-in")
    sign_in(other)
    desk.bring_to_front()
    desk.locator("#reply-text").press("Control+End")
    desk.keyboard.type(", sent in the morning")
    desk.keyboard.press("Control+Enter")
    expect(desk.locator("#status-line")).to_contain_text("What you wrote is here again. It was not sent.")
    desk.locator("#reply-text").press("Control+Enter")
    expect(desk.locator(".leaving-card")).to_contain_text("Begun in the evening, sent in the morning")


def test_another_device_went_on_meanwhile_and_both_words_are_there(desk: Page, signed_in):
    address = begin(desk, 4, words="Begun in the evening")
    desk.context.set_offline(True)
    desk.keyboard.type(", from the train")
    context = signed_in(viewport={"width": 390, "height": 844})
    phone = context.new_page()
    phone.goto(address)
    with phone.expect_response(lambda one: one.url.endswith("/draft") and one.request.method == "POST"):
        phone.locator("#reply-text").press("Control+End")
        phone.keyboard.type(", from the phone")
    context.close()
    desk.goto("about:blank")
    desk.context.set_offline(False)
    desk.goto(address)
    expect(desk.locator("#reply-text")).to_have_value("Begun in the evening, from the train")
    expect(desk.locator(".composer-reply [data-conflict]")).to_contain_text("Begun in the evening, from the phone")


def test_the_next_agent_at_this_browser_does_not_read_them(desk: Page):
    address = begin(desk, 5, words="Begun in the evening")
    desk.context.set_offline(True)
    desk.keyboard.type(", of Mina alone")
    desk.goto("about:blank")
    desk.context.set_offline(False)
    desk.context.clear_cookies(name="keepword")
    desk.goto("/sign-in")
    sign_in(desk, email=COLLEAGUE)
    desk.goto(address)
    expect(desk.locator("#reply-text")).to_have_value("")
