"""Answers that come late, or one before the other, leave the page as the newest of them says."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import APIResponse, BrowserContext, Page, Route, expect

from tests.browser.conftest import COLLEAGUE
from tests.browser.test_live import listening

pytestmark = pytest.mark.browser

TAKE_NOTE_OF_WORDS = """() => {
    window.told = [];
    document.addEventListener("keepword:told", (event) => window.told.push(...event.detail));
}"""


class Held:
    """The first answer to such a question, as the server wrote it, kept back until it is let go."""

    def __init__(self, page: Page, address: str, *, method: str = "GET", is_refresh: bool = False) -> None:
        self.page, self.method, self.is_refresh = page, method, is_refresh
        self.answers: list[tuple[Route, APIResponse]] = []
        page.route(re.compile(address), self._hold)

    def _hold(self, route: Route) -> None:
        is_refresh = "x-refresh" in route.request.headers
        if self.answers or (route.request.method, is_refresh) != (self.method, self.is_refresh):
            route.continue_()
        else:
            self.answers.append((route, route.fetch()))

    def came(self) -> str:
        """Waits until the server wrote it. Gives its address."""
        while not self.answers:
            self.page.wait_for_timeout(50)
        return self.answers[0][0].request.url

    def let_go(self) -> None:
        self.came()
        route, answer = self.answers[0]
        with self.page.expect_request_finished(lambda one: one == route.request):
            route.fulfill(response=answer)


@contextmanager
def colleague_at(signed_in: Callable[..., BrowserContext], address: str) -> Iterator[Page]:
    with signed_in(COLLEAGUE, viewport={"width": 1440, "height": 900}) as context:
        page = context.new_page()
        page.goto(address)
        yield page


def note(page: Page, words: str) -> None:
    page.keyboard.press("n")
    expect(page.locator("#note-text")).to_be_focused()
    page.keyboard.type(words)
    page.keyboard.press("Control+Enter")


def menu(page: Page, key: str):
    return page.locator(f"details.menu[data-key={key}]")


def test_what_happens_while_a_conversation_is_on_its_way_is_seen_in_it(
    desk: Page, signed_in: Callable[..., BrowserContext]
):
    desk.goto("/inbox/unassigned")
    listening(desk)
    desk.evaluate(TAKE_NOTE_OF_WORDS)
    held = Held(desk, r"/conversations/\d+(\?|$)")
    desk.locator(".row").nth(1).click()
    address = held.came()
    with colleague_at(signed_in, address) as dave:
        note(dave, "She called meanwhile")
        expect(dave.locator(".letter.note").last).to_contain_text("She called meanwhile")
    number = re.search(r"/conversations/(\d+)", address)[1]
    desk.wait_for_function("name => window.told.includes(name)", arg=f"conversation-{number}")
    held.let_go()
    expect(desk.locator(".letter.note").last).to_contain_text("She called meanwhile")


def test_an_older_state_that_comes_late_does_not_replace_the_newer_one(
    desk: Page, signed_in: Callable[..., BrowserContext]
):
    desk.goto("/inbox/unassigned")
    desk.locator(".row").nth(2).click()
    expect(desk.locator("#conversation")).to_be_visible()
    listening(desk)
    held = Held(desk, r"/conversations/\d+(\?|$)", is_refresh=True)
    with colleague_at(signed_in, desk.url) as dave:
        note(dave, "To be resolved")
        held.came()
        dave.locator("#conversation-head").get_by_role("button", name="Resolve", exact=True).press("Enter")
        expect(desk.locator("#conversation-head .mark").first).to_contain_text("Resolved")
        held.let_go()
        desk.evaluate("() => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)))")
        expect(desk.locator("#conversation-head .mark").first).to_contain_text("Resolved")


def test_a_menu_that_was_opened_meanwhile_is_not_closed_by_an_answer_that_comes_late(desk: Page):
    held = Held(desk, r"/notes(\?|$)", method="POST")
    desk.goto("/inbox/unassigned")
    desk.locator(".row").nth(3).click()
    mark = desk.locator("#reply-form [name=form]")
    before = mark.input_value()
    note(desk, "Ask the roaster again")
    expect(desk.locator(".letter.note").last).to_contain_text("Ask the roaster again")
    desk.keyboard.press("a")
    expect(menu(desk, "a")).to_have_attribute("open", "")
    held.let_go()
    expect(mark).not_to_have_value(before)
    expect(menu(desk, "a")).to_have_attribute("open", "")
    desk.locator(".menu[open] .menu-item").first.click()
    expect(desk.locator("#conversation-head .conversation-tools summary").first).to_contain_text("Mina Park")
    expect(menu(desk, "a")).not_to_have_attribute("open", "")


def test_what_was_chosen_in_one_menu_does_not_close_another(desk: Page):
    held = Held(desk, r"/assignment(\?|$)", method="POST")
    desk.goto("/inbox/unassigned")
    desk.locator(".row").nth(4).click()
    expect(desk.locator("#conversation")).to_be_visible()
    desk.keyboard.press("a")
    menu(desk, "a").locator(".menu-item").first.press("Enter")
    held.came()
    desk.keyboard.press("s")
    expect(menu(desk, "s")).to_have_attribute("open", "")
    held.let_go()
    expect(menu(desk, "a")).not_to_have_attribute("open", "")
    expect(menu(desk, "s")).to_have_attribute("open", "")


def test_enter_before_the_answer_chooses_what_was_meant(desk: Page):
    held = Held(desk, r"q=snoozed")
    desk.goto("/inbox/open")
    desk.keyboard.press("Control+k")
    expect(desk.get_by_role("combobox", name="Find anything")).to_be_focused()
    desk.keyboard.type("inbox")
    expect(desk.get_by_role("option").first).to_have_attribute("aria-selected", "true")
    desk.keyboard.press("Control+a")
    desk.keyboard.type("snoozed")
    desk.keyboard.press("Enter")
    held.let_go()
    desk.wait_for_url("**/inbox/snoozed")
