"""A change of one process reaches another, whichever way this installation has."""

import queue
import threading

import pytest
from django.db import connection, transaction

from keepword.events import hub, live, log, presence
from keepword.events.hubs import sqlite
from keepword.events.news import News
from keepword.people.announcing import announce

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def heard():
    words: queue.Queue[live.Change] = queue.Queue()
    stop = live.listen(words.put)
    yield words
    stop()


@pytest.fixture
def following():
    """A thread as in the real program."""
    stopped = threading.Event()
    thread = threading.Thread(target=hub.listen_until, args=(stopped,), daemon=True)
    thread.start()
    yield
    stopped.set()
    thread.join(5)


def happen(**about):
    with transaction.atomic():
        return log.record("conversation.assigned", **about)


def until_heard(words, event_id):
    while True:
        change = words.get(timeout=10)
        if change.event_id == event_id:
            return change


def test_screens_hear_of_a_change_once_it_is_committed(heard, following):
    event = happen(conversation_id=42, inbox_id=7)
    if connection.vendor == "postgresql":
        until_heard(heard, 0)  # the carrier says that it listens
        event = happen(conversation_id=42, inbox_id=7)
    assert until_heard(heard, event.pk) == live.Change(event.pk, 42, 7, "conversation.assigned")


def test_what_was_rolled_back_is_told_to_nobody(heard):
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        log.record("conversation.assigned", conversation_id=42)
        raise ZeroDivisionError
    assert heard.empty()


def test_a_change_that_comes_by_two_ways_is_told_once(heard):
    change = live.Change(987_654, 1, 1, "note.added")
    live.tell(change)
    live.tell_text(change.as_text())
    assert [heard.get(timeout=1)] == [change]
    assert heard.empty()


@pytest.mark.parametrize("text", ["", "{}", "[]", "null", '{"event_id": 1}', "wake", '"x"'])
def test_a_word_that_is_not_ours_is_ignored(heard, text):
    live.tell_text(text)
    assert heard.empty()


def test_redis_carries_the_word(heard, redis, settings):
    settings.REDIS_URL = redis.url
    stopped = threading.Event()
    thread = threading.Thread(target=hub.listen_until, args=(stopped,), daemon=True)
    thread.start()
    until_heard(heard, 0)
    event = happen(conversation_id=42, inbox_id=7)
    assert until_heard(heard, event.pk).conversation_id == 42
    stopped.set()
    thread.join(5)


GLIMPSE = presence.Glimpse(42, 7, 1, "Mina", "a", presence.READING)


@pytest.mark.parametrize("by", ["postgresql", "redis"])
def test_the_carrier_brings_who_is_where(heard, request, settings, by):
    if by == "redis":
        settings.REDIS_URL = request.getfixturevalue("redis").url
    elif connection.vendor != by:
        pytest.skip("needs PostgreSQL")
    presence.forget_all()
    request.getfixturevalue("following")
    until_heard(heard, 0)
    hub.carrier().announce_on_commit(News((), [], {}, (GLIMPSE,)))
    assert heard.get(timeout=10) == live.Change(0, 42, 7, presence.IS_HERE)
    assert [one.name for one in presence.who_is_at(42)] == ["Mina"]
    presence.forget_all()


def test_without_redis_the_screens_of_this_process_still_hear(heard, settings):
    settings.REDIS_URL = "redis://127.0.0.1:1/0"
    event = happen(conversation_id=42, inbox_id=7)
    assert until_heard(heard, event.pk).conversation_id == 42


@pytest.mark.skipif(connection.vendor != "sqlite", reason="how SQLite tells another process")
def test_another_process_on_the_same_file_hears_that_somebody_may_see_less(heard):
    """It reads what was written since: not only what is about a conversation."""
    with transaction.atomic():
        changed = log.record("agent.changed", agent=5, fields=["teams"])
        left = log.record("session.ended", agent=5, to=[5])
    sqlite._tell_since(changed.pk - 1)
    said = {}
    while not heard.empty():
        change = heard.get_nowait()
        said[change.event_id] = change
    assert said[changed.pk] == live.announced(changed.pk)
    assert said[left.pk] == live.Change(left.pk, 0, None, "session.ended", (5,))


def test_whoever_announces_says_what_every_process_knows():
    with transaction.atomic(), pytest.raises(ValueError, match="tag.painted"):
        announce(log.record("tag.painted", tag=1))
