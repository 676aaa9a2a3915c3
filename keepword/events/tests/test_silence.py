"""The connection that brings changes dies without a word: it is noticed, and nothing that was missed stays unseen."""

import queue
import threading
import time
from itertools import count

import pytest
from django.db import connection, connections, transaction

from keepword.events import hub, live, log
from keepword.events.hubs import silence
from tests.services.wire import wire

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.services]


@pytest.fixture(params=["postgresql", "redis"])
def line(request, settings, monkeypatch):
    """The wire to the carrier, and its name. Asking is quick here, so that the test is."""
    if request.param == "postgresql" and connection.vendor != "postgresql":
        pytest.skip("needs PostgreSQL")
    for name in ("ASK_AFTER", "GIVE_UP_AFTER", "LISTEN_FOR"):
        monkeypatch.setattr(silence, name, 0.2)
    if request.param == "redis":
        with wire(request.getfixturevalue("redis").port) as made:
            settings.REDIS_URL = f"redis://127.0.0.1:{made.port}/0"
            yield made
        return
    kind = type(connections["default"])
    asked = connections["default"].get_connection_params
    with wire(int(connection.settings_dict["PORT"])) as made:
        through = {"host": "127.0.0.1", "port": made.port}
        monkeypatch.setattr(kind, "get_connection_params", lambda _self: asked() | through)
        yield made


@pytest.fixture
def heard():
    words: queue.Queue[live.Change] = queue.Queue()
    stop = live.listen(words.put)
    yield words
    stop()


@pytest.fixture
def following(line):
    stopped = threading.Event()
    thread = threading.Thread(target=hub.listen_until, args=(stopped,), daemon=True)
    thread.start()
    yield thread
    stopped.set()
    thread.join(10)
    assert not thread.is_alive()


def until_everything(words):
    """The word by which every screen looks again."""
    while words.get(timeout=10) != live.LOOK_AGAIN:
        pass


def tell(number):
    with transaction.atomic():
        return log.record("conversation.assigned", conversation_id=number, inbox_id=7).pk


def test_a_connection_that_died_in_silence_is_noticed_and_screens_look_again(line, heard, following):
    until_everything(heard)
    assert line.die() >= 1
    until_everything(heard)
    assert not live.is_cut_off()
    sent = tell(42)
    while heard.get(timeout=10).event_id != sent:
        pass


def test_a_connection_that_lives_is_not_given_up_however_long_nobody_says_anything(line, heard, following):
    until_everything(heard)
    until = time.monotonic() + 5 * (silence.ASK_AFTER + silence.GIVE_UP_AFTER)
    with pytest.raises(queue.Empty):
        while heard.get(timeout=until - time.monotonic()).event_id:
            pass
    sent = tell(42)
    while heard.get(timeout=10).event_id != sent:
        pass


def test_what_is_said_while_one_asks_is_heard(line, heard, following):
    until_everything(heard)
    sent, until = [], time.monotonic() + 2
    for number in count(1):
        sent.append(tell(number))
        if time.monotonic() > until:
            break
    found = [heard.get(timeout=10).event_id for _ in sent]
    assert found == sent


def test_it_takes_ten_seconds_at_most():
    assert silence.ASK_AFTER + silence.GIVE_UP_AFTER + silence.LISTEN_FOR < 10
