"""A note is put right and taken back by keyboard alone, while a colleague looks at it."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import COLLEAGUE

pytestmark = pytest.mark.browser

MOST_STEPS = 150


def tab_to(page: Page, name: str) -> None:
    """By the key alone, backwards from where one writes."""
    wanted = page.get_by_role("link", name=name).or_(page.get_by_role("button", name=name))
    for _ in range(MOST_STEPS):
        page.keyboard.press("Shift+Tab")
        if wanted.evaluate_all("them => them.includes(document.activeElement)"):
            return
    raise AssertionError(f"nobody comes to “{name}” by Tab")


def test_a_note_is_put_right_and_taken_back_by_keyboard(desk: Page, signed_in):
    desk.goto("/inbox/open")
    desk.locator(".row").nth(2).click()
    expect(desk.locator("#conversation")).to_be_visible()
    context = signed_in(COLLEAGUE, viewport={"width": 1440, "height": 900})
    theirs = context.new_page()
    theirs.goto(re.sub(r"\?.*", "", desk.url))
    desk.keyboard.press("n")
    desk.keyboard.type("The code is xylophone")
    desk.keyboard.press("Control+Enter")
    note = desk.locator(".letter.note", has_text="xylophone")
    expect(note).to_be_visible()
    expect(theirs.locator(".letter.note", has_text="xylophone")).to_be_visible()

    desk.keyboard.press("n")
    tab_to(desk, "Correct the note")
    desk.keyboard.press("Enter")
    words = desk.locator(".note-form textarea")
    expect(words).to_be_focused()
    expect(words).to_have_value("The code is xylophone")
    desk.keyboard.press("Escape")
    expect(note.get_by_role("link", name="Correct the note")).to_be_focused()

    desk.keyboard.press("Enter")
    expect(words).to_be_focused()
    desk.keyboard.press("Control+a")
    desk.keyboard.type("Ask @Dav")
    expect(desk.locator(".note-form .mention-list [role=option]")).to_have_count(1)
    desk.keyboard.press("Enter")
    desk.keyboard.type("for the code")
    desk.keyboard.press("Control+Enter")
    note = desk.locator(".letter.note", has_text="for the code")
    expect(note.get_by_text("edited")).to_have_attribute("title", re.compile("^Corrected by Mina"))
    expect(note.get_by_role("link", name="Correct the note")).to_be_focused()
    expect(theirs.locator(".letter.note", has_text="for the code")).to_be_visible()
    expect(theirs.locator(".thread")).not_to_contain_text("xylophone")

    desk.keyboard.press("Tab")
    desk.keyboard.press("Enter")
    expect(desk.locator(".letter .notice", has_text="The note was taken back.")).to_be_visible()
    expect(theirs.locator(".letter.note", has_text="for the code")).to_have_count(0)
    expect(desk.locator("undo-bar button").first).to_be_visible()
    desk.keyboard.press("z")
    expect(desk.locator(".letter.note", has_text="for the code")).to_be_visible()
    expect(theirs.locator(".letter.note", has_text="for the code")).to_be_visible()
    context.close()


def test_words_that_were_typed_are_given_up_by_a_press_of_their_own(desk: Page):
    desk.goto("/inbox/open")
    desk.locator(".row").nth(3).click()
    expect(desk.locator("#conversation")).to_be_visible()
    desk.keyboard.press("n")
    desk.keyboard.type("First words")
    desk.keyboard.press("Control+Enter")
    expect(desk.locator(".letter.note", has_text="First words")).to_be_visible()
    desk.keyboard.press("n")
    tab_to(desk, "Correct the note")
    desk.keyboard.press("Enter")
    expect(desk.locator(".note-form textarea")).to_be_focused()
    desk.keyboard.type(" and more")
    desk.keyboard.press("Escape")
    expect(desk.locator(".note-form").get_by_role("link", name="Cancel")).to_be_focused()
    expect(desk.locator(".note-form textarea")).to_have_value(re.compile("and more"))
    desk.keyboard.press("Enter")
    expect(desk.locator(".note-form")).to_have_count(0)
    expect(desk.locator(".letter.note", has_text="First words")).to_be_visible()
