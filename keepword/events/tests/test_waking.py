"""Who has something to do is woken at once, and nobody else, in whichever process the work was made."""

import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection, transaction

from keepword.events import hub, live, log, waking
from keepword.events.waking import INSIDE, OUTSIDE, Bell
from tests import cast as stage

pytestmark = pytest.mark.django_db(transaction=True)
HOUSE = Path(__file__).resolve().parents[3]
MAIL = b"From: ann@customer.example\r\nSubject: Hello\r\nMessage-ID: <1@customer.example>\r\n\r\nHello.\r\n"
OF_ITSELF = ("KEEPWORD_", "DATABASE_URL", "REDIS_URL", "DJANGO_", "PYTEST_")


@pytest.fixture
def following():
    """A thread as in the real program, once it listens."""
    stopped, listens = threading.Event(), threading.Event()
    stop = live.listen(lambda change: listens.set() if change == live.LOOK_AGAIN else None)
    thread = threading.Thread(target=hub.listen_until, args=(stopped,), daemon=True)
    thread.start()
    assert listens.wait(10)
    yield
    stop()
    stopped.set()
    thread.join(5)


def rings():
    return {place: bell.rings() for place, bell in waking.bells.items()}


def happen(name):
    with transaction.atomic():
        log.record(name, conversation_id=42, inbox_id=7)


def in_another_process(*words, standard_input=b""):
    """`keepword …` on the database of this test."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(OF_ITSELF)}
    environment |= {"KEEPWORD_DATA": str(settings.DATA), "DATABASE_URL": database_url(), "PYTHONPATH": str(HOUSE)}
    command = [sys.executable, "-P", "-m", "keepword", *words]
    done = subprocess.run(command, env=environment, input=standard_input, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()


def database_url():
    of = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{str(of['NAME']).lstrip('/')}"
    return f"postgresql://{of['USER']}:{of['PASSWORD']}@{of['HOST']}:{of['PORT']}/{of['NAME']}"


@pytest.mark.parametrize(("name", "place"), [("mail.stored", INSIDE), ("message.queued", OUTSIDE)])
def test_a_commit_wakes_the_workers_of_its_kind_and_no_others(name, place):
    before = rings()
    happen(name)
    assert rings() == before | {place: before[place] + 1}


def test_what_makes_no_work_wakes_nobody_here_and_nobody_elsewhere(following):
    before = rings()
    happen("conversation.tagged")
    happen("message.queued")  # what came before it by the same carrier was heard before it
    assert waking.bells[OUTSIDE].wait(since=before[OUTSIDE], seconds=10)
    assert rings() == before | {OUTSIDE: before[OUTSIDE] + 1}


def test_what_was_rolled_back_wakes_nobody():
    before = rings()
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        log.record("message.queued", conversation_id=42, inbox_id=7)
        raise ZeroDivisionError
    assert rings() == before


def test_a_mail_that_another_process_stored_wakes_the_workers_at_once(following):
    """A fact without a conversation, so that no screen is told of it. Only the word of the other process rings here:
    a worker that looks by itself every second does not."""
    cast, before = stage.gather(), rings()
    in_another_process("receive", "--inbox", cast.inbox.address, standard_input=MAIL)
    assert waking.bells[INSIDE].wait(since=before[INSIDE], seconds=10)
    assert waking.bells[OUTSIDE].rings() == before[OUTSIDE]


def test_one_task_wakes_one_of_those_who_wait_and_two_wake_two():
    bell, awake = Bell(), threading.Semaphore(0)
    waiting = [threading.Thread(target=_wait, args=(bell, awake), daemon=True) for _ in range(3)]
    for thread in waiting:
        thread.start()
    while bell.waiting() < 3:
        pass
    bell.ring(tasks=1)
    assert awake.acquire(timeout=10)
    assert bell.waiting() == 2
    bell.ring(tasks=2)
    assert awake.acquire(timeout=10)
    assert awake.acquire(timeout=10)


def _wait(bell, awake):
    bell.wait(since=0, seconds=30)
    awake.release()


@pytest.mark.parametrize(
    "text", ["", "work", "work inside", "work nowhere 1 x", "work inside many x", "word inside 1 x"]
)
def test_a_word_that_is_not_ours_wakes_nobody(text):
    before = rings()
    assert not waking.hear(text)
    assert rings() == before


def test_our_own_word_that_comes_back_wakes_nobody_twice():
    (text,) = waking.as_texts({INSIDE: 3})
    before = rings()
    assert waking.hear(text)
    assert rings() == before
    assert waking.hear(text.rpartition(" ")[0] + " another")
    assert rings() == before | {INSIDE: before[INSIDE] + 1}
