"""Passkeys at the door and on one's own page."""

import json

import pytest

from keepword.people.accounts.factors import factors_of
from keepword.people.accounts.tests.soft_key import SoftKey
from keepword.people.models import DeskSession, Passkey
from tests.cast import PASSWORD

HERE = {"origin": "http://testserver", "host": "testserver"}


def knock(client, agent):
    return client.post("/sign-in", {"username": agent.email, "password": PASSWORD})


def answered(client, path, act, **more):
    asked = client.get(path).json()
    return client.post(path, {"ticket": asked["ticket"], "response": json.dumps(act(asked["options"])), **more})


@pytest.fixture
def key(cast, client):
    """Mina made one."""
    knock(client, cast.mina)
    key = SoftKey(**HERE)
    page = answered(client, "/settings/security/passkeys", key.make, name="Blue phone")
    assert "Recovery codes" in page.content.decode()
    client.post("/sign-out")
    return key


def test_a_passkey_opens_the_desk_without_a_password(cast, client, key):
    answer = answered(client, "/sign-in/passkey", key.sign, next="/inbox/mine")
    assert answer.headers["Location"] == "/inbox/mine"
    assert client.get("/inbox/mine").status_code == 200
    assert DeskSession.objects.get(agent=cast.mina).way == "passkey"
    assert "Blue phone" in client.get("/settings/security").content.decode()


def test_it_is_a_second_step_after_the_password(cast, client, key):
    assert knock(client, cast.mina).headers["Location"] == "/sign-in/second-step"
    assert answered(client, "/sign-in/second-step/passkey", key.sign).headers["Location"] == "/"
    assert client.get("/inbox/mine").status_code == 200


def test_it_proves_again_who_sits_there(cast, client, key):
    answered(client, "/sign-in/passkey", key.sign)
    answer = answered(client, "/settings/security/proof/passkey", key.sign, next="/settings/security")
    assert answer.headers["Location"] == "/settings/security"


def test_it_leads_to_no_other_site(client, key):
    assert answered(client, "/sign-in/passkey", key.sign, next="https://evil.example/").headers["Location"] == "/"


def test_one_that_is_sent_twice_is_one_and_its_codes_are_seen(cast, client):
    knock(client, cast.mina)
    asked = client.get("/settings/security/passkeys").json()
    said = {"ticket": asked["ticket"], "response": json.dumps(SoftKey(**HERE).make(asked["options"]))}
    pages = [client.post("/settings/security/passkeys", said) for _ in range(2)]
    assert ["Recovery codes" in page.content.decode() for page in pages] == [True, True]
    assert factors_of(cast.mina).passkeys == 1


@pytest.mark.parametrize("response", ["", "nonsense", "[]", "{}", "null"])
def test_nonsense_opens_nothing(client, cast, response):
    ticket = client.get("/sign-in/passkey").json()["ticket"]
    assert client.post("/sign-in/passkey", {"ticket": ticket, "response": response}).status_code == 422
    assert client.get("/inbox/mine").status_code == 302


def test_nobody_removes_somebody_elses(cast, client, key):
    number = Passkey.objects.get().pk
    knock(client, cast.stranger)
    client.post(f"/settings/security/passkeys/{number}/removal")
    assert factors_of(cast.mina).passkeys == 1


def test_one_is_removed_by_its_owner(cast, client, key):
    answered(client, "/sign-in/passkey", key.sign)
    client.post(f"/settings/security/passkeys/{Passkey.objects.get().pk}/removal")
    assert not factors_of(cast.mina).has_any


def test_the_door_offers_it_wherever_it_may_be_used(cast, client, key):
    assert "Use a passkey" in client.get("/sign-in").content.decode()
    knock(client, cast.mina)
    assert "Use a passkey" in client.get("/sign-in/second-step").content.decode()
    client.post("/sign-out")
    answered(client, "/sign-in/passkey", key.sign)
    assert "Use a passkey" in client.get("/settings/security/proof").content.decode()
