"""A photo of any size becomes a small one in a real browser, before it is sent."""

import pytest
from playwright.sync_api import Page, expect

from tests.portraits import png

pytestmark = pytest.mark.browser


def test_a_large_photo_is_cut_to_a_small_square_and_then_sent(desk: Page):
    desk.goto("/settings")
    desk.wait_for_function("() => Boolean(customElements.get('photo-field'))")
    chosen = {"name": "me.png", "mimeType": "image/png", "buffer": png(width=4200, height=900)}
    desk.get_by_label("Your photo").set_input_files(chosen)
    expect(desk.locator(".portrait.large canvas")).to_be_visible()
    desk.get_by_role("button", name="Use this photo").click()
    shown = desk.locator(".portrait.large img")
    expect(shown).to_be_visible()
    kept = desk.request.get(shown.get_attribute("src") or "")
    assert kept.headers["content-type"] == "image/jpeg"
    expect(shown).to_have_js_property("naturalWidth", 512)
    expect(shown).to_have_js_property("naturalHeight", 512)
