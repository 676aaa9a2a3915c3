"""Tasks on the screen: beside a conversation, in one's own list, on one's day."""

import re

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from keepword.conversations.models import Conversation, Draft, InternalTask
from keepword.conversations.resolving import resolve
from keepword.conversations.tasks.giving import Asked, give
from keepword.people.permissions import LIGHT_AGENT
from keepword.web.tests.reading import error_of, words
from tests import cast as stage


@pytest.fixture
def dave(cast, at_desk):
    return at_desk(cast.dave)


@pytest.fixture
def address(conversation):
    return f"/conversations/{conversation.pk}"


def ask(client, address, agent, **answers):
    return client.post(f"{address}/tasks", {"words": "Call the courier", "owner": f"agent-{agent.pk}"} | answers)


def done(client, task, **answers):
    return client.post(f"/tasks/{task.pk}/completion", {"done": "yes"} | answers)


def test_a_colleague_is_asked_beside_the_conversation_and_finds_it_in_their_day(cast, address, mina, dave):
    assert ask(mina, address, cast.dave).headers["Location"] == address
    for place in (address, f"{address}/tasks", "/tasks?whose=given"):
        assert "Call the courier" in words(mina.get(place))
    for place in ("/tasks", "/day", address):
        assert "Call the courier" in words(dave.get(place))
    assert "Call the courier" not in words(mina.get("/tasks"))
    assert "asked by Mina Park" in words(dave.get("/tasks"))


def test_a_team_is_asked_and_the_form_sent_twice_asks_once(cast, address, mina, dave):
    for _ in range(2):
        ask(mina, address, cast.dave, owner=f"team-{cast.team.pk}", form="a" * 32)
    assert words(dave.get("/tasks?whose=team")).count("Call the courier") >= 1
    assert InternalTask.objects.count() == 1


def test_until_is_on_the_clock_of_whoever_asks_and_shown_on_that_of_whoever_looks(cast, address, at_desk):
    cast.mina.time_zone, cast.dave.time_zone = "Asia/Seoul", "Europe/Berlin"
    cast.mina.save()
    cast.dave.save()
    with time_machine.travel("2026-11-21T18:00Z", tick=False):
        ask(at_desk(cast.mina), address, cast.dave, until="2026-11-23T09:00")
        assert InternalTask.objects.get().due_at.isoformat() == "2026-11-23T00:00:00+00:00"
        assert "01:00" in words(at_desk(cast.dave).get("/tasks"))
    with time_machine.travel("2026-11-23T00:01Z", tick=False):
        assert "Overdue" in words(at_desk(cast.dave).get("/tasks"))


def test_what_is_done_goes_and_undo_brings_it_back(cast, conversation, mina):
    task = give(Asked("Call"), by=cast.mina, conversation=conversation)
    after = mina.get(done(mina, task, here="list:mine").headers["Location"])
    assert "Undo" in words(after) and f'id="task-{task.pk}"' not in after.content.decode()
    assert "Call" in words(mina.get("/tasks?state=done"))
    done(mina, task, done="no")
    assert f'id="task-{task.pk}"' in mina.get("/tasks").content.decode()
    assert done(mina, task, here="panel").headers["Location"] == f"/conversations/{conversation.pk}/tasks"
    assert done(mina, task, here="day").headers["Location"] == f"/day?done={task.pk}"


def test_a_stranger_finds_none_of_it(cast, conversation, stranger):
    task = give(Asked("Call", agent=cast.dave), by=cast.mina, conversation=conversation)
    alone = give(Asked("Plants", agent=cast.dave), by=cast.mina)
    for one in (task, alone):
        assert [stranger.get(f"/tasks/{one.pk}").status_code, done(stranger, one).status_code] == [404, 404]
    assert stranger.get(f"/conversations/{conversation.pk}/tasks").status_code == 404
    assert "Call" not in words(stranger.get(f"/tasks?done={task.pk}"))
    assert InternalTask.objects.open().count() == 2


def test_who_may_not_see_the_conversation_is_refused_in_words(cast, address, mina):
    refused = ask(mina, address, cast.stranger)
    assert refused.status_code == 422
    assert "They may not see this conversation" in error_of(refused, "owner")
    assert "Call the courier</textarea>" in refused.content.decode()


def test_a_light_agent_works_on_tasks_and_raises_nothing(cast, conversation, address, at_desk):
    cast.dave.role = LIGHT_AGENT
    cast.dave.save()
    light = at_desk(cast.dave)
    assert 'name="raised"' not in light.get(f"{address}/tasks").content.decode()
    ask(light, address, cast.mina, raised="on")
    assert InternalTask.objects.get().is_raised is False


def test_a_task_is_given_on_with_other_words(cast, conversation, mina, dave):
    task = give(Asked("Call", agent=cast.dave), by=cast.mina, conversation=conversation)
    page = dave.get(f"/tasks/{task.pk}").content.decode()
    assert re.search(rf'value="agent-{cast.dave.pk}" selected', page)
    dave.post(f"/tasks/{task.pk}", {"words": "Call twice", "owner": f"agent-{cast.mina.pk}"})
    assert "Call twice" in words(mina.get("/tasks"))


def test_what_was_raised_comes_back_with_a_draft_in_the_customers_tongue(cast, at_desk, dave):
    conversation = stage.conversation_of(cast, "ko")
    address = f"/conversations/{conversation.pk}"
    mina = at_desk(cast.mina)
    with time_machine.travel("2026-11-23T08:00Z", tick=False):
        ask(mina, address, cast.dave, raised="on", promised="2026-11-24T09:00")
    assert "알려" in mina.get(address).content.decode().split('id="reply-text"')[1].split("</textarea>")[0]
    Draft.objects.all().delete()
    resolve(conversation, by=cast.mina.as_actor)
    task = InternalTask.objects.get()
    refused = done(dave, task, result="  ")
    assert refused.status_code == 422 and "Say what came of it" in words(refused)
    done(dave, task, result="새 상자를 씁니다.")
    conversation = Conversation.objects.get(pk=conversation.pk)
    assert (conversation.status, conversation.assignee_id) == ("open", cast.mina.pk)
    draft = Draft.objects.get()
    assert draft.agent == cast.mina and draft.text.endswith("새 상자를 씁니다.")
    assert "raised" not in draft.text


def test_a_time_that_went_by_is_not_named_to_the_customer(cast, address, mina):
    refused = ask(mina, address, cast.dave, raised="on", promised="2020-01-01T09:00")
    assert refused.status_code == 422 and not InternalTask.objects.exists()


def test_the_conversations_page_asks_for_tasks_where_there_are_some(cast, conversation, address, mina):
    mina.get(address)

    def queries():
        with CaptureQueriesContext(connection) as asked:
            mina.get(address)
        return len(asked)

    without = queries()
    for _ in range(3):
        give(Asked("Call", agent=cast.mina), by=cast.mina, conversation=conversation)
    assert queries() - without == 1, "the tasks; the names of agents come with what surrounds the page"
