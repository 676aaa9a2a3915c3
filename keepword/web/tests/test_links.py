"""A way in for whoever has no password, or forgot it."""

import re
from dataclasses import replace

import pytest
from django.test import Client

from keepword.events.models import AuditEntry, Event
from keepword.people.keys import INVITATION, NEW_PASSWORD, key_for
from keepword.people.models import Agent

GOOD = "correct horse battery"


@pytest.fixture
def sending(settings):
    """A relay and an address are set."""
    settings.PUBLIC_ADDRESS = "http://testserver"
    settings.RELAY = replace(settings.RELAY, backend="django.core.mail.backends.locmem.EmailBackend")


def test_whoever_forgot_is_told_the_same_as_a_stranger(cast, sending):
    pages = [
        Client().post("/forgotten-password", {"email": email}).content for email in (cast.mina.email, "x@y.example")
    ]
    known, unknown = (re.sub(rb'value="[^"]*"', b"", page) for page in pages)
    assert known == unknown
    assert [event.data["agent"] for event in Event.objects.filter(name="agent.link_asked")] == [cast.mina.pk]


def test_asking_a_hundred_times_is_slowed_down(cast, sending):
    answers = [Client().post("/forgotten-password", {"email": "x@y.example"}).status_code for _ in range(12)]
    assert answers[0] == 200
    assert answers[-1] == 429


def test_without_mail_the_page_says_whom_to_ask(cast):
    assert "Ask an administrator" in Client().get("/forgotten-password").content.decode()


def test_a_new_password_is_set_by_the_link_and_ends_every_session(cast, at_desk):
    elsewhere = at_desk(cast.mina)
    path = f"/new-password/{key_for(cast.mina, purpose=NEW_PASSWORD)}"
    assert Client().get(path).status_code == Client().get(path).status_code == 200
    answer = Client().post(path, {"password": GOOD})
    assert (answer.status_code, answer["Location"]) == (302, "/sign-in?set=yes")
    assert Agent.objects.get(pk=cast.mina.pk).check_password(GOOD)
    assert elsewhere.get("/inbox/all").status_code == 302
    assert Client().post(path, {"password": GOOD + "2"}).status_code == 404
    assert AuditEntry.objects.filter(name="agent.password_set", actor_id=cast.mina.pk).count() == 1


@pytest.mark.parametrize("poor", ["", "short", "1234567890", "mina@leafloom.example"])
def test_a_poor_password_is_refused_with_its_reason(cast, poor):
    path = f"/new-password/{key_for(cast.mina, purpose=NEW_PASSWORD)}"
    assert Client().post(path, {"password": poor}).status_code == 422
    assert not Agent.objects.get(pk=cast.mina.pk).check_password(poor)


def test_a_link_that_is_over_says_how_to_get_another(cast, sending):
    answer = Client().get("/invitation/made-up")
    assert answer.status_code == 404
    assert "Mail me a new one" in answer.content.decode()


def test_the_address_is_never_told_to_another_site(cast):
    answer = Client().get(f"/invitation/{key_for(cast.mina, purpose=INVITATION)}")
    assert answer["Referrer-Policy"] == "no-referrer"
    assert "no-store" in answer["Cache-Control"]


def test_a_colleague_without_a_first_password_is_invited(cast, ruth, sending):
    form = {"name": "Noa", "email": "noa@leafloom.example", "role": "agent", "password": ""}
    answer = ruth.post("/settings/agents", form)
    noa = Agent.objects.get(email="noa@leafloom.example")
    assert answer["Location"] == f"/settings/agents/{noa.pk}?sent=yes"
    assert Event.objects.get(name="agent.link_asked").data == {"agent": noa.pk, "purpose": INVITATION}
    assert "Invited" in ruth.get("/settings/agents").content.decode()


def test_where_no_mail_goes_out_the_link_is_shown_to_be_handed_over(cast, ruth):
    page = ruth.post(f"/settings/agents/{cast.mina.pk}/link").content.decode()
    path = re.search(r'value="http://testserver(/new-password/[^"]+)"', page)[1]
    assert Client().post(path, {"password": GOOD}).status_code == 302
    assert AuditEntry.objects.filter(name="agent.link_shown", actor_id=cast.ruth.pk).count() == 1


def test_only_who_manages_people_gives_a_link_and_to_nobody_above_them(cast, mina, at_desk):
    assert mina.post(f"/settings/agents/{cast.dave.pk}/link").status_code == 403
    assert Event.objects.filter(name="agent.link_asked").count() == 0
