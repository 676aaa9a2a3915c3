"""A visitor chats on a shop's page of another origin, and an agent answers; the connection is lost in between."""

import os
import subprocess
import sys

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.test_hours_snippet import site
from tests.services.keepword import Keepword

pytestmark = pytest.mark.browser

PATIENCE = 60_000  # milliseconds; words come at once, on a machine that is not busy with tests
POLICY = "default-src 'none'; script-src {url}; frame-src {url}"
LINE = '<script src="{url}/widget/leaf-loom.js" async></script>'
# Open at any hour, and somebody takes chats whose screen was open a moment ago.
OPEN = """
import sys
import django
django.setup()
from datetime import timedelta
from keepword.brands.models import Brand, Organisation
from keepword.channels.chat.models import Setup
from keepword.conversations.models import Inbox
from keepword.kit import clock
from keepword.people.models import Agent
for model in (Inbox, Brand, Organisation, Agent):
    model.objects.update(business_hours=None)
Agent.objects.filter(email__startswith="mina").update(takes_chats=True, screen_at=clock.now() + timedelta(hours=1))
brand = Brand.objects.get(slug="leaf-loom")
Setup.objects.update_or_create(brand=brand, defaults={"is_on": True, "sites": [sys.argv[1]]})
"""


def switch_on(shop: Keepword, *, for_site: str) -> None:
    environment = os.environ | {"KEEPWORD_DATA": str(shop.data), "DJANGO_SETTINGS_MODULE": "keepword.wiring.settings"}
    environment.pop("DATABASE_URL", None)  # the shop of these tests is in its folder
    subprocess.run([sys.executable, "-c", OPEN, for_site], env=environment, check=True)


def test_a_chat_survives_a_lost_connection_and_every_word_is_there_once(shop: Keepword, browser: Browser, desk: Page):
    with site(LINE.format(url=shop.url), policy=POLICY.format(url=shop.url)) as address:
        switch_on(shop, for_site=address.rstrip("/"))
        context = browser.new_context(timezone_id="Asia/Seoul")
        page = context.new_page()
        page.goto(address)
        page.get_by_role("button", name="Chat with Leaf & Loom").click()
        chat = page.frame_locator("iframe")
        box, words = chat.get_by_placeholder("Write a message"), chat.locator(".word[data-id]")
        expect(box).to_be_focused(timeout=PATIENCE)  # by its script: before that, Enter is a new line
        box.fill("Do you have the green teapot?")
        box.press("Enter")
        expect(words).to_have_count(1, timeout=PATIENCE)
        answer(desk, to="green teapot", text="Yes, two are left.")
        expect(words.nth(1)).to_contain_text("Yes, two are left.", timeout=PATIENCE)
        context.set_offline(True)
        for text in ("I take one.", "Or both!"):
            box.fill(text)
            box.press("Enter")
        expect(chat.locator(".word.waiting")).to_have_count(2)
        context.set_offline(False)
        expect(words).to_have_count(4, timeout=PATIENCE)
        said = [one.strip() for one in chat.locator(".word-text").all_inner_texts()]
        assert said == ["Do you have the green teapot?", "Yes, two are left.", "I take one.", "Or both!"]
        assert context.cookies() == []
        context.close()
    expect(desk.locator("#thread")).to_contain_text("Or both!", timeout=PATIENCE)
    expect(desk.locator("#thread").get_by_text("I take one.", exact=True)).to_have_count(1)


def answer(desk: Page, *, to: str, text: str) -> None:
    desk.goto("/inbox/open?sort=newest")
    desk.locator(".row", has_text=to).first.click()
    desk.locator("#reply-text").fill(text)
    desk.locator("#reply-text").press("Control+Enter")
