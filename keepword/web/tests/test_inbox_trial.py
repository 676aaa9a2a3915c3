"""An administrator tries an inbox and reads what is wrong."""

import pytest

from keepword.wiring import environment
from tests.services.name_server import name_server


@pytest.fixture
def address(cast):
    return f"/settings/inboxes/{cast.inbox.pk}/trial"


def test_nothing_is_asked_before_somebody_presses_the_button(ruth, address, settings):
    settings.NAME_SERVERS = ("127.0.0.1:1",)
    page = ruth.get(address).content.decode()
    assert "Try it now" in page
    assert "What was found" not in page


def test_the_trial_says_what_is_wrong_and_what_to_write(ruth, address, relay, settings):
    settings.RELAY = environment.relay({"KEEPWORD_RELAY_URL": relay.url})
    with name_server({"leafloom.example": {"MX": ["10 mx.other.example."]}}) as server:
        settings.NAME_SERVERS = (server,)
        page = ruth.post(address, {"selector": ""}).content.decode()
    assert "let us in and takes mail from help@leafloom.example" in page
    assert "mx.other.example, which is not this machine" in page
    assert 'value="v=DMARC1; p=none"' in page


def test_it_is_said_in_the_language_of_the_reader(cast, ruth, address, settings):
    cast.ruth.language = "zh-hans"
    cast.ruth.save(update_fields=["language"])
    settings.NAME_SERVERS = ("127.0.0.1:1",)
    page = ruth.post(address, {"selector": ""}).content.decode()
    assert "KEEPWORD_RELAY_URL" in page
    assert "No mail relay is set" not in page


def test_a_name_of_a_key_that_cannot_be_one_is_refused(ruth, address):
    assert ruth.post(address, {"selector": "a b"}).status_code == 422


def test_only_whoever_arranges_inboxes_may_try_them(mina, address):
    assert mina.post(address, {"selector": ""}).status_code == 403
