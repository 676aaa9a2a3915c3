"""Two answer at once: each sees the other at it, and the slower one hears what was said before theirs goes out."""

import re

from playwright.sync_api import expect

from tests.journeys.customer import words_of
from tests.journeys.day.people import Day
from tests.journeys.desk import SOON

AGAIN = "감사합니다. 그런데 상자가 열려 있었다고 들었어요."
FIRST, SECOND = "죄송합니다. 새 램프를 보내 드리겠습니다.", "죄송합니다. 상자 사진을 보내 주시겠어요?"
STREAM = re.compile(r"/live(\?|$)")


def they_answer_at_once(day: Day, *, conversation: int) -> None:
    day.phone.show("open")
    day.minji.reply(day.minji.answers()[0], AGAIN)
    expect(day.dave.letter(AGAIN)).to_be_visible(timeout=SOON)
    day.dave.page.route(STREAM, lambda route: route.abort())  # his train goes into a tunnel
    for desk in (day.dave, day.mina):
        desk.page.goto(f"{desk.url}/conversations/{conversation}")
    presence = day.mina.page.locator("#presence")
    expect(presence).to_contain_text("Dave Ortiz is reading", timeout=SOON)
    day.dave.draft.fill(SECOND)
    expect(presence).to_contain_text("Dave Ortiz is writing an answer", timeout=SOON)
    day.mina.answer(FIRST)
    _the_slower_one_is_held(day)
    _and_goes_when_he_has_read(day)
    day.dave.page.unroute(STREAM)


def _the_slower_one_is_held(day: Day) -> None:
    expect(day.dave.letter(FIRST)).to_have_count(0)
    day.dave.send()
    expect(day.dave.page.get_by_role("alert")).to_contain_text("answered while you were writing, so nothing was sent")
    expect(day.dave.letter(FIRST)).to_be_visible()
    expect(day.dave.draft).to_have_value(SECOND)


def _and_goes_when_he_has_read(day: Day) -> None:
    assert [words_of(one).strip().startswith(FIRST) for one in day.minji.answers(2)] == [False, True]
    day.dave.send()
    day.dave.page.locator(".leaving-card").get_by_role("button", name="Send now").click()
    expect(day.dave.letter(SECOND)).to_be_visible()
    expect(day.mina.letter(SECOND)).to_be_visible(timeout=SOON)
    assert words_of(day.minji.answers(3)[2]).strip().startswith(SECOND)
