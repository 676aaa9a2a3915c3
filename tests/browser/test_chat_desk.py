"""Live chats as agents live through them, by keyboard alone: taken by one of two, answered, handed over, ended."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Route, expect

from tests.browser.talking import DAVE, MINA, PATIENCE, Desk, at_desk, in_shop, switch_on, visitor
from tests.services.keepword import Keepword

pytestmark = pytest.mark.browser


@pytest.fixture(autouse=True)
def chats(shop: Keepword) -> None:
    switch_on(shop)


@pytest.fixture
def mina(signed_in: Callable[..., BrowserContext]) -> Iterator[Desk]:
    with at_desk(signed_in, MINA) as desk:
        yield desk


@pytest.fixture
def dave(signed_in: Callable[..., BrowserContext]) -> Iterator[Desk]:
    with at_desk(signed_in, DAVE) as desk:
        yield desk


def test_a_chat_rings_is_taken_by_the_full_stop_answered_and_ended(shop: Keepword, browser: Browser, mina: Desk):
    mina.takes_chats()
    with visitor(browser, shop, name="Ann Lee") as ann:
        ann.say("Do you have the green teapot?")
        expect(mina.spoken).to_have_text("A chat rings: Ann Lee", timeout=PATIENCE)
        expect(mina.page.get_by_role("button", name="Take the chat with Ann Lee")).to_be_visible()
        mina.takes_what_rings("Ann Lee")
        mina.answer("Yes, two are left.")
        ann.reads("Do you have the green teapot?", "Yes, two are left.")
        mina.answer("Shall I put one aside?")
        ann.say("Please do.")
        expect(mina.page.locator("#thread")).to_contain_text("Please do.", timeout=PATIENCE)
        mina.press("Escape", "e")
        expect(mina.tabs.filter(has_text="Ann Lee")).to_have_count(0, timeout=PATIENCE)
        ann.reads("Do you have the green teapot?", "Yes, two are left.", "Shall I put one aside?", "Please do.")


def test_of_two_agents_one_has_it_and_the_other_reads_so(shop: Keepword, browser: Browser, mina: Desk, dave: Desk):
    for desk in (mina, dave):
        desk.takes_chats()
    with visitor(browser, shop, name="Bo Chen") as bo:
        bo.say("Is anybody there?")
        ring_for_all(shop)
        quick, slow = (mina, dave)
        expect(slow.ring.filter(has_text="Bo Chen")).to_have_count(1, timeout=PATIENCE)
        slow.page.locator("#chats .chat-ring button").focus()
        quick.takes_what_rings("Bo Chen")
        said = "Mina Park has the chat with Bo Chen"
        expect(slow.page.locator("#chats .chat-gone")).to_have_text(said, timeout=PATIENCE)
        expect(slow.spoken).to_have_text(said)
        expect(slow.ring).to_have_count(0)
        expect(slow.page.locator("#chats")).to_be_focused()
        quick.answer("I am.")
        bo.reads("Is anybody there?", "I am.")
        quick.press("Escape", "e")


def test_who_presses_a_moment_too_late_reads_who_has_it(shop: Keepword, browser: Browser, mina: Desk, dave: Desk):
    for desk in (mina, dave):
        desk.takes_chats()
    with visitor(browser, shop, name="Cho Min") as cho:
        cho.say("Hello?")
        ring_for_all(shop)
        expect(dave.ring.filter(has_text="Cho Min")).to_have_count(1, timeout=PATIENCE)
        dave.page.evaluate("document.querySelector('live-stream').remove()")  # the word comes too late
        mina.takes_what_rings("Cho Min")
        dave.press(".")
        refused = dave.page.get_by_role("alert").filter(has_text="Mina Park was quicker and has this chat.")
        expect(refused).to_be_visible(timeout=PATIENCE)
        mina.answer("Good morning.")
        mina.press("Escape", "e")
        cho.reads("Hello?", "Good morning.")


def test_a_chat_is_handed_over_with_a_word_and_taken(shop: Keepword, browser: Browser, mina: Desk, dave: Desk):
    mina.takes_chats()
    with visitor(browser, shop, name="Dan Roe") as dan:
        dan.say("My parcel is broken.")
        mina.takes_what_rings("Dan Roe")
        mina.answer("I am sorry.")
        dave.takes_chats()
        hand_over(mina, why="He wants his money back.")
        expect(dave.ring.filter(has_text="He wants his money back.")).to_contain_text(
            "from Mina Park", timeout=PATIENCE
        )
        dave.takes_what_rings("Dan Roe")
        expect(dave.page.locator("#chat-summary")).to_contain_text("Handed over by Mina Park He wants his money back.")
        expect(mina.spoken).to_have_text("Dave Ortiz has the chat with Dan Roe", timeout=PATIENCE)
        expect(mina.tabs.filter(has_text="Dan Roe")).to_have_count(0)
        dave.answer("You have it tomorrow.")
        expect(dan.page.locator(".words")).to_contain_text("Dave Ortiz will go on from here.", timeout=PATIENCE)
        expect(dan.words.last).to_contain_text("You have it tomorrow.", timeout=PATIENCE)
        assert "He wants his money back." not in " ".join(dan.said())
        dave.press("Escape", "e")


def test_nobody_takes_what_is_offered_and_it_is_mine_again(shop: Keepword, browser: Browser, mina: Desk, dave: Desk):
    mina.takes_chats()
    with visitor(browser, shop, name="Eva Lund") as eva:
        eva.say("Can I change the size?")
        mina.takes_what_rings("Eva Lund")
        dave.takes_chats()
        switch_on(shop, ring_seconds=5, keep=True)
        hand_over(mina, why="You know the sizes.")
        expect(mina.spoken).to_have_text("Not taken: the chat with Eva Lund is yours again", timeout=PATIENCE)
        switch_on(shop, keep=True)
        expect(dave.ring).to_have_count(0, timeout=PATIENCE)
        expect(mina.page.locator("#thread")).to_contain_text("did not take the chat", timeout=PATIENCE)
        mina.press("r")
        mina.answer("Of course. Which one?")
        eva.reads("Can I change the size?", "Of course. Which one?")
        mina.press("Escape", "e")


def test_two_chats_side_by_side_and_their_drafts_do_not_mix(shop: Keepword, browser: Browser, mina: Desk):
    mina.takes_chats()
    with visitor(browser, shop, name="Fay Ito") as fay, visitor(browser, shop, name="Gus Berg") as gus:
        fay.say("Do you ship to Japan?")
        mina.takes_what_rings("Fay Ito")
        expect(mina.reply).to_be_focused(timeout=PATIENCE)
        mina.page.keyboard.type("To Japan it takes")
        gus.say("Where is my invoice?")
        expect(mina.ring.filter(has_text="Gus Berg")).to_have_count(1, timeout=PATIENCE)
        mina.press("Escape")
        mina.takes_what_rings("Gus Berg")
        expect(mina.reply).to_have_value("")
        mina.page.keyboard.type("Your invoice")
        fay.say("And how long?")
        expect(mina.spoken).to_have_text("Fay Ito wrote", timeout=PATIENCE)
        expect(mina.tabs.filter(has_text="Fay Ito")).to_contain_text("Unread 1")
        mina.press("Escape", "l")
        expect(mina.tabs.filter(has_text="Fay Ito")).to_have_attribute("aria-current", "page", timeout=PATIENCE)
        expect(mina.reply).to_have_value("To Japan it takes")
        expect(mina.tabs.filter(has_text="Fay Ito").locator(".view-count")).to_have_count(0)
        mina.press("r", "End")
        mina.page.keyboard.type(" five days.")
        mina.press("Enter")
        fay.reads("Do you ship to Japan?", "And how long?", "To Japan it takes five days.")
        # The caret stands in the field again when her own page has the answer, too.
        sent = mina.page.locator("#thread").get_by_text("To Japan it takes five days.", exact=True)
        expect(sent).to_have_count(1, timeout=PATIENCE)
        expect(mina.reply).to_be_focused(timeout=PATIENCE)
        mina.press("Escape", "l")
        expect(mina.reply).to_have_value("Your invoice", timeout=PATIENCE)
        mina.press("r", "End")
        mina.page.keyboard.type(" is in your mailbox.")
        mina.press("Enter")
        gus.reads("Where is my invoice?", "Your invoice is in your mailbox.")


def test_an_agent_who_loses_the_connection_loses_no_word_and_says_none_twice(
    shop: Keepword, browser: Browser, mina: Desk
):
    mina.takes_chats()
    with visitor(browser, shop, name="Hal Ford") as hal:
        hal.say("Is the lamp in stock?")
        mina.takes_what_rings("Hal Ford")
        mina.answer("One moment.")
        mina.context.set_offline(True)
        mina.page.keyboard.type("Yes, three.")
        mina.press("Enter")
        expect(mina.reply).to_have_value("Yes, three.", timeout=PATIENCE)
        expect(mina.page.locator("#status-line")).to_contain_text("What you wrote is still here")
        hal.say("Hello?")
        hal.say("Are you there?")
        mina.context.set_offline(False)
        thread = mina.page.locator("#thread")
        for words in ("Hello?", "Are you there?"):
            expect(thread.get_by_text(words, exact=True)).to_have_count(1, timeout=PATIENCE)
        expect(mina.reply).to_have_value("Yes, three.")
        lose_the_answer(mina)
        mina.reply.focus()
        mina.press("Enter")  # it arrives, and nobody learns of it
        hal.reads("Is the lamp in stock?", "One moment.", "Hello?", "Are you there?", "Yes, three.")
        expect(mina.reply).to_have_value("Yes, three.", timeout=PATIENCE)
        mina.press("Enter")
        expect(mina.reply).to_have_value("", timeout=PATIENCE)
        expect(thread.get_by_text("Yes, three.", exact=True)).to_have_count(1)
        hal.reads("Is the lamp in stock?", "One moment.", "Hello?", "Are you there?", "Yes, three.")
        mina.press("Escape", "e")


def hand_over(desk: Desk, *, why: str) -> None:
    """To the only colleague who is there."""
    desk.page.reload()
    desk.press("p")
    expect(desk.page.locator("#chat-giving select")).to_be_focused(timeout=PATIENCE)
    desk.press("Tab")
    desk.page.keyboard.type(why)
    desk.press("Control+Enter")
    expect(desk.spoken).to_have_text("Offered to Dave Ortiz", timeout=PATIENCE)


def lose_the_answer(desk: Desk) -> None:
    """Once: the server does it, and what it says is lost on the way."""

    def lose(route: Route) -> None:
        route.fetch()
        route.abort()

    desk.page.route("**/replies*", lose, times=1)


def ring_for_all(shop: Keepword) -> None:
    in_shop(shop, FOR_ALL)


# As it does once nobody of the first two took it.
FOR_ALL = """
import django
django.setup()
from django.db import transaction
from keepword.conversations.changing import tell
from keepword.conversations.models import Chat
from keepword.events.actor import SYSTEM
from keepword.people.models import Agent
everybody = list(Agent.objects.filter(takes_chats=True).values_list("pk", flat=True))
with transaction.atomic():
    for chat in Chat.objects.filter(state="ringing").select_related("conversation"):
        chat.change(rings_for=None, tried=everybody)
        tell(chat.conversation, "chat.rang", by=SYSTEM, to=everybody)
"""
