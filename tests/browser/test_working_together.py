"""Two colleagues at one conversation, in real browsers, by keyboard."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.conftest import COLLEAGUE

pytestmark = pytest.mark.browser


def _note(desk: Page) -> None:
    desk.goto("/inbox/open")
    desk.keyboard.press("j")
    expect(desk.locator("#conversation")).to_be_visible()
    desk.keyboard.press("n")
    expect(desk.locator("#note-text")).to_be_focused()
    desk.locator("#note-text").fill("")  # another test may have left its draft


def test_a_colleague_is_called_by_keyboard_and_finds_it(desk: Page, signed_in: Callable[..., BrowserContext]):
    _note(desk)
    desk.keyboard.type("@dav")
    chosen = desk.locator("#conversation [role=option][aria-selected=true]")
    expect(chosen).to_contain_text("Dave")
    expect(desk.locator("#note-text")).to_have_attribute("aria-activedescendant", "mention-option-1")
    desk.keyboard.press("Enter")
    expect(chosen).to_have_count(0)
    desk.keyboard.type("can you ask the carrier?")
    written = desk.locator("#note-text").input_value()
    assert written.startswith("@Dave ") and written.endswith(" can you ask the carrier?")
    desk.keyboard.press("Control+Enter")
    expect(desk.locator("#thread .letter.note").last).to_contain_text("can you ask the carrier?")
    expect(desk.locator("#teamwork")).to_contain_text("Dave")
    with signed_in(COLLEAGUE) as colleague:
        page = colleague.new_page()
        page.goto("/mentions")
        page.get_by_role("link", name="can you ask the carrier?").first.press("Enter")
        expect(page.locator("#thread .letter.note").last).to_contain_text("can you ask the carrier?")


def test_the_names_are_walked_and_left_without_a_word_lost(desk: Page):
    _note(desk)
    desk.keyboard.type("请@")
    options = desk.locator("#conversation [role=option]")
    expect(options.first).to_have_attribute("aria-selected", "true")
    desk.keyboard.press("ArrowDown")
    expect(options.nth(1)).to_have_attribute("aria-selected", "true")
    desk.keyboard.press("Escape")
    expect(options).to_have_count(0)
    expect(desk.locator("#note-text")).to_be_focused()
    expect(desk.locator("#note-text")).to_have_value("请@")
    desk.keyboard.press("Escape")
    expect(desk.locator("#note-text")).not_to_be_focused()


def test_the_keys_of_an_input_method_are_its_own(desk: Page):
    _note(desk)
    desk.keyboard.type("@")
    expect(desk.locator("#conversation [role=option]").first).to_be_visible()
    desk.locator("#note-text").evaluate(
        """field => field.dispatchEvent(new KeyboardEvent("keydown",
           { key: "Enter", isComposing: true, bubbles: true, cancelable: true }))"""
    )
    expect(desk.locator("#note-text")).to_have_value("@")
    expect(desk.locator("#conversation [role=option]").first).to_be_visible()


def test_two_at_one_conversation_see_each_other_and_neither_answers_over_the_other(
    unhurried: Page, signed_in: Callable[..., BrowserContext]
):
    desk = unhurried
    desk.goto("/inbox/open")
    desk.keyboard.press("j")
    expect(desk.locator("#conversation")).to_be_visible()
    with signed_in(COLLEAGUE, viewport={"width": 1440, "height": 900}) as colleague:
        dave = colleague.new_page()
        dave.goto(desk.url)
        expect(dave.locator("#presence")).to_contain_text("Mina Park is reading")
        expect(desk.locator("#presence")).to_contain_text("Dave Ortiz is reading")
        expect(desk.locator(".row[aria-current=true] .row-present")).to_have_text("DO")
        desk.locator("#reply-text").fill("It left today.")
        expect(dave.locator("#presence")).to_contain_text("Mina Park is writing an answer")
        dave.locator("#reply-text").fill("It is lost, sorry.")
        desk.keyboard.press("Control+Enter")
        warning = dave.locator("newer-words .notice")
        expect(warning).to_contain_text("is sending an answer this very moment")
        expect(dave.locator("#reply-text")).to_have_value("It is lost, sorry.")
    expect(desk.locator("#presence .presence-one")).to_have_count(0)
    expect(desk.locator(".row-present")).to_have_count(0)


PRESS_AS_IT_APPEARS = """() => {
  const notice = document.querySelector("newer-words .notice");
  new MutationObserver((changes, watch) => {
    if (notice.hidden) return;
    watch.disconnect();
    document.querySelector("#reply-form [data-sends]").click();
    document.body.dataset.pressed = "yes";
  }).observe(notice, { attributes: true });
}"""


def test_who_presses_send_as_the_warning_appears_sends_nothing(
    unhurried: Page, signed_in: Callable[..., BrowserContext]
):
    desk = unhurried
    desk.goto("/inbox/open")
    desk.keyboard.press("j")
    expect(desk.locator("#conversation")).to_be_visible()
    with signed_in(COLLEAGUE, viewport={"width": 1440, "height": 900}) as colleague:
        dave = colleague.new_page()
        dave.goto(desk.url)
        expect(desk.locator("#presence")).to_contain_text("Dave Ortiz is reading")
        dave.locator("#reply-text").fill("It is lost, sorry.")
        dave.evaluate(PRESS_AS_IT_APPEARS)
        desk.locator("#reply-text").fill("It left today.")
        desk.keyboard.press("Control+Enter")
        expect(dave.locator("body[data-pressed=yes]")).to_be_attached()
        dave.wait_for_timeout(1600)
        expect(dave.locator("#reply-text")).to_have_value("It is lost, sorry.")
        expect(dave.locator("#leaving")).not_to_contain_text("It is lost, sorry.")
        dave.get_by_role("button", name="Send", exact=True).click()  # read, and meant
        expect(dave.locator("#leaving")).to_contain_text("It is lost, sorry.")


def test_a_task_is_given_done_and_taken_up_again_by_keyboard(desk: Page):
    desk.goto("/inbox/open")
    desk.keyboard.press("j")
    expect(desk.locator("#conversation")).to_be_visible()
    desk.keyboard.press("w")
    expect(desk.get_by_label("What is to be done")).to_be_focused()
    desk.keyboard.type("Ask the courier")
    desk.keyboard.press("Control+Enter")
    task = desk.locator("#tasks .task", has_text="Ask the courier")
    expect(task).to_have_count(1)
    expect(desk.locator("#thread")).to_contain_text("Mina Park took on a task.")
    desk.keyboard.press("y")
    expect(desk.get_by_role("heading", name="Tasks", level=1)).to_be_visible()
    desk.get_by_role("button", name="Done: Ask the courier").press("Enter")
    expect(desk.locator(".tasks .task", has_text="Ask the courier")).to_have_count(0)
    desk.get_by_role("button", name="Undo").press("Enter")
    expect(desk.locator(".tasks .task", has_text="Ask the courier")).to_have_count(1)
