"""Somebody who never saw Keepword sets hours, holidays, a target, a channel and the words of the acknowledgement, by
what stands on the screen. How long a person takes is not the clock of the test but the keystroke-level model (Card,
Moran, Newell, "The keystroke-level model for user performance time with interactive systems", 1980)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.services.keepword import Keepword
from tests.services.keepword import keepword as start

pytestmark = pytest.mark.browser

POINT, KEY, THINK, PAGE = 1.1, 0.2, 1.35, 1.0  # seconds: move and aim, one key or button, decide, a page comes
THREE_MINUTES = 180
PATIENCE = 60_000  # ms
WORDS = "Hello {name},\n\nthank you for writing. You will hear from {people} by {when}.\n\n{hours}"


@dataclass
class Person:
    """Thinks before each step, points, presses, types; counts all of it."""

    page: Page
    steps: list[tuple[str, float]] = field(default_factory=list)

    @property
    def seconds(self) -> float:
        return sum(seconds for _what, seconds in self.steps)

    def press(self, role: str, name: str | re.Pattern[str], *, brings_page: bool = False) -> None:
        it = self.page.get_by_role(role, name=name, exact=True).first
        if brings_page:
            with self.page.expect_navigation(timeout=PATIENCE):
                it.click(timeout=PATIENCE)
        else:
            it.click(timeout=PATIENCE)
        self._took(f"press {name}", THINK + POINT + KEY + (PAGE if brings_page else 0))

    def open(self, words: str) -> None:
        self.page.locator("summary", has_text=words).click(timeout=PATIENCE)
        self._took(f"open {words}", THINK + POINT + KEY)

    def type(self, label: str, text: str) -> None:
        """Whatever stood there is gone over first: a triple press selects it."""
        there = self.page.get_by_label(label, exact=True).first
        presses = 3 if there.input_value(timeout=PATIENCE) else 1
        there.fill(text)
        self._took(f"type {label}", THINK + POINT + presses * KEY + len(text) * KEY)

    def choose(self, label: str, option: str) -> None:
        """By pressing the list, typing the first letters and Enter."""
        self.page.get_by_label(label, exact=True).first.select_option(label=option, timeout=PATIENCE)
        self._took(f"choose {label}", THINK + POINT + KEY + 4 * KEY + KEY)

    def read(self, words: str) -> None:
        expect(self.page.get_by_text(words).locator("visible=true").first).to_be_visible(timeout=PATIENCE)
        self._took(f"read {words}", THINK)

    def _took(self, what: str, seconds: float) -> None:
        self.steps.append((what, seconds))


@pytest.fixture
def shop(tmp_path) -> Iterator[Keepword]:
    with start(tmp_path / "data") as server:
        yield server


@pytest.fixture
def person(shop: Keepword, browser: Browser) -> Iterator[Person]:
    """On the first day, just signed in."""
    password = shop.set_up()
    context = browser.new_context(base_url=shop.url, locale="en-GB", viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.goto("/sign-in")
    page.get_by_label("E-mail address").fill("mina@shop.example")
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/inbox/**")
    yield Person(page)
    context.close()


def hold_first_answer(page: Page, address: str) -> list[Route]:
    """The server is slow once: what is chosen meanwhile must not be lost. Gives the request that it keeps waiting."""
    held: list[Route] = []

    def answer(route: Route) -> None:
        if held or route.request.method != "POST":
            route.continue_()
        else:
            held.append(route)

    page.route(address, answer)
    return held


def set_hours(person: Person) -> None:
    person.press("link", "Hours", brings_page=True)
    person.press("link", "Opening hours", brings_page=True)
    late = hold_first_answer(person.page, "**/settings/hours/*")
    person.press("checkbox", "Always open, day and night")
    person.type("Monday", "9-12, 13-18")
    person.press("button", "Copy to Friday")
    person.choose("Public holidays of", "South Korea")
    expect(person.page.get_by_text("Hangul Day")).to_be_visible(timeout=PATIENCE)
    expect(person.page.get_by_label("Friday", exact=True)).to_have_value("9-12, 13-18")
    late[0].abort()  # nobody waits for it any more
    person.press("checkbox", re.compile("^Hangul Day"))
    person.type("Day", "2026-12-31")
    person.type("What for", "Inventory")
    person.read("Customers read now:")
    person.press("button", "Save", brings_page=True)
    person.read("Saved.")


def set_a_target(person: Person) -> None:
    person.press("link", "Targets", brings_page=True)
    person.press("link", "Reply within 4 business hours", brings_page=True)
    person.press("button", "Save", brings_page=True)
    person.read("First reply 4h")


def add_a_channel(person: Person) -> None:
    person.press("link", "Channels", brings_page=True)
    person.open("Add a channel")
    person.choose("Kind", "Phone")
    person.type("Address, number or name", "+82 2 1234 5678")
    person.type("We answer within", "1")
    person.press("button", "Add", brings_page=True)
    person.read("Phone")


def word_the_acknowledgement(person: Person) -> None:
    person.press("link", "Acknowledgements", brings_page=True)
    person.press("link", "Words and preview", brings_page=True)
    person.type("Your own words", WORDS)
    person.press("button", "Show how it reads", brings_page=True)
    person.read("Hello Kim Min-ji,")
    person.press("button", "Save", brings_page=True)
    person.read("Saved.")


def test_hours_a_target_a_channel_and_words_take_less_than_three_minutes(person: Person, shop: Keepword):
    person.press("link", "Settings", brings_page=True)
    set_hours(person)
    set_a_target(person)
    add_a_channel(person)
    word_the_acknowledgement(person)
    print(f"{len(person.steps)} steps, {person.seconds:.0f} s by the keystroke-level model")
    assert person.seconds < THREE_MINUTES
    person.page.goto("/reach/lighthouse-lamps")
    for way in ("Contact form", "support@shop.example", "+82 2 1234 5678"):
        expect(person.page.get_by_text(way).first).to_be_visible()
    person.page.goto("/hours/lighthouse-lamps")
    expect(person.page.get_by_text("09:00–12:00, 13:00–18:00")).to_be_visible()
