"""The relay is asked in earnest: real servers that are wrong in one way each."""

import ssl

import pytest
from aiosmtpd.smtp import AuthResult

from keepword.channels.email.trying.relay import relay_finding
from keepword.wiring import environment
from tests.services.processes import free_port
from tests.services.relay import relay as start_relay

INBOX, PASSWORD = "help@leafloom.example", "quite-Secret-9"


@pytest.fixture
def by(settings):
    """By this address of a relay."""

    def set_to(url):
        settings.RELAY = environment.relay({"KEEPWORD_RELAY_URL": url})
        return relay_finding(INBOX)

    return set_to


@pytest.fixture
def tls(certificate):
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate.certificate, certificate.key)
    return context


def test_a_relay_that_takes_our_mail_is_well_and_gets_none(relay, by):
    found = by(relay.url)
    assert (found.state, relay.handed) == ("well", [])
    assert INBOX in found.says


def test_without_a_relay_it_says_what_to_set(by):
    found = by("")
    assert found.state == "trouble"
    assert "KEEPWORD_RELAY_URL" in found.says


def test_a_provider_is_not_called(by):
    assert by("postmark://KEY@").state == "unknown"


def test_a_certificate_that_the_relay_made_itself_is_said(tls, by):
    with start_relay(tls_context=tls) as server:
        found = by(f"smtp+starttls://localhost:{server.port}")
    assert found.state == "trouble"
    assert "made its certificate itself" in found.says


def test_a_certificate_for_another_name_is_said(tls, certificate, by, monkeypatch):
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate.certificate))
    with start_relay(tls_context=tls) as server:
        found = by(f"smtp+starttls://127.1:{server.port}")
        assert by(f"smtp+starttls://localhost:{server.port}").state == "well"
    assert "another name" in found.says


def test_a_relay_without_starttls_is_told_nothing(relay, by):
    found = by(f"smtp+starttls://mina:{PASSWORD}@127.0.0.1:{relay.port}")
    assert "offers no STARTTLS" in found.says
    assert PASSWORD not in found.says


def test_a_refused_password_is_said_and_never_shown(by):
    def refuse(server, session, envelope, mechanism, auth_data):
        return AuthResult(success=False, handled=False, message=f"535 5.7.8 {PASSWORD} is not your password, mina")

    with start_relay(authenticator=refuse, auth_require_tls=False) as server:
        found = by(f"smtp://mina:{PASSWORD}@127.0.0.1:{server.port}")
    assert found.state == "trouble"
    assert "did not accept the name and password" in found.says
    assert PASSWORD not in found.says


def test_a_relay_where_nobody_can_sign_in_is_said(relay, by):
    assert "lets nobody sign in" in by(f"smtp://mina:{PASSWORD}@127.0.0.1:{relay.port}").says


def test_a_relay_that_wants_us_to_sign_in_is_said(by):
    with start_relay(auth_required=True, auth_require_tls=False) as server:
        found = by(server.url)
    assert "wants us to sign in" in found.says


def test_a_password_that_everybody_on_the_way_can_read_is_said(by):
    def let_in(server, session, envelope, mechanism, auth_data):
        return AuthResult(success=True)

    with start_relay(authenticator=let_in, auth_require_tls=False) as server:
        found = by(f"smtp://mina:{PASSWORD}@127.0.0.1:{server.port}")
    assert found.state == "look"
    assert "for everybody to read" in found.says


def test_an_inbox_that_may_not_send_there_is_said(relay, by):
    relay.mood = "refuse recipient"
    found = by(relay.url)
    assert found.state == "trouble"
    assert f"takes no mail from {INBOX}" in found.says


def test_nobody_at_the_port_is_said(by):
    assert "Nothing listens" in by(f"smtp://127.0.0.1:{free_port()}").says


def test_a_server_that_does_not_exist_is_said(by):
    assert "no server called" in by("smtp://relay.invalid:25").says


def test_tls_from_the_start_at_a_port_without_it_is_said(relay, by):
    assert "No encrypted connection" in by(f"smtps://127.0.0.1:{relay.port}").says
