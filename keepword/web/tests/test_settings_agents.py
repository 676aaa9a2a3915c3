"""Agents are changed, leave, and come back."""

import asyncio

import pytest
from django.test import Client

from keepword.conversations.assigning import assign
from keepword.conversations.inbound import Thread
from keepword.conversations.models import Inbox
from keepword.conversations.receiving import receive
from keepword.conversations.resolving import resolve
from keepword.events import live
from keepword.people import tokens
from keepword.people.models import Agent
from keepword.web import live as streams
from keepword.web.tests.reading import error_of, words
from tests import cast as stage


def particulars(agent: Agent, **changes: object) -> dict[str, object]:
    now = {
        "name": agent.name,
        "public_name": agent.public_name,
        "email": agent.email,
        "role": agent.role,
        "teams": [team.pk for team in agent.teams.all()],
        "language": agent.language,
        "time_zone": agent.time_zone,
    }
    return now | changes


def leave(ruth: Client, agent: Agent, **answers: object):
    return ruth.post(f"/settings/agents/{agent.pk}/activity", {"active": "no"} | answers, follow=True)


def test_an_administrator_puts_an_agents_particulars_right(cast, ruth, mina, conversation):
    changes = {
        "name": "Mina P.",
        "public_name": "Mina",
        "email": "m@leafloom.example",
        "language": "ko",
        "time_zone": "Asia/Seoul",
        "teams": [],
    }
    assert ruth.post(f"/settings/agents/{cast.mina.pk}", particulars(cast.mina, **changes)).status_code == 302
    agent = Agent.objects.get(pk=cast.mina.pk)
    assert (agent.name, agent.public_name, agent.email) == ("Mina P.", "Mina", "m@leafloom.example")
    assert (agent.language, agent.time_zone) == ("ko", "Asia/Seoul")
    assert mina.get(f"/conversations/{conversation.pk}").status_code == 404


def test_two_agents_do_not_share_an_address(cast, ruth):
    answer = ruth.post(f"/settings/agents/{cast.mina.pk}", particulars(cast.mina, email="DAVE@leafloom.example"))
    assert (answer.status_code, bool(error_of(answer, "email"))) == (422, True)


def test_the_last_administrator_stays_one(cast, ruth):
    page = f"/settings/agents/{cast.ruth.pk}"
    answer = ruth.post(page, particulars(cast.ruth, role="agent", name="Somebody"))
    assert answer.status_code == 422
    assert "last administrator" in error_of(answer, "role")
    left = ruth.post(f"{page}/activity", {"active": "no"})
    assert left.status_code == 422
    assert "last administrator" in words(left)
    cast.ruth.refresh_from_db()
    assert (cast.ruth.role, cast.ruth.is_active, cast.ruth.name) == ("administrator", True, "Ruth Adler")


def test_an_administrator_leaves_when_there_is_another(cast, ruth):
    ruth.post(f"/settings/agents/{cast.mina.pk}", particulars(cast.mina, role="administrator"))
    leave(ruth, cast.ruth)
    assert ruth.get("/settings/agents").status_code == 302


def test_who_leaves_is_out_of_browsers_and_programs_at_once(cast, ruth, mina, at_desk):
    elsewhere, secret = at_desk(cast.mina), tokens.give(cast.mina)
    leave(ruth, cast.mina)
    assert [one.get("/inbox/mine").status_code for one in (mina, elsewhere)] == [302, 302]
    assert tokens.agent_of(secret) is None
    ruth.post(f"/settings/agents/{cast.mina.pk}/activity", {"active": "yes"})
    assert mina.get("/inbox/mine").status_code == 302, "a session of before does not come back with its agent"
    assert tokens.agent_of(secret) == cast.mina


@pytest.mark.django_db(transaction=True)
def test_who_leaves_hears_nothing_more(at_desk):
    cast = stage.gather()
    ruth, mina = at_desk(cast.ruth), at_desk(cast.mina)
    sent: list[dict[str, object]] = []

    async def listen() -> None:
        cookie = f"keepword={mina.cookies['keepword'].value}".encode()
        left: asyncio.Future[dict[str, object]] = asyncio.get_running_loop().create_future()
        begun = asyncio.Event()

        async def send(message: dict[str, object]) -> None:
            sent.append(message)
            begun.set()

        stream = asyncio.ensure_future(
            streams.stream({"headers": [(b"cookie", cookie)], "query_string": b""}, lambda: left, send)  # type: ignore[arg-type]
        )
        await begun.wait()
        await asyncio.to_thread(leave, ruth, cast.mina)
        live.tell(live.Change(0, 0, None, "agent.deactivated"))
        await asyncio.wait_for(stream, timeout=10)

    asyncio.run(listen())
    assert sent[0]["status"] == 200


def test_what_was_open_goes_back_to_everybody_and_the_history_says_so(cast, ruth, conversation):
    assign(conversation, to=cast.mina, by=cast.mina.as_actor)
    page = leave(ruth, cast.mina)
    assert "Conversations handed over: 1." in words(page)
    conversation.refresh_from_db()
    assert conversation.assignee is None
    assert "Ruth Adler took the conversation from Mina Park." in words(ruth.get(f"/conversations/{conversation.pk}"))


def test_a_colleague_takes_over_what_they_may_see(cast, ruth, conversation):
    other = stage.conversation_of(cast, "ko")
    assign(conversation, to=cast.mina, by=cast.mina.as_actor)
    assign(other, to=cast.mina, by=cast.mina.as_actor)
    private = Inbox.objects.create(name="Press", address="press@leafloom.example", brand=cast.brand)
    private.teams.create(name="Press")
    type(other).objects.filter(pk=other.pk).update(inbox=private)
    leave(ruth, cast.mina, to=cast.dave.pk)
    conversation.refresh_from_db()
    other.refresh_from_db()
    assert (conversation.assignee, other.assignee) == (cast.dave, None)


def test_leaving_is_undone_with_all_that_followed_from_it(cast, ruth, conversation):
    taken = stage.conversation_of(cast, "ko")
    assign(conversation, to=cast.mina, by=cast.mina.as_actor)
    assign(taken, to=cast.mina, by=cast.mina.as_actor)
    page = leave(ruth, cast.mina)
    taken.refresh_from_db()
    assign(taken, to=cast.dave, by=cast.dave.as_actor)
    fact = _fact(page)
    ruth.post(f"/settings/agents/{cast.mina.pk}/activity", {"active": "yes", "fact": fact})
    conversation.refresh_from_db()
    taken.refresh_from_db()
    assert Agent.objects.get(pk=cast.mina.pk).is_active
    assert (conversation.assignee, taken.assignee) == (cast.mina, cast.dave)


def _fact(page) -> str:
    return page.request["QUERY_STRING"].partition("fact=")[2].partition("&")[0]


def test_what_a_customer_opens_again_is_not_held_by_somebody_who_left(cast, ruth, conversation):
    assign(conversation, to=cast.mina, by=cast.mina.as_actor)
    resolve(conversation, by=cast.mina.as_actor)
    leave(ruth, cast.mina)
    conversation.refresh_from_db()
    assert conversation.assignee == cast.mina
    receive(stage.written(thread=Thread(conversation_id=conversation.pk)), inbox=cast.inbox)
    conversation.refresh_from_db()
    assert (conversation.status, conversation.assignee) == ("open", None)


def test_nobody_but_an_administrator_changes_an_agent(cast, mina):
    assert mina.post(f"/settings/agents/{cast.dave.pk}", particulars(cast.dave, name="D")).status_code == 403
    assert mina.post(f"/settings/agents/{cast.dave.pk}/activity", {"active": "no"}).status_code == 403
    assert Agent.objects.get(pk=cast.dave.pk).is_active
