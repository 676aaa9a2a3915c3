"""Who has signed in is known again, for as long as they may be."""

from datetime import timedelta

import pytest
from django.contrib.sessions.backends import db

from keepword.kit import clock
from keepword.people.models import Agent, DeskSession
from keepword.people.recognising import Backend, SessionStore

pytestmark = pytest.mark.django_db


@pytest.fixture
def mina():
    return Agent.objects.create_user("mina@leafloom.example", name="Mina Park")


@pytest.fixture
def kept():
    session = SessionStore()
    session["seen"] = "yes"
    session.save()
    return session.session_key


def test_the_agent_of_a_session_is_the_same_as_the_one_that_is_kept(mina):
    found, kept = Backend().get_user(mina.pk), Agent.objects.get()
    assert [getattr(found, field.attname) for field in Agent._meta.concrete_fields] == [
        getattr(kept, field.attname) for field in Agent._meta.concrete_fields
    ]
    assert not found._state.adding


def test_somebody_who_is_gone_or_may_not_sign_in_any_more_is_nobody(mina):
    assert Backend().get_user(mina.pk + 1) is None
    Agent.objects.update(is_active=False)
    assert Backend().get_user(mina.pk) is None


def test_a_session_is_read_by_one_query(kept, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert SessionStore(kept)["seen"] == "yes"
    assert db.SessionStore.load(SessionStore(kept))["seen"] == "yes"


@pytest.mark.parametrize("key", ["", None, "x" * 32, "' OR 1=1 --"])
def test_a_session_that_was_never_kept_is_empty_and_gets_a_name_of_its_own(kept, key):
    session = SessionStore(key)
    assert "seen" not in session
    session["seen"] = "no"
    session.save()
    assert session.session_key != key
    assert SessionStore(kept)["seen"] == "yes"


def test_a_session_that_ran_out_is_empty(kept):
    DeskSession.objects.update(expire_date=clock.now() - timedelta(seconds=1))
    assert "seen" not in SessionStore(kept)
