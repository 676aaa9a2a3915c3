"""Whoever has a keyboard alone comes to everything that can be used, and always sees where they are (WCAG 2.1.1, 2.4.7
and 2.4.11)."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page

from tests import tour

pytestmark = pytest.mark.browser

REACH = (Path(__file__).parent / "reach.js").read_text(encoding="utf-8")
LEFT = """() => {
  const say = (element) => element.outerHTML.replace(/\\s+/g, " ").slice(0, 120);
  const names = [...window.reached].filter((one) => one.type === "radio").map((one) => one.name);
  const isOfThem = (one) => one.type === "radio" && names.includes(one.name);
  const isReached = (one) => window.reached.has(one) || !one.isConnected || isOfThem(one);
  return [
    ...window.wanted.filter((one) => !isReached(one)).map((one) => `not reached: ${say(one)}`),
    ...[...window.unmarked].map((one) => `looks the same with the focus: ${say(one)}`),
    ...[...window.unseen].map((one) => `has the focus out of sight: ${say(one)}`),
  ];
}"""
OPENS = 60  # stops of what opens by itself on the way, as the composer does
SCREENS = [  # one of each kind
    "inbox",
    "answered-conversation",
    "search",
    "day",
    "tasks",
    "outcomes",
    "contact",
    "contact-new",
    "segment-new",
    "order-new",
    "gifts",
    "settings-you",
]


def left_out(page: Page, address: str) -> list[str]:
    page.goto(address)
    wanted = page.evaluate(REACH)
    assert wanted > 10
    for _ in range(wanted + OPENS):
        page.keyboard.press("Tab")
    return [f"{address} {one}" for one in page.evaluate(LEFT)]


def test_the_keyboard_reaches_everything_and_shows_where_it_is(
    signed_in: Callable[..., BrowserContext], scenery: dict[str, int]
):
    addresses = tour.addresses(tour.INSIDE, rows=scenery)
    context = signed_in(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    found = [one for name in SCREENS for one in left_out(page, addresses[name])]
    context.close()
    assert found == []


def test_what_cannot_be_reached_or_is_not_marked_is_named(signed_in: Callable[..., BrowserContext]):
    """The test itself can fail."""
    context = signed_in(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.goto("/day")
    page.evaluate(REACH)
    page.evaluate("""() => {
        const lost = document.body.appendChild(document.createElement("button"));
        lost.tabIndex = -1;
        window.wanted.push(lost);
        const plain = document.querySelector("main").appendChild(document.createElement("button"));
        plain.textContent = "Plain";
        plain.addEventListener("focus", () => plain.style.setProperty("outline", "none", "important"), true);
    }""")
    for _ in range(200):
        page.keyboard.press("Tab")
    said = " ".join(page.evaluate(LEFT))
    context.close()
    assert "not reached" in said
    assert "looks the same" in said
