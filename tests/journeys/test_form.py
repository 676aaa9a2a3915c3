"""The contact form in a browser without scripts: a reference, a link, an answer, and one more word."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import INBOX
from tests.journeys.customer import Customer, words_of
from tests.journeys.desk import SOON, Desk
from tests.services.dovecot import Dovecot
from tests.services.keepword import Keepword

SUBJECT = "La lámpara llegó rota"
QUESTION = "El cristal está roto. ¿Me envían otro?"
ANSWER = "Claro que sí, sale hoy mismo."


@pytest.fixture
def visitor(new_page: Callable[..., Page]) -> Page:
    return new_page(java_script_enabled=False, locale="es-ES")


@pytest.fixture
def juan(shop: Keepword, dovecot: Dovecot) -> Customer:
    return Customer("Juan", "juan@customer.example", INBOX, shop, dovecot)


def test_a_visitor_without_scripts_writes_reads_the_answer_and_writes_again(
    shop: Keepword, visitor: Page, mina: Desk, juan: Customer, tmp_path: Path
):
    photo = tmp_path / "foto.txt"
    photo.write_text("not a photo, but some bytes: ñ")
    visitor.goto(f"{shop.url}/contact")
    expect(visitor.locator("html")).to_have_attribute("lang", "es")
    visitor.locator("[name=name]").fill("Juan")
    visitor.locator("[name=email]").fill(juan.address)
    visitor.locator("[name=subject]").fill(SUBJECT)
    visitor.locator("[name=message]").fill(QUESTION)
    visitor.locator("[name=attachments]").set_input_files(photo)
    visitor.locator("main form button.primary").click()

    reference = visitor.locator(".customer-reference").inner_text()
    assert re.fullmatch("[2-9A-Z]{7}", reference)
    visitor.locator("main a.button.primary").click()
    expect(visitor.locator("#letters")).to_contain_text(QUESTION)

    mina.open(SUBJECT)
    expect(mina.page.locator("#conversation-head")).to_contain_text(reference)
    assert mina.download(photo.name, to=tmp_path / "saved") == photo.read_bytes()
    mina.answer(ANSWER)
    assert words_of(juan.answers()[0]).strip() == ANSWER

    visitor.reload()
    expect(visitor.locator("#letters")).to_contain_text(ANSWER)
    visitor.locator("[name=message]").fill("¡Muchas gracias!")
    visitor.locator("main form[enctype] button.primary").click()
    expect(visitor.locator("#letters")).to_contain_text("¡Muchas gracias!")
    expect(mina.letter("¡Muchas gracias!")).to_be_visible(timeout=SOON)
    expect(mina.status).to_contain_text("Open")


def test_a_visitor_who_forgot_something_keeps_every_word(shop: Keepword, visitor: Page):
    visitor.goto(f"{shop.url}/contact?language=ar")
    expect(visitor.locator("html")).to_have_attribute("dir", "rtl")
    visitor.locator("[name=message]").fill("أين طلبي؟")
    visitor.locator("main form button.primary").click()
    expect(visitor.locator("#id_email_error")).to_be_visible()
    expect(visitor.locator("[name=message]")).to_have_value("أين طلبي؟")
