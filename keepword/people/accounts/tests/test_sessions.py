"""Somebody reads where they are signed in, and signs out elsewhere."""

from datetime import timedelta

import pytest
import time_machine

from keepword.events.models import AuditEntry, Event
from keepword.kit import clock
from keepword.people.accounts.sessions import end_one, end_others, forget_old, seats_of
from keepword.people.models import Agent, DeskSession
from keepword.people.recognising import SessionStore

pytestmark = pytest.mark.django_db
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"


@pytest.fixture
def mina():
    return Agent.objects.create_user("mina@leafloom.example", name="Mina Park")


def sit(agent, *, device=FIREFOX, address="203.0.113.7"):
    session = SessionStore()
    session.device, session.address = device, address
    session["_auth_user_id"] = str(agent.pk)
    session.save()
    return session.session_key


def look(key, *, address="203.0.113.7"):
    session = SessionStore(key)
    session.device, session.address = FIREFOX, address
    return dict(session.items())


def test_this_browser_stands_first_and_the_others_as_they_were_seen(mina):
    with time_machine.travel("2026-03-02T09:00Z", tick=False) as time:
        here = sit(mina)
        time.shift(60)
        sit(mina, device="?", address="2001:db8::1")
    with time_machine.travel("2026-03-02T10:00Z", tick=False):
        seats = seats_of(mina, here=here)
    assert [(one.browser, one.system, one.address, one.is_here) for one in seats] == [
        ("Firefox", "Linux", "203.0.113.7", True),
        ("", "", "2001:db8::1", False),
    ]
    assert here not in {seat.name for seat in seats}


def test_when_and_from_where_is_written_once_in_five_minutes(mina, django_assert_num_queries):
    with time_machine.travel("2026-03-02T09:00Z", tick=False) as time:
        key = sit(mina)
        time.shift(299)
        with django_assert_num_queries(1):
            look(key, address="203.0.113.99")
        time.shift(1)
        with django_assert_num_queries(2):
            look(key, address="203.0.113.99")
        with django_assert_num_queries(1):
            look(key, address="203.0.113.99")
        assert [(one.address, one.seen_at) for one in seats_of(mina, here=None)] == [("203.0.113.99", clock.now())]


def test_a_live_stream_is_nobody_who_looks(mina):
    with time_machine.travel("2026-03-02T09:00Z", tick=False) as time:
        key = sit(mina)
        time.shift(3600)
        assert SessionStore(key)["_auth_user_id"] == str(mina.pk)
        assert seats_of(mina, here=None)[0].seen_at == clock.now() - timedelta(hours=1)


def test_a_browser_that_is_signed_out_finds_nothing_and_it_is_kept_who_did_it(mina):
    here, there = sit(mina), sit(mina)
    name = next(seat.name for seat in seats_of(mina, here=here) if not seat.is_here)
    assert end_one(mina, name=name, by=mina.as_actor)
    assert (bool(look(here)), bool(look(there))) == (True, False)
    assert AuditEntry.objects.get().name == "agent.signed_out"
    assert not end_one(mina, name=name, by=mina.as_actor)


def test_nobody_ends_what_is_not_theirs(mina):
    dave = Agent.objects.create_user("dave@leafloom.example", name="Dave")
    key = sit(dave)
    assert not end_one(mina, name=seats_of(dave, here=None)[0].name, by=mina.as_actor)
    assert end_others(mina, here=None, by=mina.as_actor) == 0
    assert look(key)
    assert not Event.objects.exists()


def test_everywhere_but_here(mina):
    here, *others = [sit(mina) for _ in range(3)]
    assert end_others(mina, here=here, by=mina.as_actor) == 2
    assert [bool(look(key)) for key in (here, *others)] == [True, False, False]


def test_what_ran_out_is_neither_listed_nor_kept(mina):
    sit(mina)
    DeskSession.objects.update(expire_date=clock.now() - timedelta(seconds=1))
    assert seats_of(mina, here=None) == []
    forget_old()
    assert not DeskSession.objects.exists()
