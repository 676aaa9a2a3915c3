"""An agent at a real browser."""

import re
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from tests.journeys.customer import until

SOON = 60_000  # ms; promised is a second on an idle machine, and tests run on busy ones


@dataclass(frozen=True)
class Desk:
    """What an agent does and sees, in the words of the page."""

    page: Page
    url: str

    def set_up(self, *, inbox: str, email: str, password: str) -> None:
        """The first visit of all."""
        self.page.goto(self.url)
        for label, words in {
            "Organisation": "Lighthouse Lamps",
            "Brand": "Lighthouse",
            "Your name": "Mina Park",
        }.items():
            self.page.get_by_label(label).fill(words)
        self.page.locator("[name=inbox]").fill(inbox)
        self.page.locator("[name=admin_email]").fill(email)
        self.page.locator("[name=password]").fill(password)
        self.page.get_by_role("button", name="Set up and open the inbox").click()
        expect(self.page.get_by_role("heading", name="Unassigned")).to_be_visible()

    def sign_in(self, *, email: str, password: str) -> None:
        self.page.goto(f"{self.url}/sign-in")
        self.page.get_by_label("E-mail address").fill(email)
        self.page.get_by_label("Password").fill(password)
        self.page.get_by_role("button", name="Sign in").click()
        expect(self.page.get_by_role("heading", name="Unassigned")).to_be_visible()

    def show(self, view: str) -> None:
        self.page.goto(f"{self.url}/inbox/{view}")

    def row(self, subject: str) -> Locator:
        return self.page.locator("a.row", has_text=subject)

    def find(self, subject: str) -> None:
        """Look at the list again until it is there: for browsers that are told nothing."""
        until(lambda: bool(self._look_for(subject)), seconds=SOON / 1000 * 5)

    def _look_for(self, subject: str) -> int:
        self.show("open")
        return self.row(subject).count()

    def open(self, subject: str) -> None:
        self.row(subject).click()
        expect(self.page.locator("#conversation-subject")).to_have_text(subject)

    def letter(self, text: str) -> Locator:
        return self.page.locator("section.letter", has_text=text)

    @property
    def status(self) -> Locator:
        return self.page.locator("#conversation-head .conversation-tools .mark").first

    @property
    def draft(self) -> Locator:
        return self.page.get_by_label("Your reply")

    @property
    def number(self) -> int:
        """Of the conversation that is open."""
        return int(self.page.url.partition("/conversations/")[2].partition("?")[0])

    def send(self) -> None:
        self.page.get_by_role("button", name="Send", exact=True).click()

    def answer(self, text: str) -> None:
        self.draft.fill(text)
        self.send()
        self.page.locator(".leaving-card").get_by_role("button", name="Send now").click()
        expect(self.letter(text)).to_be_visible()

    def download(self, name: str, *, to: Path) -> bytes:
        with self.page.expect_download() as waiting:
            self.page.get_by_role("link", name=re.compile(re.escape(name))).click()
        waiting.value.save_as(to)
        return to.read_bytes()
