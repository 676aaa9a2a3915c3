"""One macro in two languages: a customer who writes Korean is answered in it, by her name."""

from playwright.sync_api import expect

from tests.journeys.customer import words_of
from tests.journeys.day.people import DAVE, Day
from tests.journeys.desk import SOON, Desk

SUBJECT = "주소를 바꾸고 싶어요"
QUESTION = "배송 주소를 바꿀 수 있나요?"
MACRO = "New address"
ENGLISH = "Hello {{customer.name}}, please tell us the new address."
KOREAN = "안녕하세요 {{customer.name}} 님, 새 주소를 알려 주세요."
SAID = "안녕하세요 김민지 님, 새 주소를 알려 주세요."


def a_macro_speaks_her_language(day: Day) -> int:
    """Gives the number of her second conversation."""
    _write_the_macro(day.mina)
    day.dave.show("open")
    day.minji.write(SUBJECT, QUESTION)
    expect(day.dave.row(SUBJECT)).to_be_visible(timeout=SOON)
    day.dave.open(SUBJECT)
    number = day.dave.number
    day.dave.page.locator("macro-picker summary").click()
    day.dave.page.locator(".macro-item", has_text=MACRO).click()
    expect(day.dave.draft).to_have_value(SAID)
    day.dave.send()
    day.dave.page.locator(".leaving-card").get_by_role("button", name="Send now").click()
    expect(day.dave.letter(SAID)).to_be_visible()
    answer = day.minji.answers(4)[3]
    assert words_of(answer).strip().startswith(SAID)
    assert "customer.name" not in answer.as_string()
    assert day.api(f"/conversations/{number}", by=DAVE)["language"] == "ko"
    return number


def _write_the_macro(mina: Desk) -> None:
    mina.page.goto(f"{mina.url}/settings/macros/new")
    mina.page.locator("[name=name]").fill(MACRO)
    mina.page.locator("[name=whose]").select_option("all")
    for language, words in {"en": ENGLISH, "ko": KOREAN}.items():
        field = mina.page.locator(f"[name=text-{language}]")
        if not field.is_visible():
            mina.page.locator(f"summary[lang={language}]").click()
        field.fill(words)
    mina.page.get_by_role("button", name="Save").click()
    expect(mina.page.get_by_role("link", name=MACRO)).to_be_visible()
