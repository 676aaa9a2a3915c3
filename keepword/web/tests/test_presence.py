"""Who else has a conversation open: told to those who may see it, and to nobody else."""

import asyncio
import json

import pytest

from keepword.conversations.models import Inbox
from keepword.events import live, presence
from keepword.web import live as streams
from tests import cast as stage


@pytest.fixture(autouse=True)
def nobody():
    presence.forget_all()
    yield
    presence.forget_all()


@pytest.fixture
def dave(cast, at_desk):
    return at_desk(cast.dave)


def here(client, conversation, doing="reading", screen="a"):
    return client.post(f"/conversations/{conversation.pk}/presence", {"doing": doing, "screen": screen})


def names(response):
    return [(one["name"], one["initials"], one["writes"]) for one in response.json()["people"]]


def test_each_learns_who_else_is_there_and_who_writes(conversation, mina, dave):
    here(mina, conversation)
    assert names(here(dave, conversation, "writing")) == [("Mina Park", "MP", False), ("Dave Ortiz", "DO", True)]
    assert names(here(mina, conversation, "gone")) == [("Dave Ortiz", "DO", True)]


def test_what_nobody_meant_is_reading(conversation, mina):
    assert names(here(mina, conversation, "dancing", screen="x" * 4000)) == [("Mina Park", "MP", False)]


def test_a_stranger_learns_nothing_and_is_nowhere(conversation, mina, stranger):
    here(mina, conversation)
    assert here(stranger, conversation).status_code == 404
    assert [one.name for one in presence.who_is_at(conversation.pk)] == ["Mina Park"]


def test_the_row_in_the_list_shows_the_others_and_not_oneself(conversation, mina, dave):
    here(dave, conversation)
    assert 'title="Here now: Dave Ortiz">DO</span>' in mina.get("/inbox/open").content.decode()
    assert 'class="row-present"' not in dave.get("/inbox/open").content.decode()


@pytest.mark.django_db(transaction=True)
def test_only_the_screens_of_those_who_may_see_it_hear_of_it(at_desk):
    cast = stage.gather()
    closed = stage.conversation_of(cast)
    everybodys = stage.conversation_of(cast)
    everybodys.inbox = Inbox.objects.create(name="Sales", address="sales@leafloom.example", brand=cast.brand)
    everybodys.save()
    mina, stranger = at_desk(cast.mina), at_desk(cast.stranger)

    def acts():
        here(mina, closed)
        here(mina, everybodys, "writing")

    assert [one["conversation"] for one in _heard_by(stranger, acts)] == [everybodys.pk]
    here(mina, closed, "gone")
    here(mina, everybodys, "gone")
    told = _heard_by(at_desk(cast.dave), acts)
    assert [(one["conversation"], one["people"][0]["name"], one["people"][0]["writes"]) for one in told] == [
        (closed.pk, "Mina Park", False),
        (everybodys.pk, "Mina Park", True),
    ]


def _heard_by(client, acts):
    """What the stream of this client says of people while `acts` happens."""
    said: list[bytes] = []

    async def listen() -> None:
        cookie = f"keepword={client.cookies['keepword'].value}".encode()
        left: asyncio.Future[dict[str, object]] = asyncio.get_running_loop().create_future()
        begun = asyncio.Event()

        async def send(message) -> None:
            said.append(message.get("body", b""))
            if b"hello" in said[-1]:
                begun.set()

        scope = {"headers": [(b"cookie", cookie)], "query_string": b""}
        stream = asyncio.ensure_future(streams.stream(scope, lambda: left, send))
        await begun.wait()
        await asyncio.to_thread(acts)
        live.tell(live.Change(0, 0, None, "the end"))
        while not any(b"the end" in one for one in said) and not stream.done():
            await asyncio.sleep(0)
        left.set_result({"type": "http.disconnect"})
        await asyncio.wait_for(stream, timeout=10)

    asyncio.run(listen())
    events = [json.loads(one.partition(b"data: ")[2]) for one in said if b"data: " in one]
    return [one["present"] for one in events if "present" in one]
