"""A private headless Chromium, driven by Playwright."""

from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, expect, sync_playwright

from tests.services.processes import Missing, program

# No sandbox: CI runs as root, where Chromium has none. The others keep it from calling home during tests.
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
PATIENCE = 60_000  # ms until what a page should show is given up: a busy machine is not a fault


@contextmanager
def chromium() -> Iterator[Browser]:
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=_executable(), args=ARGUMENTS)
        yield browser
        browser.close()


def _executable() -> str:
    """The system's own browser: Debian names it chromium, others chromium-browser or google-chrome."""
    for name in ("chromium", "chromium-browser", "google-chrome"):
        try:
            return program(name, package="chromium")
        except Missing:
            continue
    raise Missing("chromium is not installed: apt-get install chromium")
