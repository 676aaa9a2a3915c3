"""A supplier is asked beside a conversation, by keyboard; their real mail program answers, and the customer hears of
nothing but the answer to them."""

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import INBOX
from tests.journeys.customer import Customer, words_of
from tests.journeys.desk import SOON, Desk
from tests.services.dovecot import Dovecot
from tests.services.keepword import Keepword


@pytest.fixture
def otto(shop: Keepword, dovecot: Dovecot) -> Customer:
    """He has a mailbox and a mail program, as customers do."""
    return Customer("Juan Molino", "juan@customer.example", INBOX, shop, dovecot)


def test_a_supplier_is_asked_by_keyboard_and_answers_by_mail(mina: Desk, mei: Customer, otto: Customer):
    mina.page.goto(f"{mina.url}/settings")
    mina.page.get_by_label("Undo sending").select_option("0")
    mina.page.get_by_role("button", name="Save").click()
    expect(mina.page.get_by_text("Saved.")).to_be_visible()
    mei.write("灯罩破了", "还有新的吗？")
    mina.find("灯罩破了")
    mina.open("灯罩破了")
    _ask(mina, otto)
    [asked] = otto.received()
    assert "Is there a new shade?" in words_of(asked)
    assert "灯罩" not in asked.as_string() and "mei@" not in asked.as_string()
    otto.reply(asked, "Two are left.")
    beside = mina.page.locator("#asides .letter", has_text="Two are left.")
    expect(beside).to_be_visible(timeout=SOON)
    expect(mina.page.locator("#thread .letter")).to_have_count(2)  # hers, and what she was told at once
    mina.draft.fill("有的，还有两个。")
    mina.page.get_by_role("button", name="Send", exact=True).click()
    expect(mina.page.locator("#thread .letter")).to_have_count(3)
    assert all("juan@" not in mail.as_string() and "Two are left" not in words_of(mail) for mail in mei.received(2))
    assert len(otto.received()) == 1


def _ask(mina: Desk, otto: Customer) -> None:
    """Not a hand on the mouse."""
    keys = mina.page.keyboard
    mina.page.locator("#conversation-subject").click()
    keys.press("q")
    expect(mina.page.get_by_label("To", exact=True)).to_be_focused()
    keys.type(otto.address)
    keys.press("Tab")
    keys.type("Shade 12")
    keys.press("Tab")
    keys.type("Is there a new shade?")
    keys.press("Control+Enter")
    expect(mina.page.locator("#asides")).to_contain_text("Is there a new shade?")
