"""A visitor on the chat's own page, and agents who take chats, in real browsers. `switch_on` makes a shop chat."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from tests.browser.test_live import listening
from tests.services.keepword import Keepword

PATIENCE = 60_000  # milliseconds; things happen at once, on a machine that is not busy with tests
MINA, DAVE = "mina@leafloom.example", "dave@leafloom.example"

# Open at any hour; chats ring for so many seconds, and are over only long after the visitor went.
OPEN = """
import sys
import django
django.setup()
from keepword.brands.models import Brand, Organisation
from keepword.channels.chat.models import Setup
from keepword.conversations.models import Chat, ChatRules, Inbox
from keepword.people.models import Agent
for model in (Inbox, Brand, Organisation, Agent):
    model.objects.update(business_hours=None)
if sys.argv[2] == "anew":
    Agent.objects.update(takes_chats=False, screen_at=None)
    Chat.objects.update(state="over", rings_for=None, rings_until=None, given_by=None)
Setup.objects.update_or_create(brand=Brand.objects.get(slug="leaf-loom"), defaults={"is_on": True})
ChatRules.objects.update_or_create(id=1, defaults={"ring_seconds": int(sys.argv[1]), "left_minutes": 120})
"""


def switch_on(shop: Keepword, *, ring_seconds: int = 300, keep: bool = False) -> None:
    """Nobody takes chats then, and none runs, unless that is to be kept."""
    in_shop(shop, OPEN, str(ring_seconds), "kept" if keep else "anew")


def in_shop(shop: Keepword, program: str, *arguments: str) -> None:
    environment = os.environ | {"KEEPWORD_DATA": str(shop.data), "DJANGO_SETTINGS_MODULE": "keepword.wiring.settings"}
    environment.pop("DATABASE_URL", None)  # the shop of these tests is in its folder
    subprocess.run([sys.executable, "-c", program, *arguments], env=environment, check=True)


@dataclass
class Visitor:
    """Somebody who writes on /chat/leaf-loom."""

    context: BrowserContext
    page: Page

    @property
    def words(self) -> Locator:
        return self.page.locator(".word[data-id]")

    def say(self, text: str) -> None:
        """By the keyboard."""
        box = self.page.get_by_placeholder("Write a message")
        box.focus()
        self.page.keyboard.type(text)
        self.page.keyboard.press("Enter")

    def said(self) -> list[str]:
        return [one.strip() for one in self.page.locator(".word[data-id] .word-text").all_inner_texts()]

    def reads(self, *texts: str) -> None:
        """These and nothing else, each once and in this order."""
        expect(self.words).to_have_count(len(texts), timeout=PATIENCE)
        expect(self.page.locator(".word.waiting")).to_have_count(0)
        assert self.said() == list(texts)


@contextmanager
def visitor(browser: Browser, shop: Keepword, *, name: str, email: str = "") -> Iterator[Visitor]:
    context = browser.new_context(base_url=shop.url, locale="en-GB", timezone_id="Asia/Seoul")
    page = context.new_page()
    page.goto("/chat/leaf-loom?language=en")
    page.locator(".chat-form[data-words] summary").press("Enter")
    page.get_by_label("Your name", exact=True).fill(name)
    page.locator(".chat-form[data-words]").get_by_label("Your e-mail address").fill(email)
    yield Visitor(context, page)
    context.close()


@dataclass
class Desk:
    """An agent at the desk, who uses no mouse. `complaints` are errors of scripts."""

    context: BrowserContext
    page: Page
    complaints: list[str] = field(default_factory=list)

    @property
    def ring(self) -> Locator:
        return self.page.locator("#chats [data-ring]")

    @property
    def tabs(self) -> Locator:
        return self.page.locator("#chats .chat-tab")

    @property
    def reply(self) -> Locator:
        return self.page.locator("#reply-text")

    @property
    def spoken(self) -> Locator:
        """What a screen reader is told of chats."""
        return self.page.locator("#chats [data-said]")

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def takes_chats(self) -> None:
        """By the key v, from a list."""
        self.page.goto("/inbox/open")
        seat = self.page.locator("#chat-seat button")
        if seat.get_attribute("aria-checked") == "false":
            self.press("v")
        expect(seat).to_have_attribute("aria-checked", "true", timeout=PATIENCE)
        listening(self.page)

    def takes_what_rings(self, name: str) -> None:
        expect(self.ring.filter(has_text=name)).to_have_count(1, timeout=PATIENCE)
        self.press(".")
        expect(self.page.locator("#chat-line")).to_be_visible(timeout=PATIENCE)
        expect(self.tabs.filter(has_text=name)).to_have_attribute("aria-current", "page", timeout=PATIENCE)
        listening(self.page)

    def answer(self, text: str) -> None:
        expect(self.reply).to_be_focused(timeout=PATIENCE)
        self.page.keyboard.type(text)
        self.press("Enter")
        expect(self.page.locator("#thread").get_by_text(text, exact=True)).to_have_count(1, timeout=PATIENCE)


@contextmanager
def at_desk(signed_in: Callable[..., BrowserContext], email: str = MINA) -> Iterator[Desk]:
    with signed_in(email, viewport={"width": 1440, "height": 900}) as context:
        desk = Desk(context, context.new_page())
        desk.page.on("pageerror", lambda error: desk.complaints.append(str(error)))
        yield desk
        assert desk.complaints == []
