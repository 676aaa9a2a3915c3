"""A visitor chats, leaves an address and closes the page: what we answer reaches them by mail, and what they answer to
that is on the agent's page by itself. A real browser for each, a real relay, a real mailbox."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import ADMIN, INBOX, PASSWORD, customer_of
from tests.journeys.customer import Customer, words_of
from tests.journeys.desk import SOON, Desk
from tests.services.dovecot import Dovecot
from tests.services.keepword import Keepword, keepword
from tests.services.moved_clock import MovedClock
from tests.services.postman import Postman

ASKED, ANSWERED, THANKED = "这盏灯还有绿色的吗？", "有的，还剩两盏。", "太好了，我要一盏。"


@pytest.fixture
def clock(tmp_path: Path) -> MovedClock:
    return MovedClock(tmp_path)


@pytest.fixture
def lamps(tmp_path: Path, clock: MovedClock, fresh_database: str, postman: Postman) -> Iterator[Keepword]:
    settings = {"KEEPWORD_RELAY_URL": postman.url} | clock.settings
    with keepword(tmp_path / "data", database_url=fresh_database, settings=settings) as server:
        server.set_up(inbox=INBOX, admin=ADMIN)
        yield server


@pytest.fixture
def mei(lamps: Keepword, dovecot: Dovecot) -> Customer:
    return customer_of(lamps, dovecot=dovecot)


@pytest.fixture
def mina(lamps: Keepword, new_desk: Callable[..., Desk]) -> Desk:
    """Who takes chats."""
    desk = new_desk(lamps, email=ADMIN, password=PASSWORD)
    desk.page.goto(f"{desk.url}/settings/brands/1/chat")
    desk.page.get_by_label("Chat with visitors").check()
    desk.page.get_by_role("button", name="Save").click()
    desk.show("open")
    desk.page.get_by_role("switch", name="I take chats").click()
    expect(desk.page.get_by_role("switch", name="I take chats")).to_have_attribute("aria-checked", "true")
    return desk


def test_what_was_answered_just_after_they_left_is_mailed_and_their_answer_joins_the_chat(
    mina: Desk, mei: Customer, clock: MovedClock, new_page: Callable[..., Page]
):
    _chat_and_close(new_page(), shop=mina.url)
    _take_and_answer(mina)
    clock.go_to(clock.now() + timedelta(minutes=4))
    [missed] = [mail for mail in mei.received(1) if ANSWERED in words_of(mail)]
    assert INBOX in missed["From"]
    _goes_on_by_mail(mina, mei=mei, received=missed)


def test_who_left_long_before_we_answered_gets_an_ordinary_mail(
    mina: Desk, mei: Customer, clock: MovedClock, new_page: Callable[..., Page]
):
    _chat_and_close(new_page(), shop=mina.url)
    clock.go_to(clock.now() + timedelta(minutes=10))
    mina.show("open")
    mina.page.locator("a.row", has_text=ASKED).click()
    mina.page.get_by_role("button", name="Take this chat").click()
    _answer(mina)
    [mail] = [mail for mail in mei.received(1) if ANSWERED in words_of(mail)]
    _goes_on_by_mail(mina, mei=mei, received=mail)


def _chat_and_close(page: Page, *, shop: str) -> None:
    page.goto(f"{shop}/chat/lighthouse-lamps?language=zh-hans")
    page.locator(".chat-form[data-words] summary").click()
    page.locator(".chat-form[data-words] [name=name]").fill("王梅")
    page.locator(".chat-form[data-words] [name=email]").fill("mei@customer.example")
    box = page.locator(".chat-form[data-words] textarea")
    box.fill(ASKED)
    box.press("Enter")
    expect(page.locator(".word[data-id]")).to_have_count(1, timeout=SOON)
    page.close()


def _take_and_answer(mina: Desk) -> None:
    mina.page.get_by_role("button", name="Take the chat with 王梅").click(timeout=SOON)
    _answer(mina)


def _answer(mina: Desk) -> None:
    expect(mina.page.locator("#reply-text")).to_be_visible(timeout=SOON)
    mina.draft.fill(ANSWERED)
    mina.draft.press("Enter")
    expect(mina.letter(ANSWERED)).to_be_visible(timeout=SOON)


def _goes_on_by_mail(mina: Desk, *, mei: Customer, received: object) -> None:
    mei.reply(received, THANKED)
    expect(mina.letter(THANKED)).to_be_visible(timeout=SOON)
    expect(mina.letter(ASKED)).to_be_visible()
    assert ANSWERED not in mina.letter(THANKED).locator(".letter-words").inner_text()
    mina.show("all")
    expect(mina.page.locator("a.row")).to_have_count(1)
