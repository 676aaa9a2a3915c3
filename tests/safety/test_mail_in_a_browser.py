"""A hostile letter in a real browser: it is read, it acts on nothing, and it tells nobody."""

from email.message import EmailMessage

import pytest
from playwright.sync_api import Page, Request, expect

from tests.journeys.conftest import ADMIN, INBOX, PASSWORD
from tests.journeys.customer import Customer
from tests.journeys.desk import Desk
from tests.services.keepword import Keepword

pytestmark = [pytest.mark.services, pytest.mark.browser]

SPY = "http://spy.example"
LETTER = f"""<html><head><meta http-equiv="refresh" content="0;url={SPY}/refresh"><base href="{SPY}/">
<link rel="stylesheet" href="{SPY}/style"><style>@import url({SPY}/import); body {{ background: url({SPY}/back) }}
</style></head><body onload="top.hurt = 1"><script>top.hurt = 2; parent.document.title = "hurt"</script>
<img src="x" onerror="top.hurt = 3"><img src="{SPY}/pixel"><svg onload="top.hurt = 4"><use href="{SPY}/use"/></svg>
<iframe src="{SPY}/frame"></iframe><object data="{SPY}/object"></object><video src="{SPY}/video" autoplay></video>
<div style="position: fixed; inset: 0; background: url({SPY}/inline)">Covered</div>
<form action="{SPY}/form"><button id="composer">Sign in again</button></form>
<p>Dear shop, <b>where</b> is it? <a href="javascript:top.hurt=5">here</a></p></body></html>"""


def test_a_hostile_letter_is_read_and_can_do_nothing(keepword: Keepword, page: Page):
    keepword.set_up(inbox=INBOX, admin=ADMIN)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(_host(request)))
    Customer("Eve", "eve@else.example", INBOX, keepword, None).send(_mail())
    desk = Desk(page, keepword.url)
    desk.sign_in(email=ADMIN, password=PASSWORD)
    desk.open("Hello")
    page.get_by_text("Show it as it was sent").click()
    letter = page.frame_locator("iframe.mail-frame")
    expect(letter.get_by_text("Dear shop")).to_be_visible()
    expect(letter.get_by_text("Pictures from elsewhere are not loaded")).to_be_visible()
    expect(letter.locator("form, button, script, iframe, object, video, svg, base, meta[http-equiv]")).to_have_count(0)
    assert page.evaluate("window.hurt") is None
    expect(page).to_have_title("Hello · Keepword")
    assert set(asked) == {_host_of(keepword.url)}
    _opened_by_itself(page, address=page.locator("iframe.mail-frame").get_attribute("src"), base=keepword.url)
    assert set(asked) == {_host_of(keepword.url)}


def _opened_by_itself(page: Page, *, address: str, base: str) -> None:
    """Whoever is tricked into opening the frame's address gets the same harmless page."""
    page.goto(base + address)
    expect(page.get_by_text("Dear shop")).to_be_visible()
    assert page.evaluate("window.origin") in ("null", base)
    assert page.evaluate("window.hurt") is None


def _mail() -> EmailMessage:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "Eve <eve@else.example>", INBOX, "Hello"
    mail["Message-ID"] = "<hostile@else.example>"
    mail.set_content(LETTER, subtype="html")
    return mail


def _host(request: Request) -> str:
    return _host_of(request.url)


def _host_of(url: str) -> str:
    return url.partition("://")[2].partition("/")[0]
