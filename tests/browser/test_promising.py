"""A time in an answer becomes a promise, by keyboard, in a real browser."""

from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser


def a_working_day() -> datetime:
    """Far enough that nobody's queue reaches it, and a Wednesday, when shops are open."""
    today = datetime.now(UTC)
    return today + timedelta(days=7 + (2 - today.weekday()) % 7)


ENGLISH = "I will call you on {day:%d} {day:%B} at 15:00."
CHINESE = "我会在{day.month}月{day.day}日下午3点给您打电话。"


@pytest.mark.parametrize(("place", "words"), [(0, ENGLISH), (1, CHINESE)], ids=["English", "Chinese"])
def test_a_time_is_offered_while_it_is_written_and_counted_when_it_is_sent(desk: Page, place: int, words: str):
    desk.goto("/inbox/open")
    desk.locator(".row").nth(place).click()
    expect(desk.locator("#conversation")).to_be_visible()
    said = words.format(day=a_working_day())
    desk.keyboard.press("r")
    desk.keyboard.type(said)
    offer = desk.locator("#composer-offers .offer")
    expect(offer).to_have_count(1)
    keep = offer.get_by_label("Keep count")
    keep.focus()
    desk.keyboard.press("Space")
    expect(keep).to_be_checked()
    desk.locator("#reply-text").focus()
    desk.keyboard.press("Control+Enter")
    desk.locator(".leaving-card").get_by_role("button", name="Send now").press("Enter")
    expect(desk.locator(".letter").last).to_contain_text(said)
    expect(desk.locator("#conversation-promises .promise-said").filter(has_text=said)).to_be_visible()
    desk.goto("/promises?state=open&owed=mine")
    expect(desk.locator(".promise-said").filter(has_text=said)).to_be_visible()
