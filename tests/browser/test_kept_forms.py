"""A session ends while somebody fills in a long form: what stood there is there again after signing in."""

import pytest
from playwright.sync_api import Page, expect

from keepword.wiring.demo.showing import PASSWORD
from tests.browser.talking import PATIENCE

pytestmark = pytest.mark.browser
STATUS = "#status-line"


def sign_in_again(page: Page) -> None:
    page.wait_for_url("**/sign-in**")
    page.get_by_label("E-mail address").fill("mina@leafloom.example")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()


def end_session(page: Page) -> None:
    page.context.clear_cookies(name="keepword")


def kept(page: Page) -> str:
    return page.evaluate("JSON.stringify({...localStorage})")


def test_what_was_typed_into_a_long_form_survives_the_end_of_the_session(desk: Page):
    desk.goto("/settings/policies/new")
    form = desk.locator("#work form.form").first
    name = form.locator("input[name=name]")
    name.fill("For our oldest customers")
    box = form.locator("input[name=pauses_for_customer]")
    was = box.is_checked()
    box.set_checked(not was)
    end_session(desk)
    form.get_by_role("button", name="Save").click()
    sign_in_again(desk)
    desk.wait_for_url("**/settings/policies/new")
    expect(name).to_have_value("For our oldest customers", timeout=PATIENCE)
    assert box.is_checked() is not was
    expect(desk.locator(STATUS)).to_contain_text("What you typed is here again.")


def test_a_form_that_was_left_on_purpose_or_taken_is_as_the_server_has_it(desk: Page):
    desk.goto("/contacts/1/correction")
    name = desk.get_by_label("Name")
    known = name.input_value()
    name.fill("Somebody else")
    desk.wait_for_function("() => JSON.stringify(localStorage).includes('Somebody else')")
    desk.goto("/contacts")
    desk.goto("/contacts/1/correction")
    expect(name).to_have_value(known)
    name.fill(f"{known} Jr")
    desk.get_by_role("button", name="Save").click()
    desk.wait_for_url("**/contacts/1")
    assert "Jr" not in kept(desk)
    end_session(desk)
    desk.goto("/contacts/1/correction")
    sign_in_again(desk)
    desk.wait_for_url("**/contacts/1/correction")
    expect(name).to_have_value(f"{known} Jr")
    expect(desk.locator(STATUS)).not_to_contain_text("What you typed")


def test_a_password_is_never_kept(desk: Page):
    desk.goto("/settings/agents")
    desk.locator("details.adding summary, summary").filter(has_text="agent").first.click()
    form = desk.locator("#work form.form:has(input[type=password])").first
    form.locator("input[name=name]").fill("Noor Haddad")
    form.locator("input[type=password]").first.fill("three quiet libraries")
    desk.wait_for_function("() => JSON.stringify(localStorage).includes('Noor Haddad')")
    assert "three quiet libraries" not in kept(desk)
