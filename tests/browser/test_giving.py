"""Something for a customer, by keyboard: given within the limit, approved above it in one press, taken back."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.talking import DAVE, MINA, PATIENCE, in_shop
from tests.browser.test_live import listening
from tests.services.keepword import Keepword

pytestmark = pytest.mark.browser

LIMITS = """
import django
django.setup()
from keepword.care.arranging import Wanted, arrange
from keepword.care.budgets import Limits
from keepword.events.actor import SYSTEM
from keepword.people.permissions import ADMINISTRATOR, AGENT
limits = {(ADMINISTRATOR, None): Limits(for_one=500_00), (AGENT, None): Limits(for_one=20_00)}
arrange(Wanted(True, "EUR", limits), by=SYSTEM)
"""


@pytest.fixture(scope="module", autouse=True)
def gifts(shop: Keepword) -> None:
    in_shop(shop, LIMITS)


@pytest.fixture
def dave(signed_in: Callable[..., BrowserContext]) -> Iterator[Page]:
    """He may give twenty euros alone."""
    with signed_in(DAVE, viewport={"width": 1440, "height": 900}) as context:
        yield context.new_page()


@pytest.fixture
def mina(signed_in: Callable[..., BrowserContext]) -> Iterator[Page]:
    """She may say yes to five hundred."""
    with signed_in(MINA, viewport={"width": 1440, "height": 900}) as context:
        yield context.new_page()


def test_a_small_gift_is_given_at_once_and_taken_back(dave: Page):
    begin(dave)
    give(dave, amount="12.50")
    gift = dave.locator("#gifts .gift").first
    expect(gift).to_contain_text("12.50", timeout=PATIENCE)
    expect(gift).to_contain_text("to be carried out")
    expect(dave.locator("#reply-text")).not_to_have_value("")  # the words for the customer
    gift.locator("summary", has_text="Take back").press("Enter")
    gift.get_by_role("button", name="Take back").press("Enter")
    expect(gift.locator(".mark")).to_contain_text("taken back", timeout=PATIENCE)


def test_a_larger_one_waits_until_a_colleague_says_yes_in_one_press(dave: Page, mina: Page):
    begin(dave)
    give(dave, amount="45")
    wish = dave.locator("#gifts .gift").first
    expect(wish).to_contain_text("waits for a yes", timeout=PATIENCE)
    expect(wish.get_by_role("button", name="Yes, give it")).to_have_count(0)  # nobody approves their own
    listening(dave)
    mina.goto("/gifts")
    mina.get_by_role("button", name="Yes, give it").press("Enter")
    expect(mina.get_by_text("Nothing waits for a yes")).to_be_visible(timeout=PATIENCE)
    expect(wish).to_contain_text("to be carried out", timeout=PATIENCE)
    expect(wish).to_contain_text("answered by Mina Park")


def test_the_keyboard_stays_with_the_gift_that_was_decided(dave: Page):
    begin(dave)
    give(dave, amount="7.50")
    gift = dave.locator("#gifts .gift").first
    expect(gift).to_contain_text("7.50", timeout=PATIENCE)
    gift.get_by_role("button", name="Carried out", exact=True).press("Enter")
    expect(gift).to_contain_text("carried out by Dave", timeout=PATIENCE)
    expect(gift).to_be_focused(timeout=PATIENCE)
    dave.keyboard.press("Tab")
    expect(gift.locator(":focus")).to_have_count(1)  # and goes on from there


def test_what_nobody_else_may_allow_is_refused_where_it_was_written(mina: Page):
    begin(mina)
    give(mina, amount="600")
    expect(mina.get_by_text("Nobody here may say yes to so much.")).to_be_visible(timeout=PATIENCE)
    expect(mina.get_by_label("Amount in EUR")).to_have_value("600")


def begin(page: Page) -> None:
    page.goto("/inbox/open")
    page.keyboard.press("j")
    expect(page.locator("#conversation")).to_be_visible(timeout=PATIENCE)
    expect(page.locator("#gifts a[data-key=g]")).to_be_visible(timeout=PATIENCE)


def give(page: Page, *, amount: str) -> None:
    """The first kind, for the first reason, without a mouse."""
    page.keyboard.press("g")
    expect(page.locator("#id_kind_0")).to_be_focused(timeout=PATIENCE)
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.type(amount)
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Control+Enter")
