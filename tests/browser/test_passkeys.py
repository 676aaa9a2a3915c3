"""A passkey is made and used in a real browser, on a device that Chromium plays."""

import pytest
from playwright.sync_api import Browser, Page, expect

from keepword.wiring.demo.showing import PASSWORD
from tests.browser.conftest import SIGN_IN
from tests.services.keepword import Keepword

pytestmark = pytest.mark.browser
A_PHONE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def test_a_passkey_is_made_and_opens_the_desk_without_a_password(shop: Keepword, browser: Browser):
    # Browsers make no passkey for a bare IP address.
    context = browser.new_context(base_url=shop.url.replace("127.0.0.1", "localhost"), locale="en-GB")
    page = context.new_page()
    device = context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    device.send("WebAuthn.addVirtualAuthenticator", {"options": A_PHONE})
    _sign_in(page)
    page.goto("/settings/security")
    page.get_by_label("Name of the device").fill("Blue phone")
    page.get_by_role("button", name="Add", exact=True).press("Enter")
    expect(page.get_by_role("heading", name="Recovery codes")).to_be_visible()
    page.get_by_role("link", name="I have kept them").click()
    expect(page.get_by_text("Blue phone")).to_be_visible()
    context.clear_cookies()
    page.goto("/sign-in")
    page.get_by_role("button", name="Use a passkey").press("Enter")
    page.wait_for_url("**/inbox/**")
    page.goto("/settings/security")
    expect(page.get_by_text("by passkey")).to_be_visible()
    context.close()


def _sign_in(page: Page) -> None:
    page.goto("/sign-in")
    page.get_by_label("E-mail address").fill(SIGN_IN)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_url("**/inbox/**")
