"""Two conversations of one customer become one, and two again, each with its own words."""

from typing import Any

from playwright.sync_api import expect

from tests.journeys.day import assigning, speaking_korean
from tests.journeys.day.people import Day


def they_are_merged_and_parted(day: Day, *, kept: int, other: int) -> None:
    before = {number: _as_it_stands(day, number) for number in (kept, other)}
    page = day.dave.page
    page.goto(f"{day.dave.url}/conversations/{kept}/joining")
    page.locator(f"button[name=other][value='{other}']").click()
    expect(day.dave.letter(assigning.QUESTION)).to_be_visible()
    expect(day.dave.letter(speaking_korean.QUESTION)).to_be_visible()
    page.goto(f"{day.dave.url}/conversations/{other}")
    expect(day.dave.letter(assigning.QUESTION)).to_be_visible()
    assert day.dave.number == kept
    assert day.api(f"/conversations/{other}")["merged_into"] == kept
    assert len(day.messages(kept)) == sum(len(one["messages"]) for one in before.values())
    page.locator("#joined").get_by_role("button", name="Undo").click()
    expect(day.dave.letter(speaking_korean.QUESTION)).to_have_count(0)
    page.goto(f"{day.dave.url}/conversations/{other}")
    expect(day.dave.letter(speaking_korean.QUESTION)).to_be_visible()
    expect(day.dave.letter(assigning.QUESTION)).to_have_count(0)
    assert {number: _as_it_stands(day, number) for number in (kept, other)} == before


def _as_it_stands(day: Day, conversation: int) -> dict[str, Any]:
    row = day.api(f"/conversations/{conversation}")
    kept = ("reference", "subject", "status", "assignee", "waiting_since", "merged_into", "tags", "participants")
    return {name: row[name] for name in kept} | {"messages": day.messages(conversation)}
