"""The main job: a customer writes, an agent answers in the browser, and both find everything in one place."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import ADMIN, INBOX, PASSWORD, customer_of
from tests.journeys.customer import Customer, words_of
from tests.journeys.desk import SOON, Desk
from tests.services.dovecot import Dovecot
from tests.services.keepword import Keepword

SUBJECT = "我的灯还没有到"
QUESTION = "请问订单 LH-1007 什么时候发货？"
ANSWER = "您好，今天下午发出，周五送到。"


@pytest.fixture
def receipt(tmp_path: Path) -> Path:
    """Bytes of every value, so that one that is changed on its way is noticed."""
    file = tmp_path / "收据.pdf"
    file.write_bytes(b"%PDF-1.4\n" + bytes(range(256)) * 40)
    return file


@pytest.fixture
def asked(mina: Desk, mei: Customer, request: pytest.FixtureRequest) -> Desk:
    """Mina has opened a question of Mei's."""
    subject = f"{SUBJECT} {request.node.name}"
    mei.write(subject, QUESTION)
    mina.open(subject)
    return mina


def test_from_the_first_visit_to_an_answer_in_the_mailbox(
    new_shop: Keepword, page: Page, dovecot: Dovecot, receipt: Path, tmp_path: Path
):
    mei = customer_of(new_shop, dovecot=dovecot)
    desk = Desk(page, new_shop.url)
    desk.set_up(inbox=INBOX, email=ADMIN, password=PASSWORD)
    desk.show("open")

    asked = mei.write(SUBJECT, QUESTION, file=receipt)
    expect(desk.row(SUBJECT)).to_be_visible(timeout=SOON)  # by itself: nothing was reloaded

    desk.open(SUBJECT)
    expect(desk.letter(QUESTION)).to_contain_text("王梅")
    assert desk.download(receipt.name, to=tmp_path / "saved") == receipt.read_bytes()
    desk.answer(ANSWER)

    (answer,) = mei.answers()
    assert words_of(answer).strip() == ANSWER
    assert (answer["Subject"], answer["In-Reply-To"]) == (f"Re: {SUBJECT}", asked)
    assert asked in answer["References"]
    assert answer["From"].addresses[0].addr_spec == INBOX
    assert "Mina Park" in answer["From"].addresses[0].display_name
    expect(desk.letter(ANSWER)).to_contain_text("Sent", timeout=SOON)


def test_the_customers_answer_joins_the_open_conversation_and_the_draft_stays(asked: Desk, mei: Customer):
    asked.answer(ANSWER)
    expect(asked.status).to_contain_text("Waiting on customer")
    asked.draft.fill("I also wanted to say")
    mei.reply(mei.answers()[0], "太好了，谢谢！")
    expect(asked.letter("太好了，谢谢！")).to_be_visible(timeout=SOON)
    expect(asked.status).to_contain_text("Open")
    expect(asked.draft).to_have_value("I also wanted to say")
    expect(asked.page.locator("section.letter")).to_have_count(4)  # the question, its receipt, and these two
    assert ANSWER not in asked.letter("太好了，谢谢！").locator(".letter-words").inner_text()


def test_the_customers_answer_opens_what_was_resolved(asked: Desk, mei: Customer):
    asked.answer(ANSWER)
    asked.page.get_by_role("button", name="Resolve", exact=True).click()
    expect(asked.status).to_contain_text("Resolved")
    mei.reply(mei.answers()[0], "还没有收到。")
    expect(asked.status).to_contain_text("Open", timeout=SOON)


def test_an_out_of_office_answer_is_kept_and_opens_nothing(asked: Desk, mei: Customer):
    asked.answer(ANSWER)
    expect(asked.status).to_contain_text("Waiting on customer")
    mei.be_away(mei.answers()[0])
    expect(asked.letter("I am away until Monday.")).to_contain_text("Automatic answer", timeout=SOON)
    expect(asked.status).to_contain_text("Waiting on customer")


def test_a_mail_that_comes_back_turns_the_answer_to_failed_with_advice(asked: Desk, mei: Customer):
    asked.answer(ANSWER)
    expect(asked.letter(ANSWER)).to_contain_text("Sent", timeout=SOON)
    mei.bounce(mei.answers()[0])
    expect(asked.letter(ANSWER)).to_contain_text("Not delivered", timeout=SOON)
    expect(asked.letter(ANSWER)).to_contain_text("reach the customer by another way")
    expect(asked.letter(ANSWER).get_by_role("button", name="Send it again")).to_be_visible()
    expect(asked.status).to_contain_text("Open")
