"""Times are in the reader's zone; on hover the customer's clock is said as well."""

import re
import sqlite3
from contextlib import closing
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import expect


@pytest.fixture(scope="module")
def abroad(shop):
    """Every customer lives in Seoul."""
    with closing(sqlite3.connect(shop.data / "keepword.sqlite3", timeout=30)) as rows, rows:
        rows.execute("UPDATE people_contact SET time_zone = 'Asia/Seoul'")


def test_on_hover_a_time_is_whole_and_said_for_the_customer_too(abroad, signed_in):
    page = signed_in(viewport={"width": 1280, "height": 800}).new_page()
    page.goto("/inbox/open")
    page.locator("a.row").first.click()
    one = page.locator("#conversation #thread local-time").first
    expect(one).to_have_attribute("title", re.compile(".*\nSeoul: .*"))
    ours, theirs = one.get_attribute("title").split("\n")
    at = datetime.fromisoformat(one.get_attribute("datetime")).astimezone(ZoneInfo("Asia/Seoul"))
    assert f"{at:%-I:%M}" in theirs
    assert ours != theirs.removeprefix("Seoul: ")


def test_a_zone_that_the_browser_does_not_know_leaves_the_servers_words(signed_in):
    page = signed_in().new_page()
    faults = []
    page.on("pageerror", lambda fault: faults.append(str(fault)))
    page.goto("/inbox/open")
    page.evaluate("""() => {
      document.documentElement.dataset.timeZone = "Mars/Olympus";
      const one = document.createElement("local-time");
      one.setAttribute("datetime", "2026-11-23T10:00:00+00:00");
      one.textContent = "as it came";
      document.body.append(one);
    }""")
    expect(page.locator("local-time").last).to_have_text("as it came")
    assert faults == []
