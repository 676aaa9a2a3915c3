"""A supplier is asked beside the conversation, and answers from his mail program onto the same page. The customer
hears nothing of it."""

from playwright.sync_api import expect

from tests.journeys.customer import words_of
from tests.journeys.day.people import Day
from tests.journeys.desk import SOON

ASKED, TOLD = "Is there a new shade for lamp 12?", "Two shades are left in Valencia."


def he_answers_beside(day: Day, *, conversation: int) -> None:
    day.mina.page.goto(f"{day.mina.url}/conversations/{conversation}")
    letters = day.mina.page.locator("#thread .letter")
    before = letters.count()
    page = day.dave.page
    page.goto(f"{day.dave.url}/conversations/{conversation}/asides/new")
    page.get_by_label("To", exact=True).fill(day.juan.address)
    page.get_by_label("Subject").fill("Shade 12")
    page.locator("[name=text]").fill(ASKED)
    page.get_by_role("button", name="Send outside").click()
    [asked] = day.juan.received()
    assert ASKED in words_of(asked)
    assert "minji" not in asked.as_string() and "램프" not in words_of(asked)
    day.mina.page.goto(f"{day.mina.url}/conversations/{conversation}?aside=all")
    expect(day.mina.page.locator("#asides .letter", has_text=ASKED)).to_be_visible()
    day.juan.reply(asked, TOLD)
    for desk in (day.dave, day.mina):
        expect(desk.page.locator("#asides .letter", has_text=TOLD)).to_be_visible(timeout=SOON)
    expect(letters).to_have_count(before)
    assert len(day.juan.received()) == 1
    mails = [mail.as_string() + words_of(mail) for mail in day.minji.received(4)]
    assert not any(word in mail for mail in mails for word in (day.juan.address, ASKED, TOLD, "Shade 12"))
    assert not any(TOLD in one["text"] for one in day.messages(conversation))
