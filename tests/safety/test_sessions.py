"""Who is signed in stays the only one who is."""

from django.contrib.auth.hashers import make_password
from django.test import Client, override_settings

from keepword.people.models import Agent
from keepword.people.recognising import SessionStore
from keepword.wiring import settings as ours
from tests.cast import PASSWORD
from tests.safety.conftest import Sit, World

COOKIE = ours.SESSION_COOKIE_NAME


def test_a_session_that_somebody_else_chose_is_not_the_one_that_is_signed_in(world: World):
    """Session fixation: the attacker plants a cookie whose session they know, and waits."""
    planted = SessionStore()
    planted["anything"] = "of the attacker"
    planted.save()
    browser = Client()
    browser.cookies[COOKIE] = planted.session_key
    assert _sign_in(browser, world.cast.mina).status_code == 302
    assert browser.cookies[COOKIE].value != planted.session_key
    attacker = Client()
    attacker.cookies[COOKIE] = planted.session_key
    assert attacker.get("/inbox/open").status_code == 302


def test_a_session_that_was_signed_out_is_over_for_whoever_copied_its_cookie(world: World, at_desk: Sit):
    browser, thief = at_desk(world.cast.mina), Client()
    thief.cookies[COOKIE] = browser.cookies[COOKIE].value
    assert thief.get("/inbox/open").status_code == 200
    browser.post("/sign-out")
    assert thief.get("/inbox/open").status_code == 302


def test_who_does_not_work_here_any_more_is_out_at_once(world: World, at_desk: Sit):
    browser = at_desk(world.cast.mina)
    Agent.objects.filter(pk=world.cast.mina.pk).update(is_active=False)
    assert browser.get("/inbox/open").status_code == 302


def test_no_script_reads_the_cookies_and_no_other_site_sends_them(world: World):
    browser = Client()
    browser.get("/sign-in")
    _sign_in(browser, world.cast.mina)
    assert set(browser.cookies) == {COOKIE, "csrftoken"}
    for cookie in browser.cookies.values():
        assert cookie["httponly"]
        assert cookie["samesite"] == "Lax"
        assert cookie["domain"] == ""


def test_passwords_are_kept_by_argon2(world: World):
    with override_settings(PASSWORD_HASHERS=ours.PASSWORD_HASHERS):
        assert make_password(PASSWORD).startswith("argon2$argon2id$")
    assert ours.PASSWORD_HASHERS == ["django.contrib.auth.hashers.Argon2PasswordHasher"]


def _sign_in(browser: Client, agent: Agent):
    return browser.post("/sign-in", {"username": agent.email, "password": PASSWORD})
