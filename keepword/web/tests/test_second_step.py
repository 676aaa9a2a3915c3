"""Signing in with a second step, and setting one up."""

import re

import pytest
import time_machine

from keepword.events.models import AuditEntry, Event
from keepword.kit import clock
from keepword.people.accounts import app, recovery, totp
from keepword.people.accounts.factors import factors_of, require
from keepword.web.tests.reading import words
from tests.cast import PASSWORD

AT = "2026-03-02T09:00Z"


@pytest.fixture
def time():
    with time_machine.travel(AT, tick=False) as travelled:
        yield travelled


@pytest.fixture
def seed(cast, time):
    """Mina has an app."""
    seed = totp.new_seed()
    app.add(cast.mina, seed=seed, code=code(seed))
    time.shift(60)
    return seed


def code(seed):
    return totp.code_of(seed, step=totp.step_at(clock.now()))


def knock(client, agent, **more):
    return client.post("/sign-in", {"username": agent.email, "password": PASSWORD, **more})


def shown(answer):
    """The seed on the page, and its sealed double."""
    page = answer.content.decode()
    letters = re.search(r'<code dir="ltr">([A-Z2-7 ]+)</code>', page)[1].replace(" ", "")
    return letters, re.search(r'name="sealed" value="([^"]+)"', page)[1]


def test_a_password_alone_does_not_open_the_desk(cast, client, seed):
    answer = knock(client, cast.mina, next="/inbox/mine")
    assert answer.headers["Location"] == "/sign-in/second-step"
    assert client.get("/inbox/mine").headers["Location"].startswith("/sign-in?")
    answer = client.post("/sign-in/second-step", {"code": code(seed)})
    assert answer.headers["Location"] == "/inbox/mine"
    assert client.get("/inbox/mine").status_code == 200


def test_a_wrong_code_says_so_and_too_many_close_the_door(cast, client, seed):
    knock(client, cast.mina)
    answers = [client.post("/sign-in/second-step", {"code": "000000"}) for _ in range(9)]
    assert [answer.status_code for answer in answers] == [422] * 8 + [429]
    assert "does not fit" in answers[0].content.decode()
    assert client.post("/sign-in/second-step", {"code": code(seed)}).status_code == 429


def test_a_code_on_paper_stands_for_the_app(cast, client, seed):
    codes = recovery.make_codes(cast.mina)
    knock(client, cast.mina)
    assert client.post("/sign-in/second-step", {"code": codes[3]}).status_code == 302
    assert client.get("/inbox/mine").status_code == 200


def test_halfway_ends_after_ten_minutes_and_with_a_new_password(cast, client, seed, time):
    knock(client, cast.mina)
    time.shift(601)
    assert client.get("/sign-in/second-step").headers["Location"] == "/sign-in"
    knock(client, cast.mina)
    cast.mina.set_password("three quiet libraries")
    cast.mina.save()
    assert client.post("/sign-in/second-step", {"code": code(seed)}).headers["Location"] == "/sign-in"


def test_nobody_comes_to_the_second_step_without_the_first(client, cast):
    assert client.get("/sign-in/second-step").headers["Location"] == "/sign-in"
    assert client.post("/sign-in/first-factor", {"code": "1"}).headers["Location"] == "/sign-in"


def test_an_app_is_added_and_codes_are_shown_once(cast, client, time):
    knock(client, cast.mina)
    letters, sealed = shown(client.get("/settings/security/app"))
    wrong = client.post("/settings/security/app", {"sealed": sealed, "code": "000000"})
    assert wrong.status_code == 422
    assert shown(wrong)[0] == letters
    page = client.post("/settings/security/app", {"sealed": sealed, "code": code(letters)})
    codes = re.findall(r"<li><code>([^<]+)</code>", page.content.decode())
    assert len(codes) == 10
    assert codes[0] not in client.get("/settings/security").content.decode()
    assert factors_of(cast.mina).has_app


def test_an_app_that_is_added_by_two_presses_shows_codes_that_are_good_and_is_told_once(cast, client, time):
    knock(client, cast.mina)
    letters, sealed = shown(client.get("/settings/security/app"))
    said = {"sealed": sealed, "code": code(letters)}
    pages = [client.post("/settings/security/app", said).content.decode() for _ in range(2)]
    seen = re.findall(r"<li><code>([^<]+)</code>", pages[1])
    assert recovery.spend(cast.mina, code=seen[0])
    assert Event.objects.filter(name="agent.factor_added").count() == 1


def test_where_everybody_needs_one_it_is_set_up_at_the_door(cast, client, seed, time):
    require(True, by=cast.mina)
    assert knock(client, cast.dave, next="/inbox/mine").headers["Location"] == "/sign-in/first-factor"
    assert client.get("/inbox/mine").status_code == 302
    letters, sealed = shown(client.get("/sign-in/first-factor"))
    page = client.post("/sign-in/first-factor", {"sealed": sealed, "code": code(letters)})
    assert "Recovery codes" in page.content.decode()
    assert 'href="/inbox/mine"' in page.content.decode()
    assert client.get("/inbox/mine").status_code == 200


def test_the_last_one_is_not_removed_where_everybody_needs_one(cast, client, seed):
    require(True, by=cast.mina)
    knock(client, cast.mina)
    client.post("/sign-in/second-step", {"code": code(seed)})
    assert client.post("/settings/security/app/removal").status_code == 422
    assert factors_of(cast.mina).has_app


def test_who_signed_in_a_while_ago_proves_it_again_before_changing_anything(cast, client, time):
    knock(client, cast.mina)
    assert client.get("/settings/security/app").status_code == 200
    time.shift(601)
    answer = client.get("/settings/security/app")
    assert answer.headers["Location"] == "/settings/security/proof?next=%2Fsettings%2Fsecurity%2Fapp"
    assert client.post("/settings/security/app/removal").headers["Location"].startswith("/settings/security/proof")
    proof = {"next": "/settings/security/app"}
    assert client.post("/settings/security/proof", proof | {"password": "wrong"}).status_code == 422
    assert client.post("/settings/security/proof", proof | {"code": "123456"}).status_code == 422
    assert client.post("/settings/security/proof", proof | {"password": PASSWORD}).headers["Location"] == proof["next"]
    assert client.get("/settings/security/app").status_code == 200


def test_an_administrator_removes_what_a_colleague_lost_and_nobody_else_does(cast, client, seed, ruth, stranger):
    assert stranger.post(f"/settings/agents/{cast.mina.pk}/factors").status_code == 403
    assert factors_of(cast.mina).has_app
    assert ruth.post(f"/settings/agents/{cast.mina.pk}/factors").status_code == 302
    assert knock(client, cast.mina).headers["Location"] == "/"
    assert "Removed every second step of somebody" in words(ruth.get("/settings/audit"))


def test_only_administrators_say_what_everybody_needs(cast, client, mina, time):
    assert mina.get("/settings/access").status_code == 403
    knock(client, cast.ruth)
    refused = client.post("/settings/access", {"needs_second_factor": "on"})
    assert refused.status_code == 422
    assert "Set up a second step for yourself first" in words(refused)
    seed = totp.new_seed()
    app.add(cast.ruth, seed=seed, code=code(seed))
    assert client.post("/settings/access", {"needs_second_factor": "on"}).status_code == 302
    assert mina.get("/inbox/mine").status_code == 302
    assert AuditEntry.objects.filter(name="sign_in.changed", actor_id=cast.ruth.pk).exists()
