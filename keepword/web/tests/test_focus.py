"""One conversation at a time."""

from datetime import timedelta

import pytest
from django.test import Client

from keepword.conversations.models import Message
from keepword.conversations.replying import reply
from keepword.conversations.resolving import resolve
from keepword.events.actor import SYSTEM
from keepword.events.models import AuditEntry
from keepword.kit import clock
from keepword.notices import focusing, kinds
from keepword.notices.deciding import Now, Rest, decide, decide_alarm
from keepword.notices.kinds import Choice
from keepword.notices.models import Choices, Notice
from keepword.people.models import Agent
from keepword.people.permissions import OWN
from keepword.people.roles.defining import make as make_role
from tests import cast as stage

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    return stage.gather()


def _client(agent) -> Client:
    client = Client()
    client.force_login(agent)
    return client


@pytest.fixture
def mina(cast):
    return _client(cast.mina)


def _page(client) -> str:
    return client.get("/focus").content.decode()


def test_what_waits_longest_comes_first_and_stays_through_a_reload(cast, mina):
    first, second = stage.conversation_of(cast, "en"), stage.conversation_of(cast, "ko")
    assert "One conversation at a time" in _page(mina)
    mina.post("/focus", {"do": "begin"})
    for _time in range(2):
        page = _page(mina)
        assert (first.subject in page, second.subject in page) == (True, False)
    assert AuditEntry.objects.filter(name="conversation.seen", conversation_id=first.pk).exists()


def test_what_is_answered_gives_way_to_the_next_and_is_counted_at_the_end(cast, mina):
    first, second = stage.conversation_of(cast, "en"), stage.conversation_of(cast, "zh-Hans")
    mina.post("/focus", {"do": "begin"})
    reply(first, text="It comes tomorrow.", by=cast.mina)
    resolve(first, by=SYSTEM)
    assert second.subject in _page(mina)
    mina.post("/focus", {"do": "end"})
    assert "Done for now: 1 answered" in _page(mina)


def test_what_is_skipped_comes_no_more_and_says_why(cast, mina):
    first, second = stage.conversation_of(cast, "en"), stage.conversation_of(cast, "ko")
    mina.post("/focus", {"do": "begin"})
    _page(mina)
    mina.post("/focus", {"do": "skip", "reason": "仓库要先看"})
    assert Message.objects.get(conversation=first, kind="note").text == "仓库要先看"
    assert second.subject in _page(mina)
    mina.post("/focus", {"do": "next"})
    assert "Nothing is left: 0 answered" in _page(mina)


def test_the_clock_can_be_hidden(cast, mina):
    stage.conversation_of(cast)
    mina.post("/focus", {"do": "begin"})
    assert "<waiting-clock" in _page(mina)
    mina.post("/focus", {"do": "clock"})
    assert "<waiting-clock" not in _page(mina)


def test_a_stranger_is_given_nothing_of_a_closed_inbox(cast):
    one, client = stage.conversation_of(cast), _client(cast.stranger)
    client.post("/focus", {"do": "begin"})
    assert one.subject not in _page(client)


def test_who_may_write_no_notes_gives_no_reason(cast):
    role = make_role("Reader", permissions=[], by=SYSTEM)
    Agent.objects.filter(pk=cast.dave.pk).update(role=OWN, own_role=role)
    stage.conversation_of(cast)
    client = _client(Agent.objects.get(pk=cast.dave.pk))
    client.post("/focus", {"do": "begin"})
    _page(client)
    assert client.post("/focus", {"do": "skip", "reason": "x"}).status_code == 403
    assert not Message.objects.filter(kind="note").exists()


def test_devices_are_quiet_meanwhile_but_for_alarms():
    now = clock.now()
    later = now + timedelta(hours=1)
    quiet = Now(now, focus_until=later)
    assert decide(Choice(), rest=Rest(), now=quiet).push_at == later
    assert decide_alarm(Choice(), now=quiet).push_at == now
    assert decide(Choice(), rest=Rest(), now=Now(now, focus_until=now - timedelta(hours=1))).push_at == now


def test_at_the_end_devices_hear_what_waited(cast):
    focusing.begin(cast.mina)
    until = Choices.objects.get(agent=cast.mina).focus_until
    one = Notice.objects.create(
        agent=cast.mina, kind=kinds.TASK, count=1, at=clock.now(), told_at=clock.now(), push_at=until
    )
    focusing.end(cast.mina)
    focusing.end(cast.mina)
    one.refresh_from_db()
    assert one.push_at < until
    assert Choices.objects.get(agent=cast.mina).focus_until is None
