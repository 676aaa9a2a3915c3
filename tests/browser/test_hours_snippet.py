"""Our hours within somebody else's site: another origin, with a security policy of its own, as real shops have."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import httpx
import pytest
from playwright.sync_api import Browser, Page

from tests.services.keepword import Keepword

pytestmark = pytest.mark.browser

OURS = "default-src 'none'; script-src {url}; connect-src {url}"
NOBODYS = "default-src 'none'"
SCRIPT = '<script src="{url}/hours/leaf-loom/snippet.js" defer></script><keepword-hours></keepword-hours>'


@contextmanager
def site(html: str, *, policy: str, language: str = "en") -> Iterator[str]:
    """A site of one page; its address is another origin than ours."""
    page = f"<!doctype html><html lang={language}><title>Shop</title><footer>{html}</footer>"

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Security-Policy", policy)
            self.end_headers()
            self.wfile.write(page.encode())

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answer)
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()


@pytest.fixture
def visit(browser: Browser) -> Iterator[Callable[..., Page]]:
    contexts = []

    def open_page(address: str, **options: object) -> Page:
        context = browser.new_context(timezone_id="Asia/Seoul", **options)
        contexts.append(context)
        page = context.new_page()
        page.goto(address)
        return page

    yield open_page
    for context in contexts:
        context.close()


@pytest.mark.parametrize("language", ["en", "ko", "ar"])
def test_the_snippet_says_our_hours_in_a_page_of_another_origin(shop: Keepword, visit, language: str):
    before = told(shop, language)
    with site(SCRIPT.format(url=shop.url), policy=OURS.format(url=shop.url), language=language) as address:
        page = visit(address)
        page.locator("keepword-hours:not(:empty)").wait_for()
        said = page.locator("keepword-hours").inner_text()
        assert page.context.cookies() == []
    assert said in (before, told(shop, language))  # we may have opened or closed meanwhile


def told(shop: Keepword, language: str) -> str:
    """What a program is told now, to whatever page it belongs."""
    answer = httpx.get(f"{shop.url}/hours/leaf-loom.json", params={"zone": "Asia/Seoul", "language": language})
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    return str(answer.json()["words"])


def test_where_the_site_lets_no_script_run_the_words_of_its_server_stay(shop: Keepword, visit):
    fragment = httpx.get(f"{shop.url}/hours/leaf-loom/snippet.html?language=en").text
    with site(fragment, policy=NOBODYS) as address:
        page = visit(address, locale="en-GB")
        assert page.locator("footer").inner_text().startswith(("Open now", "Closed"))
        assert page.get_by_role("link").first.get_attribute("href").startswith(f"{shop.url}/hours/leaf-loom")


def test_a_snippet_of_the_server_is_brought_up_to_date_in_the_readers_zone(shop: Keepword, visit):
    fragment = httpx.get(f"{shop.url}/hours/leaf-loom/snippet.html?language=en").text
    both = fragment + f'<script src="{shop.url}/hours/leaf-loom/snippet.js" defer></script>'
    with site(both, policy=OURS.format(url=shop.url)) as address:
        page = visit(address, locale="en-GB")
        page.locator("keepword-hours", has_text="your time").wait_for()
