"""An open stream asks again who may listen: before it says what waits behind the word that a right went, and before
anything that it could not be told of. With real servers: tests/faults/test_rights_that_go.py."""

import asyncio

import pytest

from keepword.events import live
from keepword.people.accounts.sessions import end_others
from keepword.web import live as streams
from tests import cast as stage
from tests.safety.conftest import Sit

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def cast() -> stage.Cast:
    return stage.gather()


@pytest.fixture
def key(cast: stage.Cast, at_desk: Sit) -> str:
    return at_desk(cast.mina).cookies["keepword"].value


def about(cast: stage.Cast, conversation: int) -> live.Change:
    return live.Change(0, conversation, cast.inbox.pk, "note.added")


def said_of(key: str, *, first: list[live.Change], then: list[live.Change], between) -> tuple[str, bool]:
    """What a stream says of words that came before and after something happened, and whether it ended by itself."""
    said = []

    async def listen() -> bool:
        async def send(message) -> None:
            said.append(message["body"].decode())

        listener = await asyncio.to_thread(streams._decide, key)
        screen = streams.Screen(listener.agent_id, listener.inbox_ids, asyncio.get_running_loop())
        left: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        talk = asyncio.ensure_future(streams._talk(screen, key=key, left=left, send=send))
        for change in first:
            screen.tell(change)
        while len(said) < len(first):
            await asyncio.sleep(0)
        await asyncio.to_thread(between)
        for change in then:  # all of them before the stream has asked again
            screen.tell(change)
        await asyncio.wait([talk], timeout=0.5)
        ended = talk.done()
        left.set_result(None)
        await talk
        return ended

    ended = asyncio.run(listen())
    return "".join(said), ended


def test_what_waits_behind_the_word_that_a_right_went_is_not_said(cast: stage.Cast, key: str):
    said, ended = said_of(
        key,
        first=[about(cast, 41)],
        between=lambda: cast.mina.teams.clear(),
        then=[live.announced(0), about(cast, 42)],
    )
    assert ("conversation-41" in said, "everything" in said, "conversation-42" in said) == (True, True, False)
    assert not ended


def test_who_keeps_the_right_hears_all_of_it(cast: stage.Cast, key: str):
    said, _ended = said_of(key, first=[], between=lambda: None, then=[live.announced(0), about(cast, 42)])
    assert "conversation-42" in said


def test_while_the_carrier_is_away_a_stream_relies_on_nothing_that_it_heard(cast: stage.Cast, key: str, monkeypatch):
    monkeypatch.setattr(streams, "CUT_OFF_DECIDE_AGAIN", 0.0)
    live.cut_off()
    try:
        said, _ended = said_of(key, first=[], between=lambda: cast.mina.teams.clear(), then=[about(cast, 42)])
        assert "conversation-42" not in said
    finally:
        live.joined()
    said, _ended = said_of(key, first=[], between=lambda: None, then=[live.LOOK_AGAIN, about(cast, 42)])
    assert ("everything" in said, "conversation-42" in said) == (True, False)


def test_a_session_that_is_ended_elsewhere_ends_its_stream_and_no_other_looks_again(cast: stage.Cast, key: str):
    heard: list[live.Change] = []
    stop = live.listen(heard.append)
    try:
        end_others(cast.mina, here=None, by=cast.ruth.as_actor)
    finally:
        stop()
    words = [one for one in heard if one.name == "agent.signed_out"]
    if words:  # SQLite tells its own process at once; the other carriers have tests of their own
        assert [one.agent_ids for one in words] == [(cast.mina.pk,)]
    assert [one for one in heard if one.conversation_id == 0 and not one.agent_ids] == []


def test_a_stream_whose_session_is_gone_says_nothing_more_and_ends(cast: stage.Cast, key: str):
    gone = live.Change(0, 0, None, "session.ended", (cast.mina.pk,))
    said, ended = said_of(
        key,
        first=[],
        between=lambda: end_others(cast.mina, here=None, by=cast.ruth.as_actor),
        then=[gone, about(cast, 42)],
    )
    assert (said, ended) == ("", True)
