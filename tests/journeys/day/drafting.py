"""An answer is begun on one device, finished on another, taken back, and sent."""

from playwright.sync_api import expect

from tests.journeys.customer import words_of
from tests.journeys.day.people import UNDO_SECONDS, Day, moment_of
from tests.journeys.desk import SOON, Desk

BEGUN, FINISHED = "안녕하세요, 확인해 보겠습니다.", " 잠시만 기다려 주세요."
BETTER = BEGUN + " 오늘 안에 알려 드리겠습니다."


def it_is_begun_here_and_finished_there(day: Day, *, conversation: int) -> None:
    _write(day.dave, BEGUN)
    day.phone.page.goto(f"{day.phone.url}/conversations/{conversation}")
    expect(day.phone.draft).to_have_value(BEGUN)
    _write(day.phone, BEGUN + FINISHED)
    day.phone.send()
    expect(day.phone.draft).to_have_value("")
    card = day.phone.page.locator(".leaving-card")
    expect(card).to_contain_text(FINISHED.strip())
    card.get_by_role("button", name="Undo").click()
    expect(day.phone.draft).to_have_value(BEGUN + FINISHED)
    assert day.minji.answers(0) == []
    _it_leaves_when_the_pause_is_over(day, conversation=conversation)


def _it_leaves_when_the_pause_is_over(day: Day, *, conversation: int) -> None:
    _write(day.phone, BETTER)
    pressed = day.clock.now()
    day.phone.send()
    for desk in (day.phone, day.dave):
        expect(desk.letter(BETTER)).to_be_visible(timeout=SOON)
    expect(day.dave.draft).to_have_value("")
    [answer] = day.minji.answers()
    asked = next(one for one in day.messages(conversation) if one["kind"] == "inbound")
    said = next(one for one in day.messages(conversation) if one["text"] == BETTER)
    assert (moment_of(said) - pressed).total_seconds() >= UNDO_SECONDS - 1
    assert words_of(answer).strip().startswith(BETTER)
    assert asked["message_id"] in answer["In-Reply-To"]


def _write(desk: Desk, words: str) -> None:
    with desk.page.expect_response(lambda one: one.url.endswith("/draft") and one.ok):
        desk.draft.fill(words)
