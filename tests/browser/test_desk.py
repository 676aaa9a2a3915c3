"""The desk in a real browser: by keyboard, without scripts, and in a window of any width."""

from collections.abc import Callable

import pytest
from playwright.sync_api import APIResponse, BrowserContext, Page, Route, expect

pytestmark = pytest.mark.browser


def test_a_conversation_opens_beside_the_list_without_loading_the_page_anew(desk: Page):
    desk.goto("/inbox/open")
    desk.evaluate("() => { window.isStillHere = true; }")
    first = desk.locator(".row").first
    subject = first.locator(".row-subject").inner_text()
    first.click()
    expect(desk.locator("#conversation-subject")).to_have_text(subject)
    expect(desk.locator(".row").first).to_have_attribute("aria-current", "true")
    assert desk.evaluate("() => window.isStillHere")


def test_the_keyboard_goes_everywhere(desk: Page):
    desk.goto("/inbox/open")
    desk.keyboard.press("j")
    expect(desk.locator("#conversation")).to_be_visible()
    desk.keyboard.press("j")
    expect(desk.locator(".row").nth(1)).to_have_attribute("aria-current", "true")
    desk.keyboard.press("k")
    expect(desk.locator(".row").first).to_have_attribute("aria-current", "true")
    desk.keyboard.press("n")
    expect(desk.locator("#note-text")).to_be_focused()
    desk.keyboard.press("Escape")
    desk.keyboard.press("r")
    expect(desk.locator("#reply-text")).to_be_focused()
    desk.keyboard.type("e a s ?")
    expect(desk.locator("#reply-text")).to_have_value("e a s ?")
    desk.keyboard.press("Escape")
    desk.keyboard.press("?")
    expect(desk.get_by_role("dialog")).to_be_visible()
    desk.keyboard.press("Escape")
    desk.keyboard.press("/")
    expect(desk.get_by_role("searchbox")).to_be_focused()


def test_a_menu_opens_walks_and_closes_by_keyboard(desk: Page):
    desk.goto("/inbox/open")
    desk.keyboard.press("j")
    expect(desk.locator("#conversation")).to_be_visible()
    desk.keyboard.press("a")
    menu = desk.locator("details.menu[data-key=a]")
    expect(menu).to_have_attribute("open", "")
    desk.keyboard.press("ArrowDown")
    desk.keyboard.press("Escape")
    expect(menu).not_to_have_attribute("open", "")
    expect(menu.locator("summary")).to_be_focused()


def test_a_reply_a_note_and_an_assignment_need_no_page_load(desk: Page):
    desk.goto("/inbox/unassigned")
    desk.locator(".row").nth(2).click()
    expect(desk.locator("#conversation")).to_be_visible()
    desk.evaluate("() => { window.isStillHere = true; }")
    desk.keyboard.press("n")
    desk.keyboard.type("A word to the team")
    desk.keyboard.press("Control+Enter")
    expect(desk.locator(".letter.note").last).to_contain_text("A word to the team")
    desk.keyboard.press("r")
    desk.keyboard.type("It is on its way.")
    desk.keyboard.press("Control+Enter")
    desk.locator(".leaving-card").get_by_role("button", name="Send now").press("Enter")
    expect(desk.locator(".letter").last).to_contain_text("It is on its way.")
    expect(desk.locator("#reply-text")).to_have_value("")
    expect(desk.locator(".delivery").last).to_be_visible()
    desk.keyboard.press("a")
    desk.locator(".menu[open] .menu-item").first.click()
    expect(desk.locator("#conversation-head .conversation-tools summary").first).to_contain_text("Mina Park")
    desk.keyboard.press("e")
    expect(desk.locator("#conversation-head .mark").first).to_contain_text("Resolved")
    assert desk.evaluate("() => window.isStillHere")


@pytest.mark.parametrize("when", ["while the reply is written", "when the reply was sent"])
def test_an_answer_that_comes_late_takes_no_word_from_a_quick_writer(desk: Page, when: str):
    """A note's letter is seen by the live stream before its own form is answered."""
    held: list[tuple[Route, APIResponse]] = []
    desk.route("**/notes**", lambda route: held.append((route, route.fetch())))
    desk.goto("/inbox/unassigned")
    desk.locator(".row").nth(1).click()
    desk.evaluate("() => { window.isStillHere = true; }")
    mark = desk.locator("#reply-form [name=form]").input_value()
    desk.keyboard.press("n")
    desk.keyboard.type("Ask the roaster")
    desk.keyboard.press("Control+Enter")
    expect(desk.locator(".letter.note").last).to_contain_text("Ask the roaster")
    desk.keyboard.press("r")
    desk.keyboard.type("It is on ")
    if when == "while the reply is written":
        _let_go(desk, held)
        expect(desk.locator("#reply-form [name=form]")).not_to_have_value(mark)
    desk.keyboard.type("its way.")
    desk.keyboard.press("Control+Enter")
    expect(desk.locator("#conversation")).to_contain_text("It is on its way.")
    if when == "when the reply was sent":
        _let_go(desk, held)
    expect(desk.locator("#reply-text")).to_have_value("")
    expect(desk.locator("[data-conflict]").first).to_be_hidden()
    assert desk.evaluate("() => window.isStillHere")


def _let_go(page: Page, held: list[tuple[Route, APIResponse]]) -> None:
    """The stream may be quicker than the answer: until that has come to be held."""
    for _ in range(400):
        if held:
            break
        page.wait_for_timeout(50)
    [(route, answer)] = held
    route.fulfill(response=answer)


def test_a_draft_outlives_a_reload_and_ends_when_it_is_sent(desk: Page):
    desk.goto("/inbox/unassigned")
    desk.locator(".row").nth(3).click()
    desk.locator("#reply-text").fill("Half a thought")
    desk.reload()
    expect(desk.locator("#reply-text")).to_have_value("Half a thought")
    desk.locator("#reply-text").press("Control+Enter")
    desk.locator(".leaving-card").get_by_role("button", name="Send now").press("Enter")
    expect(desk.locator(".letter").last).to_contain_text("Half a thought")
    desk.reload()
    expect(desk.locator("#reply-text")).to_have_value("")


def test_a_reply_that_did_not_go_through_is_kept_and_said(desk: Page):
    desk.goto("/inbox/unassigned")
    desk.locator(".row").nth(5).click()
    desk.locator("#reply-text").fill("Sent into the dark")
    desk.route("**/replies*", lambda route: route.abort())
    desk.locator("#reply-text").press("Control+Enter")
    expect(desk.locator("#status-line")).to_contain_text("This did not go through.")
    expect(desk.locator("#reply-text")).to_have_value("Sent into the dark")
    desk.unroute("**/replies*")
    desk.reload()
    expect(desk.locator("#reply-text")).to_have_value("Sent into the dark")
    desk.locator("#reply-text").press("Control+Enter")
    desk.locator(".leaving-card").get_by_role("button", name="Send now").press("Enter")
    expect(desk.locator(".letter").last).to_contain_text("Sent into the dark")


def test_what_cannot_be_done_is_said_where_one_is(desk: Page):
    desk.goto("/inbox/unassigned")
    desk.locator(".row").nth(1).click()
    desk.locator("details.menu[data-key=s] summary").click()
    desk.get_by_label("At another time").fill("2020-01-01T09:00")
    desk.get_by_role("button", name="Snooze until then").click()
    expect(desk.locator("#status-line")).to_contain_text("Choose a day and an hour that are still to come.")
    expect(desk.locator("#conversation")).to_be_visible()


def test_everything_works_without_scripts(signed_in: Callable[..., BrowserContext]):
    context = signed_in(java_script_enabled=False, viewport={"width": 1280, "height": 800})
    page = context.new_page()
    page.goto("/inbox/unassigned")
    page.locator(".row").nth(4).click()
    page.get_by_text("Note", exact=True).click()
    page.locator("#note-text").fill("Written without a script")
    page.get_by_role("button", name="Add note").click()
    expect(page.locator(".letter.note").last).to_contain_text("Written without a script")
    page.locator("#reply-text").fill("Answered without a script")
    page.get_by_role("button", name="Send", exact=True).click()
    page.locator(".leaving-card").get_by_role("button", name="Send now").click()
    expect(page.locator(".letter").last).to_contain_text("Answered without a script")
    page.locator("details.menu[data-key=a] summary").click()
    page.locator("details.menu[open] .menu-item").first.click()
    expect(page.locator("#thread")).to_contain_text("took the conversation")
    page.locator("details.menu[data-key=s] summary").click()
    page.get_by_role("button", name="Tomorrow morning").click()
    expect(page.locator("#conversation-head .mark").first).to_contain_text("Snoozed until")
    page.get_by_role("button", name="Resolve", exact=True).click()
    expect(page.get_by_role("button", name="Reopen")).to_be_visible()
    context.close()


def test_no_window_is_too_narrow_or_too_wide(signed_in: Callable[..., BrowserContext]):
    context = signed_in()
    page = context.new_page()
    found = []
    for address in ("/inbox/open", "/conversations/1", "/settings/agents"):
        for width in (320, 390, 640, 768, 960, 1280, 1920, 3840):
            page.set_viewport_size({"width": width, "height": 900})
            page.goto(address)
            wide = page.evaluate("() => document.documentElement.scrollWidth")
            found += [(address, width, wide)] if wide > width else []
    context.close()
    assert found == []


def test_on_a_phone_a_conversation_takes_the_screen(signed_in: Callable[..., BrowserContext]):
    context = signed_in(viewport={"width": 390, "height": 844}, has_touch=True)
    page = context.new_page()
    page.goto("/inbox/open")
    page.locator(".row").first.click()
    expect(page.locator("#conversation-subject")).to_be_visible()
    expect(page.locator("#list-title")).to_be_hidden()
    page.get_by_label("Back to the list").click()
    expect(page.locator("#list-title")).to_be_visible()
    expect(page.locator("#conversation-subject")).to_have_count(0)
    context.close()
