"""One's own day, and the conversation to open now."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from keepword.conversations.assigning import assign
from keepword.conversations.snoozing import snooze
from keepword.kit import clock
from keepword.promises.ledger.making import promise
from keepword.web.tests.reading import words
from tests import cast as stage


@pytest.fixture(autouse=True)
def _morning():
    with time_machine.travel(datetime(2026, 11, 16, 9, tzinfo=UTC), tick=False):
        yield


def mine(cast, **fields):
    one = stage.conversation_of(cast, **fields)
    assign(one, to=cast.mina, by=cast.dave.as_actor)
    return one


def test_my_day_is_what_is_due_what_comes_back_and_what_i_promised(cast, mina, stranger):
    due, later = mine(cast, subject="Due now"), mine(cast, subject="Due in a week")
    due.change(due_at=clock.now() - timedelta(hours=1))
    later.change(due_at=clock.now() + timedelta(days=7))
    snooze(mine(cast, subject="Back tonight"), until=clock.now() + timedelta(hours=8), by=cast.mina.as_actor)
    snooze(mine(cast, subject="Back on Friday"), until=clock.now() + timedelta(days=4), by=cast.mina.as_actor)
    promise(due, what="call", due_at=clock.now() + timedelta(hours=2), kind="agent", by=cast.mina)
    page = words(mina.get("/day"))
    for said in ("Due now", "Back tonight", "What I promised"):
        assert said in page
    for other in ("Due in a week", "Back on Friday", "Nothing is left for today."):
        assert other not in page
    assert "Nothing is left for today." in words(stranger.get("/day"))


def opened(client, but=""):
    headers = {"Referer": f"http://testserver/conversations/{but}?view=mine"}
    return client.get("/next", headers=headers).headers["Location"].partition("?")[0]


def test_the_next_best_is_due_first_then_waits_longest_and_is_one_that_i_may_take(cast, mina, stranger):
    waits, theirs, soon = (stage.conversation_of(cast) for _ in range(3))
    assign(theirs, to=cast.dave, by=cast.dave.as_actor)
    theirs.change(due_at=clock.now())
    soon.change(due_at=clock.now() + timedelta(hours=1))
    assert opened(mina) == f"/conversations/{soon.pk}"
    assert opened(mina, but=soon.pk) == f"/conversations/{waits.pk}"
    soon.change(status="resolved")
    assert opened(mina, but=waits.pk) == "/day"
    assert opened(stranger) == "/day"


@pytest.mark.parametrize("but", ["x", "-1", "9" * 40])
def test_an_odd_conversation_that_is_open_matters_to_nobody(cast, conversation, mina, but):
    assert opened(mina, but=but) == f"/conversations/{conversation.pk}"
