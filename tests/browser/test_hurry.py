"""A quick hand: the next key comes while the answer to the last one is on its way."""

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser


@pytest.fixture
def renaming(desk: Page):
    """A conversation whose new subject stands in its field, not sent yet."""
    desk.goto("/inbox/open")
    desk.locator(".row").nth(3).click()
    desk.get_by_label("Change the subject").first.click()
    desk.locator("#desk-subject").fill("The lid of the teapot")
    return desk


def _note(desk: Page) -> None:
    desk.keyboard.press("n")
    desk.keyboard.type("The code is xylophone")
    desk.keyboard.press("Control+Enter")


def test_a_note_right_after_a_new_subject_is_kept(renaming: Page):
    renaming.keyboard.press("Enter")
    expect(renaming.locator("#conversation-subject")).to_have_text("The lid of the teapot")
    _note(renaming)
    expect(renaming.locator(".letter.note", has_text="xylophone")).to_be_visible()


@pytest.mark.parametrize("pause", [0, 80])  # milliseconds
def test_what_is_typed_before_the_answer_goes_where_it_is_meant(renaming: Page, pause: int):
    renaming.keyboard.press("Enter")
    renaming.wait_for_timeout(pause)
    _note(renaming)
    expect(renaming.locator("#conversation-subject")).to_have_text("The lid of the teapot")
    expect(renaming.locator(".letter.note", has_text="xylophone")).to_be_visible()


def test_a_subject_that_does_not_go_through_stands_ready_to_be_sent_again(renaming: Page):
    renaming.context.set_offline(True)
    renaming.keyboard.press("Enter")
    expect(renaming.locator("#desk-subject")).to_be_visible()
    expect(renaming.locator("#desk-subject")).to_have_value("The lid of the teapot")
    renaming.context.set_offline(False)
    renaming.get_by_role("button", name="Change the subject").click()
    expect(renaming.locator("#conversation-subject")).to_have_text("The lid of the teapot")
