"""What a visit costs over a phone's line: the first one, and the next."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import BrowserContext, Page

pytestmark = pytest.mark.browser

FIRST, NEXT = 150_000, 30_000  # bytes, as they come over the wire
SCREENS = ["/inbox/open", "/conversations/5", "/day", "/contacts", "/settings/hours/new", "/reports/promises"]


@pytest.fixture
def weigh(signed_in: Callable[..., BrowserContext]) -> Iterator[tuple[Callable[[str], int], Callable[[], None]]]:
    """Bytes that all answers together took, of a visit by somebody who was never here, and of the next visit."""
    context = signed_in(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    network = context.new_cdp_session(page)
    network.send("Network.enable")
    received: list[int] = []
    network.on("Network.loadingFinished", lambda said: received.append(int(said["encodedDataLength"])))

    def visit(path: str) -> int:
        page.goto("about:blank")  # what the visit before still waited for is not this one's
        received.clear()
        _arrive(page, path)
        return sum(received)

    def forget() -> None:
        network.send("Network.clearBrowserCache")

    yield visit, forget
    context.close()


def _arrive(page: Page, path: str) -> None:
    """Until every element of the page is at work."""
    page.goto(path, wait_until="load")
    page.wait_for_function("customElements.get('live-stream') && document.querySelector('live-stream')?.isListening")


def test_no_screen_is_heavy(weigh: tuple[Callable[[str], int], Callable[[], None]]) -> None:
    visit, forget = weigh
    heavy = {}
    for path in SCREENS:
        forget()
        first, following = visit(path), visit(path)
        assert first > 1000
        if first > FIRST or following > NEXT:
            heavy[path] = (first, following)
    assert heavy == {}
