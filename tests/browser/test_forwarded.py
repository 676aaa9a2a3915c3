"""A colleague forwards a customer's mail to the desk: it becomes the customer's by keyboard, or stays as it is."""

import smtplib
from email.message import EmailMessage

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.services.keepword import Keepword

pytestmark = pytest.mark.browser

FORWARDED = """Please take this one.

---------- Forwarded message ---------
From: Otto Kunde <otto@customer.example>
Date: Mon, 4 May 2026
Subject: {subject}
To: <office@leafloom.example>

The cup is broken.
"""


def _forwarded(desk: Page, shop: Keepword, *, subject: str) -> Locator:
    """The line above the answer, in the conversation that a colleague's mail began."""
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = (
        "Jo <office@leafloom.example>",
        "help@leafloom.example",
        f"Fwd: {subject}",
    )
    mail.set_content(FORWARDED.format(subject=subject))
    with smtplib.SMTP("127.0.0.1", shop.mail_port, timeout=60) as session:
        session.send_message(mail)
    desk.goto("/inbox/open")
    row = desk.get_by_role("link", name=f"Fwd: {subject}").first
    expect(row).to_be_visible(timeout=60_000)
    row.press("Enter")
    offer = desk.get_by_role("group", name="Jo forwarded a mail of Otto Kunde <otto@customer.example>.")
    expect(offer).to_be_visible()
    return offer


def test_it_becomes_the_customers_and_the_colleagues_again(desk: Page, shop: Keepword):
    offer = _forwarded(desk, shop, subject="The blue cup")
    offer.get_by_role("button", name="Make it theirs").press("Enter")
    told = desk.get_by_role("status").filter(has_text="Otto Kunde's conversation now")
    expect(told).to_be_visible()
    expect(desk.locator("#contact h2")).to_have_text("Otto Kunde")
    expect(offer).to_have_count(0)
    told.get_by_role("button", name="Undo").press("Enter")
    expect(desk.locator("#contact h2")).to_have_text("Jo")
    expect(offer).to_be_visible()


def test_put_away_it_stays_away_and_what_was_written_stays(desk: Page, shop: Keepword):
    offer = _forwarded(desk, shop, subject="The red cup")
    desk.locator("#reply-text").fill("Half a sentence")
    offer.get_by_role("button", name="Leave it").press("Enter")
    expect(offer).to_have_count(0)
    expect(desk.locator("#reply-text")).to_have_value("Half a sentence")
    expect(desk.locator("#contact h2")).to_have_text("Jo")
    desk.reload()
    expect(desk.locator("#reply-text")).to_be_visible()
    expect(offer).to_have_count(0)
