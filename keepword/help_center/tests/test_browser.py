"""Customers' pages in a real browser: with and without scripts, on a phone and a desk, light and dark."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from keepword.brands.models import Brand
from keepword.channels.form.linking import shown_link
from keepword.conversations.inbound import File
from keepword.conversations.models import Conversation, Message
from keepword.conversations.replying import reply
from keepword.help_center.tests.visiting import PNG
from keepword.kit import clock
from keepword.promises.models import Acknowledgement
from tests import cast as stage
from tests.architecture.sources import ROOT

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

AXE = (ROOT / "tests" / "browser" / "vendor" / "axe.min.js").read_text(encoding="utf-8")
PHONE = {"viewport": {"width": 320, "height": 640}, "is_mobile": True, "has_touch": True, "color_scheme": "dark"}
DESK = {"viewport": {"width": 1280, "height": 800}, "color_scheme": "light"}


@pytest.fixture
def shop() -> stage.Cast:
    cast = stage.gather()
    Acknowledgement.objects.create(inbox=cast.inbox, is_on=False)  # what follows from a message has tests of its own
    return cast


@pytest.fixture
def plain(browser: Browser) -> Iterator[Page]:
    """A browser in which scripts are off."""
    context = browser.new_context(java_script_enabled=False, locale="en-GB")
    yield context.new_page()
    context.close()


def test_without_scripts_a_visitor_writes_reads_and_answers(shop, live_server, plain):
    plain.goto(f"{live_server.url}/contact")
    plain.fill("[name=name]", "Ann Lee")
    plain.fill("[name=email]", "ann@customer.example")
    plain.set_input_files("[type=file]", [{"name": "box.png", "mimeType": "image/png", "buffer": PNG}])
    plain.get_by_role("button", name="Send").click()
    plain.get_by_text("Please write a few words.").wait_for()
    plain.fill("[name=message]", "It was due on Monday.")
    plain.set_input_files("[type=file]", [{"name": "box.png", "mimeType": "image/png", "buffer": PNG}])
    plain.get_by_role("button", name="Send").click()
    plain.get_by_role("link", name="Open your conversation").click()
    plain.get_by_role("img", name="box.png").wait_for()
    plain.fill("[name=message]", "And it is still not here.")
    plain.get_by_role("button", name="Send").click()
    plain.get_by_text("And it is still not here.").wait_for()
    assert list(Message.objects.order_by("id").values_list("text", flat=True)) == [
        "It was due on Monday.",
        "And it is still not here.",
    ]


def test_with_scripts_times_are_the_readers_own(shop, live_server, browser):
    link = _link(_conversation(shop))
    Message.objects.update(at="2026-11-21T18:30:00Z")
    context = browser.new_context(locale="en-GB", timezone_id="Asia/Tokyo")
    page = context.new_page()
    page.goto(f"{live_server.url}{link}")
    page.get_by_text(re.compile("Nov 22.*03:30")).first.wait_for()
    context.close()


def test_files_that_are_too_large_are_said_before_they_are_sent(shop, live_server, page, settings):
    settings.UPLOAD_SIZE_LIMIT = 1_000_000
    page.goto(f"{live_server.url}/contact")
    page.set_input_files("[type=file]", [{"name": "film.mp4", "mimeType": "video/mp4", "buffer": b"0" * 1_000_001}])
    page.get_by_text("The files are larger than 1 MB together.").wait_for()
    page.set_input_files("[type=file]", [{"name": "box.png", "mimeType": "image/png", "buffer": PNG}])
    page.get_by_text("box.png").wait_for()
    assert page.get_by_text("The files are larger").count() == 1
    page.get_by_role("button", name="Remove the file film.mp4").press("Enter")
    page.get_by_text("film.mp4").wait_for(state="detached")
    assert page.evaluate("document.activeElement.getAttribute('aria-label')") == "Remove the file box.png"
    assert page.evaluate("[...document.querySelector('[type=file]').files].map((file) => file.name)") == ["box.png"]
    assert page.get_by_text("The files are larger").count() == 0


@pytest.mark.parametrize("language", ["en", "zh-Hans", "ko", "ar"])
@pytest.mark.parametrize("device", [PHONE, DESK], ids=["phone", "desk"])
def test_every_page_can_be_used_by_everybody(shop, live_server, browser, device, language):
    Brand.objects.update(accent="#ffcc00")
    link = _link(_conversation(shop, language))
    context = browser.new_context(locale=language, **device)
    try:
        for path in ("/contact", link, "/c/nothing"):
            _look(context, address=live_server.url + path)
        _look_at_errors(context, address=f"{live_server.url}/contact")
    finally:
        context.close()


def _look(context: BrowserContext, *, address: str) -> None:
    page = context.new_page()
    page.goto(address)
    _judge(page)
    page.close()


def _look_at_errors(context: BrowserContext, *, address: str) -> None:
    page = context.new_page()
    page.goto(address)
    page.locator("form button.primary").click()
    page.locator(".error").first.wait_for()
    _judge(page)
    page.close()


def _judge(page: Page) -> None:
    """axe finds nothing, and nothing is wider than the screen."""
    page.evaluate(AXE)
    found = page.evaluate("axe.run().then(result => result.violations.map(one => one.id + ' ' + one.nodes[0].html))")
    assert found == [], page.url
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), page.url


def _conversation(cast: stage.Cast, language: str = "en") -> Conversation:
    files = (File("box.png", "image/png", PNG), File("a-very-long-name-of-an-invoice-2026.pdf", "", b"%PDF-1.7"))
    external_id = f"form:{language}"
    conversation = stage.conversation_of(cast, language, channel="form", external_id=external_id, files=files)
    reply(conversation, text="On its way: https://track.example/7", by=cast.mina)
    return conversation


def _link(conversation: Conversation) -> str:
    return f"/c/{shown_link(conversation.token, at=clock.now())}"
