"""A customer's mail comes by itself to both screens; one gives it to the other, who hears of it."""

from playwright.sync_api import expect

from tests.journeys.day.people import DAVE, Day
from tests.journeys.desk import SOON

SUBJECT = "램프가 아직 안 왔어요"
QUESTION = "주문한 램프가 아직 도착하지 않았어요. 확인해 주시겠어요?"
STILL_HERE = "() => window.isStillHere"


def it_comes_to_both_and_is_given_to_one(day: Day) -> int:
    """Gives the number of the conversation."""
    for desk in (day.mina, day.dave):
        desk.show("open")
    day.dave.page.evaluate("() => { window.isStillHere = true; }")
    day.minji.write(SUBJECT, QUESTION)
    for desk in (day.mina, day.dave):
        expect(desk.row(SUBJECT)).to_be_visible(timeout=SOON)
    day.mina.open(SUBJECT)
    expect(day.mina.letter(QUESTION)).to_contain_text("김민지")
    day.mina.page.locator("#conversation-head summary", has_text="Assigned to").click()
    day.mina.page.get_by_role("button", name="Dave Ortiz").click()
    expect(day.mina.page.locator("#thread")).to_contain_text("Dave Ortiz", timeout=SOON)
    return _he_hears_of_it(day)


def _he_hears_of_it(day: Day) -> int:
    expect(day.dave.page.locator("#bell .view-count")).to_be_visible(timeout=SOON)
    assert day.dave.page.evaluate(STILL_HERE), "the page was loaded anew"
    day.dave.page.locator("#bell a").click()
    notice = day.dave.page.locator(".mention", has_text=SUBJECT).filter(has_text="mina gave it to you")
    notice.locator("a").click()
    expect(day.dave.letter(QUESTION)).to_be_visible()
    number = day.dave.number
    found = day.api(f"/conversations/{number}", by=DAVE)
    assert (found["subject"], found["assignee"]["name"]) == (SUBJECT, "Dave Ortiz")
    return number
