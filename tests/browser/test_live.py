"""What happens elsewhere appears by itself: once, at once, and without taking anything away."""

import json
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.conftest import COLLEAGUE
from tests.services.keepword import Keepword

pytestmark = pytest.mark.browser
AT_ONCE = 60_000  # milliseconds; the promise is one second, on a machine that is not busy with tests

MAIL = (
    "From: Ann Lee <ann@customer.example>\nTo: help@leafloom.example\nSubject: {subject}\n"
    "Message-ID: <{name}@customer.example>\n\nWhere is it?\n"
)


@pytest.fixture
def dave(signed_in: Callable[..., BrowserContext]) -> Iterator[Page]:
    """A colleague at another computer."""
    context = signed_in(COLLEAGUE, viewport={"width": 1440, "height": 900})
    yield context.new_page()
    context.close()


def write_in(shop: Keepword, *, name: str) -> None:
    """A customer's mail, handed over by another process."""
    mail = MAIL.format(name=name, subject=f"About {name}")
    done = shop.command("receive", "--inbox", "help@leafloom.example", standard_input=mail.encode())
    assert done.returncode == 0, done.stderr.decode()


def listening(page: Page) -> None:
    """Until the stream is open: what comes before is in the page already."""
    page.wait_for_function("() => document.querySelector('live-stream')?.isOpen")


def test_a_new_mail_appears_in_the_list_by_itself(shop: Keepword, desk: Page):
    desk.goto("/inbox/unassigned?sort=newest")
    listening(desk)
    write_in(shop, name="arrival")
    expect(desk.locator(".row").first).to_contain_text("About arrival", timeout=AT_ONCE)
    expect(desk.locator(".row", has_text="About arrival")).to_have_count(1)


def test_what_a_colleague_does_appears_and_the_draft_stays(desk: Page, dave: Page):
    desk.goto("/inbox/unassigned?sort=newest")
    desk.locator(".row").nth(1).click()
    expect(desk.locator("#conversation")).to_be_visible()
    listening(desk)
    desk.locator("#reply-text").fill("I was about to say")
    desk.locator("#reply-text").press("End")
    dave.goto(desk.url)
    dave.keyboard.press("n")
    dave.keyboard.type("I called her")
    dave.keyboard.press("Control+Enter")
    expect(desk.locator(".letter.note")).to_contain_text("I called her", timeout=AT_ONCE)
    expect(dave.locator(".letter.note")).to_contain_text("I called her")
    dave.keyboard.press("a")
    dave.locator(".menu[open] .menu-item").first.click()
    held_by = desk.locator("#conversation-head .conversation-tools summary").first
    expect(held_by).to_contain_text("Dave Ortiz", timeout=AT_ONCE)
    expect(desk.locator("#thread")).to_contain_text("Dave Ortiz took the conversation.")
    dave.keyboard.press("e")
    expect(desk.locator("#conversation-head .mark").first).to_contain_text("Resolved", timeout=AT_ONCE)
    expect(desk.locator("#reply-text")).to_have_value("I was about to say")
    expect(desk.locator("#reply-text")).to_be_focused()
    expect(desk.locator(".letter.note")).to_have_count(1)


def test_a_fold_that_the_reader_opened_stays_open(desk: Page, dave: Page):
    desk.goto("/inbox/unassigned?sort=newest")
    desk.locator(".row").nth(1).click()
    listening(desk)
    desk.locator("details.menu[data-key=s] summary").click()
    dave.goto(desk.url)
    dave.keyboard.press("n")
    dave.keyboard.type("Another word")
    dave.keyboard.press("Control+Enter")
    expect(desk.locator(".letter.note").last).to_contain_text("Another word", timeout=AT_ONCE)
    expect(desk.locator("details.menu[data-key=s]")).to_have_attribute("open", "")


def test_changes_fold_by_themselves_and_a_key_opens_them(desk: Page, dave: Page):
    desk.goto("/inbox/unassigned?sort=newest")
    desk.locator(".row").nth(2).click()
    expect(desk.locator("#conversation")).to_be_visible()
    listening(desk)
    dave.goto(desk.url)
    for number in range(1, 6):
        put_on(dave, tag=f"t{number}")
    lines = desk.locator("#thread .event-line", has_text="added the tag")
    expect(lines).to_have_count(5, timeout=AT_ONCE)
    fold = desk.locator("#thread .event-fold").last
    expect(fold.locator("summary")).to_contain_text("last by Dave Ortiz")
    expect(lines.nth(2)).to_be_hidden()
    expect(lines.nth(3)).to_be_visible()
    desk.keyboard.press("h")
    expect(lines.first).to_be_visible()
    expect(fold.locator("summary")).to_be_focused()
    put_on(dave, tag="t6")
    expect(lines).to_have_count(6, timeout=AT_ONCE)
    expect(fold.locator(".event-line", has_text="“t4”")).to_be_visible()
    expect(desk.locator("#thread > .event-line", has_text="added the tag")).to_have_count(2)


def put_on(page: Page, *, tag: str) -> None:
    token = page.locator("[name=csrfmiddlewaretoken]").first.get_attribute("value")
    address = page.url.partition("?")[0]
    assert page.request.post(f"{address}/tags", form={"csrfmiddlewaretoken": token or "", "add": tag}).ok


def test_all_tabs_of_a_browser_share_one_stream_and_each_keeps_up(shop: Keepword, desk: Page):
    streams = []
    desk.context.on("request", lambda request: streams.append(request.url) if "/live?" in request.url else None)
    desk.goto("/inbox/unassigned?sort=newest")
    listening(desk)
    second = desk.context.new_page()
    second.goto("/inbox/unassigned?sort=newest")
    second.wait_for_function("() => document.querySelector('live-stream')?.isListening")
    write_in(shop, name="tabs")
    for page in (desk, second):
        expect(page.locator(".row").first).to_contain_text("About tabs", timeout=AT_ONCE)
    assert len(streams) == 1
    desk.goto("about:blank")
    listening(second)
    write_in(shop, name="heir")
    expect(second.locator(".row").first).to_contain_text("About heir", timeout=AT_ONCE)


def test_a_lost_connection_catches_up_without_losing_or_doubling(shop: Keepword, desk: Page):
    desk.goto("/inbox/unassigned?sort=newest")
    listening(desk)
    shop.server.stop()
    expect(desk.locator("#status-line")).to_contain_text("Connection lost")
    for name in ("gap-one", "gap-two"):
        write_in(shop, name=name)
    shop.server.start()
    for name in ("gap-one", "gap-two"):
        expect(desk.locator(".row", has_text=f"About {name}")).to_have_count(1, timeout=AT_ONCE)
    expect(desk.locator("#status-line")).not_to_contain_text("Connection lost")


def test_nothing_is_fetched_for_what_is_not_on_the_screen(shop: Keepword, desk: Page):
    desk.goto("/settings/password")
    listening(desk)
    fetched = []
    desk.on("request", lambda request: fetched.append(request.url))
    write_in(shop, name="elsewhere")
    expect(desk.locator(".view-count").first).to_be_visible()
    assert not [url for url in fetched if "/conversations/" in url], json.dumps(fetched)
