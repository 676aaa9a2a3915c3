"""Writing an answer by keyboard in a real browser: on two devices, taken back, and for later."""

import re

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser


def open_conversation(page: Page, place: int) -> None:
    page.goto("/inbox/open")
    page.locator(".row").nth(place).click()
    expect(page.locator("#conversation")).to_be_visible()
    page.keyboard.press("r")
    expect(page.locator("#reply-text")).to_be_focused()


def saved(page: Page):
    return page.expect_response(lambda one: one.url.endswith("/draft") and one.request.method == "POST")


def test_a_draft_begun_on_one_device_is_finished_on_another(desk: Page, signed_in):
    open_conversation(desk, 2)
    with saved(desk):
        desk.keyboard.type("Begun at the desk")
    context = signed_in(viewport={"width": 390, "height": 844})
    phone = context.new_page()
    phone.goto(re.sub(r"\?.*", "", desk.url))
    expect(phone.locator("#reply-text")).to_have_value("Begun at the desk")
    phone.locator("#reply-text").focus()
    phone.keyboard.press("Control+End")
    with saved(phone):
        phone.keyboard.type(", finished on the way")
    desk.locator("#reply-text").focus()
    desk.keyboard.press("Control+End")
    with saved(desk):
        desk.keyboard.type(" and again here")
    conflict = desk.locator(".composer-reply [data-conflict]")
    expect(conflict).to_contain_text("Begun at the desk, finished on the way")
    desk.get_by_role("button", name="Take those words").press("Enter")
    expect(desk.locator("#reply-text")).to_have_value("Begun at the desk, finished on the way")
    context.close()


def test_an_answer_is_taken_back_by_one_key_and_goes_by_another(unhurried: Page):
    desk = unhurried
    open_conversation(desk, 3)
    desk.keyboard.type("Too quick")
    desk.keyboard.press("Control+Enter")
    bar = desk.locator(".undo-bar")
    expect(bar).to_contain_text("Sending")
    expect(desk.locator(".leaving-card")).to_contain_text("Too quick")
    desk.keyboard.press("z")
    expect(desk.locator("#reply-text")).to_have_value("Too quick")
    expect(desk.locator("#reply-text")).to_be_focused()
    expect(desk.locator(".leaving-card")).to_have_count(0)
    expect(bar.locator("form")).to_have_count(0)
    desk.keyboard.press("Control+End")
    desk.keyboard.type(", now right")
    desk.keyboard.press("Control+Shift+Enter")
    desk.locator(".undo-bar").get_by_role("button", name="Send now").press("Enter")
    expect(desk.locator(".letter").last).to_contain_text("Too quick, now right")
    expect(desk.locator("#conversation-head")).to_contain_text("Resolved")


def test_an_answer_leaves_by_itself_while_one_is_elsewhere(desk: Page):
    open_conversation(desk, 4)
    address = desk.url
    desk.keyboard.type("On its way")
    desk.keyboard.press("Control+Enter")
    expect(desk.locator(".undo-bar")).to_contain_text("Sending")
    desk.goto("/inbox/open")
    desk.goto(address)
    expect(desk.locator("#thread .letter").last).to_contain_text("On its way")
    expect(desk.locator(".leaving-card")).to_have_count(0)


def test_an_answer_for_tomorrow_is_chosen_by_keyboard_and_stopped(desk: Page):
    open_conversation(desk, 5)
    desk.keyboard.type("Good morning")
    desk.locator("summary[aria-label='More ways to send']").press("Enter")
    desk.get_by_role("button", name="Tomorrow morning").last.press("Enter")
    card = desk.locator(".leaving-card.scheduled")
    expect(card).to_contain_text("Good morning")
    card.get_by_role("button", name="Stop and edit").press("Enter")
    expect(desk.locator("#reply-text")).to_have_value("Good morning")


def test_a_file_is_there_before_anything_is_sent(desk: Page):
    open_conversation(desk, 6)
    desk.set_input_files("#reply-files", {"name": "plan.txt", "mimeType": "text/plain", "buffer": b"plan"})
    expect(desk.locator("#reply-enclosed")).to_contain_text("plan.txt")
    desk.reload()
    expect(desk.locator("#reply-enclosed")).to_contain_text("plan.txt")
    desk.get_by_role("button", name="Take out plan.txt").press("Enter")
    expect(desk.locator("#reply-enclosed")).not_to_contain_text("plan.txt")


def test_a_question_to_a_supplier_is_begun_on_one_device_and_sent_from_another(desk: Page, signed_in):
    open_conversation(desk, 2)
    address = re.sub(r"\?.*", "", desk.url)
    desk.goto(f"{address}/asides/new?way=mail")
    desk.get_by_label("To", exact=True).fill("orders@kiln.example")
    desk.get_by_label("Subject").fill("Trays")
    with saved(desk):
        desk.get_by_label("Message").fill("Begun at the desk")
    context = signed_in(viewport={"width": 390, "height": 844})
    phone = context.new_page()
    phone.goto(f"{address}/asides/new")
    expect(phone.get_by_label("To", exact=True)).to_have_value("orders@kiln.example")
    expect(phone.get_by_label("Message")).to_have_value("Begun at the desk")
    phone.get_by_role("button", name="Send outside").press("Enter")
    phone.wait_for_url("**?aside=*")
    field = phone.get_by_label("Write to orders@kiln.example")
    with saved(phone):
        field.fill("And the price?")
    desk.goto(phone.url)
    expect(desk.get_by_label("Write to orders@kiln.example")).to_have_value("And the price?")
    context.close()
