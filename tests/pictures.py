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
        _take(browser, server.url, screens=OUTSIDE | _after_the_form(browser, server.url), folder=folder)
        _take(browser, server.url, screens=INSIDE, folder=folder, cookies=_signed_in(browser, server))


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


def _signed_in(browser: Browser, server: Keepword) -> dict[str, object]:
    """The cookies of the demo's administrator, whose password the demo tells."""
    address, password = re.search("sign in as (.+) with the password “(.+)”", server.server.log.read_text()).groups()
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(f"{server.url}/sign-in")
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
OUTSIDE = {
    "sign-in": _at("/sign-in"),
    "contact": _at("/contact"),
    "hours": _at("/hours/leaf-loom"),
    "hours-arabic": _at("/hours/leaf-loom?language=ar"),
    "contact-arabic": _at("/contact?language=ar"),
    "contact-japanese": _at("/contact?language=ja"),
    "no-link": _at("/c/nothing"),
    "reach": _at("/reach/leaf-loom"),
    "reach-arabic": _at("/reach/leaf-loom?language=ar"),
}
INSIDE = {
    "inbox": _at("/inbox/open"),
    "longest-waiting": _at("/inbox/open?sort=waiting"),
    "empty": _at("/search?q=zyzzyva"),
    "search": _at("/search?q=parcel"),
    "conversation": _conversation,
    "contact-panel": _contact_panel,
    "note": _noting,
    "ask-beside": _at("/conversations/1/asides/new"),
    "forward": _at("/conversations/1/asides/new?way=forward"),
    "kept-rate": _at("/reports/promises"),
    "day": _at("/day"),
    "promises": _at("/promises"),
    "coverage": _at("/reports/coverage"),
    "time-spent": _at("/reports/time"),
    "time-spent-longest": _at("/reports/time/supplier"),
    "channel-choice": _at("/reports/channels?expected=120"),
    "hand-overs": _at("/hand-overs"),
    "contacts": _at("/contacts"),
    "one-contact": _at("/contacts/1"),
    "contact-note": _at("/contacts/1/note"),
    "contact-merging": _at("/contacts/1/merging"),
    "contact-fields": _at("/contacts/1/fields"),
    "conversation-fields": _at("/conversations/1/fields"),
    "companies": _at("/companies"),
    "company": _at("/companies/1"),
    "company-changing": _at("/companies/1/correction"),
    "mentions": _at("/mentions"),
    "tasks": _at("/tasks"),
    "task-giving": _at("/conversations/1/tasks"),
    "notices": _at("/notices"),
    "not-found": _at("/conversations/999999"),
    **{
        f"settings-{name.replace('/', '-') or 'you'}": _at(f"/settings/{name}".rstrip("/"))
        for name in ("", "notices", "password", "inboxes", "inboxes/1/trial", "mailboxes",
                     "agents", "agents/1", "teams", "teams/1",
                     "macros", "macros/1", "macros/new", "views", "views/new",
                     "hours", "hours/1", "policies", "policies/new", "channels", "acknowledgements",
                     "brands", "brands/1", "outbox", "failures",
                     "unread-mail", "fields", "fields/1", "fields/new", "roles", "roles/new", "audit", "tags",
                     "agents/import",
                     "signatures", "signatures/new",
                     "security", "security/app", "access", "access/providers/new")
    },
}  # fmt: skip

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
