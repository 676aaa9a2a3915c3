"""Setting up, signing in and out."""

import pytest
import time_machine

from keepword.brands.models import Brand, Organisation
from keepword.conversations.models import Inbox
from keepword.people.models import Agent
from keepword.web.tests.reading import error_of
from tests.cast import PASSWORD

ANSWERS = {
    "organisation": "Leaf & Loom",
    "brand": "",
    "language": "ko",
    "time_zone": "Asia/Seoul",
    "inbox": "help@leafloom.example",
    "admin_name": "Ruth Adler",
    "admin_email": "ruth@leafloom.example",
    "password": "seven grey herons",
}


def test_the_first_visitor_is_led_to_the_set_up(client, db):
    assert client.get("/", follow=True).redirect_chain[-1][0] == "/setup"


def test_setting_up_makes_everything_and_signs_in(client, db):
    answer = client.post("/setup", ANSWERS)
    assert answer.headers["Location"] == "/inbox/unassigned"
    assert (Organisation.objects.get().name, Brand.objects.get().name) == ("Leaf & Loom", "Leaf & Loom")
    assert Inbox.objects.get().address == "help@leafloom.example"
    assert Agent.objects.get().is_administrator
    assert client.get("/inbox/unassigned").status_code == 200


@pytest.mark.parametrize(
    ("chosen", "open_days", "is_always"),
    [({}, 5, False), ({"hours": "daily"}, 7, False), ({"hours": "always"}, 0, True)],
)
def test_a_new_shop_promises_no_nights_unless_it_says_so(client, db, chosen, open_days, is_always):
    client.post("/setup", ANSWERS | chosen)
    kept = Organisation.objects.get().business_hours
    assert (kept.name, kept.current.zone, kept.current.is_always) == ("영업시간", "Asia/Seoul", is_always)
    assert [day for day in kept.current.week if day] == [[[540, 1080]]] * open_days


def test_the_set_up_is_over_after_the_first_time(client, cast):
    assert client.get("/setup").status_code == 404
    assert client.post("/setup", ANSWERS).status_code == 404
    assert Organisation.objects.count() == 1


@pytest.mark.parametrize(
    ("field", "value"),
    [("organisation", ""), ("inbox", "not an address"), ("password", "short"), ("time_zone", "Mars/Olympus")],
)
def test_a_wrong_answer_is_marked_in_its_place_and_makes_nothing(client, db, field, value):
    answer = client.post("/setup", ANSWERS | {field: value})
    assert answer.status_code == 422
    assert error_of(answer, field)
    assert not Organisation.objects.exists()
    assert not Agent.objects.exists()


def test_an_agent_signs_in_whatever_the_case_of_the_address(client, cast):
    answer = client.post(
        "/sign-in", {"username": "MINA@leafloom.example", "password": PASSWORD, "next": "/inbox/mine"}
    )
    assert answer.headers["Location"] == "/inbox/mine"
    assert client.get("/inbox/mine").status_code == 200


@pytest.mark.parametrize("following", ["https://evil.example/", "//evil.example", "javascript:alert(1)"])
def test_signing_in_never_leads_to_another_site(client, cast, following):
    answer = client.post("/sign-in", {"username": cast.mina.email, "password": PASSWORD, "next": following})
    assert answer.headers["Location"] == "/"


@pytest.mark.parametrize("email", ["mina@leafloom.example", "nobody@leafloom.example"])
def test_a_wrong_password_says_the_same_whether_the_address_exists(client, cast, email):
    answer = client.post("/sign-in", {"username": email, "password": "wrong"})
    assert answer.status_code == 422
    assert "The address and the password do not fit together." in answer.content.decode()


def test_who_does_not_work_here_any_more_cannot_sign_in(client, cast):
    Agent.objects.filter(pk=cast.mina.pk).update(is_active=False)
    assert client.post("/sign-in", {"username": cast.mina.email, "password": PASSWORD}).status_code == 422


def test_too_many_wrong_passwords_close_the_door_for_a_while_and_say_for_how_long(client, cast):
    with time_machine.travel("2026-03-02T09:00Z", tick=False) as time:
        answers = [client.post("/sign-in", {"username": cast.mina.email, "password": "wrong"}) for _ in range(9)]
        assert [answer.status_code for answer in answers] == [422] * 8 + [429]
        assert "Too many attempts" in answers[-1].content.decode()
        assert "Try again in 1 min" in answers[-1].content.decode()
        assert answers[-1].headers["Retry-After"] == "30"
        right = {"username": cast.mina.email, "password": PASSWORD}
        assert client.post("/sign-in", right).status_code == 429
        time.shift(31)
        assert client.post("/sign-in", right).status_code == 302


def test_signing_out_ends_the_session(mina):
    assert mina.post("/sign-out").status_code == 302
    assert mina.get("/inbox/mine").status_code == 302


def test_following_a_link_signs_nobody_out(mina):
    assert mina.get("/sign-out").status_code == 405
    assert mina.get("/inbox/mine").status_code == 200
