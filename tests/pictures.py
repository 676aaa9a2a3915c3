"""bin/demo pictures [FOLDER]: take a picture of every screen, in light and dark, on a desk and on a phone.

The real program with the demo's world, and a headless Chromium. FOLDER is docs/pictures unless told otherwise; a few
of them stand in the README.
"""

import re
import sys
import tempfile
from collections.abc import Callable, Sequence
from itertools import product
from pathlib import Path

from playwright.sync_api import Browser, Page

from tests import tour
from tests.services.chromium import chromium
from tests.services.keepword import Keepword, keepword
from tests.services.processes import Missing

ROOT = Path(__file__).resolve().parent.parent
SIZES = {"desk": {"width": 1200, "height": 720}, "phone": {"width": 390, "height": 844}}
LIGHTS = ("light", "dark")
Screen = Callable[[Page, str], None]


def main(arguments: Sequence[str]) -> int:
    if {"-h", "--help"} & set(arguments):
        print(__doc__)
        return 0
    folder = Path(arguments[0]) if arguments else ROOT / "docs" / "pictures"
    folder.mkdir(parents=True, exist_ok=True)
    try:
        with tempfile.TemporaryDirectory() as data, chromium() as browser:
            _take_all(browser, data=Path(data), folder=folder)
    except Missing as missing:
        print(missing, file=sys.stderr)
        return 1
    return 0


def _take_all(browser: Browser, *, data: Path, folder: Path) -> None:
    with keepword(data / "new") as server:
        _take(browser, server.url, screens=FIRST_DAY, folder=folder)
    with keepword(data / "demo", arguments=("--demo",)) as server:
        rows = tour.add_scenery(server.data)
        outside = _places(OUTSIDE, rows=rows) | {"chosen-files": _files} | _after_the_form(browser, server.url)
        inside = _places(tour.INSIDE, rows=rows) | PRESSED | {"changes": _changes(rows["shown"])}
        _take(browser, server.url, screens=outside, folder=folder)
        address, password = _told(server)
        cookies = _signed_in(browser, server.url, address=address, password=password)
        _take(browser, server.url, screens=inside, folder=folder, cookies=cookies)
        cookies = _signed_in(browser, server.url, address=tour.CHATTING, password=password)
        _take(browser, server.url, screens=_places(tour.CHATS, rows=rows), folder=folder, cookies=cookies)


def _places(screens: dict[str, str], *, rows: dict[str, int]) -> dict[str, Screen]:
    return {name: _at(address) for name, address in tour.addresses(screens, rows=rows).items()}


def _take(
    browser: Browser, url: str, *, screens: dict[str, Screen], folder: Path, cookies: dict[str, object] | None = None
) -> None:
    for (size, window), light in product(SIZES.items(), LIGHTS):
        with browser.new_context(
            viewport=window, color_scheme=light, locale="en-GB", timezone_id="UTC", storage_state=cookies
        ) as context:
            page = context.new_page()
            for name, go in screens.items():
                go(page, url)
                page.wait_for_load_state("load")
                page.evaluate("document.fonts.ready")
                page.screenshot(path=folder / f"{name}-{size}-{light}.png", animations="disabled")
                print(f"{name}, {size}, {light}", flush=True)


def _told(server: Keepword) -> tuple[str, str]:
    """Address and password of the demo's administrator; the password is everybody's."""
    return re.search("sign in as (.+) with the password “(.+)”", server.server.log.read_text()).groups()


def _signed_in(browser: Browser, url: str, *, address: str, password: str) -> dict[str, object]:
    """Their cookies."""
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(f"{url}/sign-in")
        page.get_by_label("E-mail address").fill(address)
        page.get_by_label("Password").fill(password)
        page.get_by_role("button", name="Sign in").click()
        page.wait_for_url("**/inbox/**")
        return context.storage_state()


def _at(path: str) -> Screen:
    return lambda page, url: page.goto(url + path)


def _conversation(page: Page, url: str) -> None:
    """One that was answered, so that both sides are seen, in the language of the README."""
    page.goto(f"{url}/inbox/waiting")
    page.locator("a.row:has([lang=en])").first.click()
    page.locator("#conversation").wait_for()


def _contact_panel(page: Page, url: str) -> None:
    _conversation(page, url)
    opener = page.get_by_role("button", name="About the customer")
    if opener.is_visible():
        opener.click()


def _noting(page: Page, url: str) -> None:
    _conversation(page, url)
    page.get_by_text("Note", exact=True).click()


def _snoozing(page: Page, url: str) -> None:
    _conversation(page, url)
    page.locator("summary", has_text="Snooze").first.click()


def _sending(page: Page, url: str) -> None:
    _conversation(page, url)
    page.locator("#reply-text").focus()  # on a phone the ways to send are there while somebody writes
    page.locator("summary[aria-label='More ways to send']").first.click()


def _after_key(key: str) -> Screen:
    def go(page: Page, url: str) -> None:
        _conversation(page, url)
        page.keyboard.press(key)
        page.locator("dialog[open]").wait_for()

    return go


def _selected(page: Page, url: str) -> None:
    page.goto(f"{url}/inbox/open")
    page.keyboard.press("j")
    page.keyboard.press("x")
    page.locator("bulk-bar").wait_for()


def _order(page: Page, url: str) -> None:
    page.goto(f"{url}/inbox/open")
    page.locator(".list-order > summary").click()


def _changes(conversation: int) -> Screen:
    """Many small changes between two letters, unfolded."""

    def go(page: Page, url: str) -> None:
        page.goto(f"{url}/conversations/{conversation}?view=open")
        page.locator(".event-fold > summary").first.click()

    return go


def _files(page: Page, url: str) -> None:
    page.goto(f"{url}/contact")
    names = {"the broken lamp.png": "image/png", "invoice.pdf": "application/pdf"}
    files = [{"name": name, "mimeType": kind, "buffer": bytes(90_000)} for name, kind in names.items()]
    page.locator("[type=file]").set_input_files(files)
    page.get_by_text("invoice.pdf").scroll_into_view_if_needed()


def _names(page: Page, url: str) -> None:
    page.goto(f"{url}/settings/macros")
    opener = page.get_by_role("button", name="All settings")
    if opener.is_visible():
        opener.click()


def _after_the_form(browser: Browser, url: str) -> dict[str, Screen]:
    """Sent once: whoever sends it for each picture is told to wait."""
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(f"{url}/contact")
        page.get_by_label("Your name").fill("Ann Lee")
        page.get_by_label("Your e-mail address").fill("ann@customer.example")
        page.get_by_label("Subject").fill("Is the walnut tray coming back?")
        page.get_by_label("Your message").fill("I saw it last week and would love to have two of them.")
        page.get_by_role("button", name="Send").click()
        receipt = page.url.removeprefix(url)
        page.get_by_role("link", name="Open your conversation").click()
        return {"received": _at(receipt), "customers-conversation": _at(page.url.removeprefix(url))}


FIRST_DAY = {"set-up": _at("/setup")}
IN_ARABIC = {
    name: f"{path}?language=ar" for name, path in tour.OUTSIDE.items() if name in ("contact-form", "hours", "reach")
}
OUTSIDE = (
    tour.OUTSIDE
    | {f"{name}-arabic": path for name, path in IN_ARABIC.items()}
    | {"contact-form-japanese": "contact?language=ja"}
)
# What is seen only after a press, besides all that has an address of its own.
PRESSED = {
    "contact-panel": _contact_panel,
    "note": _noting,
    "snooze-menu": _snoozing,
    "ways-to-send": _sending,
    "palette": _after_key("Control+k"),
    "keys": _after_key("?"),
    "bulk-bar": _selected,
    "settings-names": _names,
    "list-order": _order,
}

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
