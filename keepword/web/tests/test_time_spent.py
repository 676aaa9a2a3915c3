"""Where time goes in total, and the conversations behind it."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from keepword.conversations.assigning import assign_team
from keepword.conversations.models import InternalTask
from keepword.conversations.replying import reply
from keepword.conversations.resolving import resolve
from keepword.conversations.tasks.finishing import finish
from keepword.conversations.tasks.giving import Asked, give
from keepword.promises.time_spent.counting import count_touched
from keepword.promises.time_spent.keeping import keep
from tests import cast as stage

START = datetime(2026, 11, 16, 9, tzinfo=UTC)


@pytest.fixture
def travel():
    with time_machine.travel(START, tick=False) as moved:
        yield moved


@pytest.fixture
def cast(db, travel):
    return stage.gather()


@pytest.fixture
def solved(cast, travel):
    """One of the team's waited three hours for us and forty for a yes, one of nobody's an hour for us."""
    long, short = stage.conversation_of(cast), stage.conversation_of(cast, "ko", channel="form")
    assign_team(long, to=cast.team, by=cast.mina.as_actor)
    travel.shift(timedelta(hours=1))
    resolve(short, by=cast.mina.as_actor)
    task = give(Asked("May we?", agent=cast.ruth, awaits="approval"), by=cast.mina, conversation=long)
    travel.shift(timedelta(hours=40))
    finish(task, by=cast.ruth)
    travel.shift(timedelta(hours=2))
    resolve(long, by=cast.mina.as_actor)
    keep([long.pk, short.pk])
    count_touched()
    return long, short


def page_of(client, address="/reports/time", **query):
    answer = client.get(address, query)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def line_of(page, name):
    return page.partition(f"{name}</a></th>")[2].partition("</tr>")[0]


def cells(line):
    return [
        cell.partition("</td>")[0].replace("<b>", "").replace("</b>", "") for cell in line.split('class="end">')[1:]
    ]


def test_the_time_is_told_by_whom_we_waited_for(solved, mina):
    page = page_of(mina, time="calendar")
    assert cells(line_of(page, "Waiting for a yes")) == ["40", "91%", "1", "1 day", "1 day", "1 day", "0"]
    assert cells(line_of(page, "Waiting for us"))[:3] == ["4", "9%", "2"]
    assert 'class="turn-approval"' in page
    assert '<th scope="row" dir="auto">Shop</th>' in page
    assert '<th scope="row" dir="auto">Contact form</th>' in page


def test_a_team_and_a_channel_can_be_looked_at_alone(cast, solved, mina):
    assert cells(line_of(page_of(mina, team="none"), "Waiting for us"))[0] == "1"
    assert cells(line_of(page_of(mina, team=str(cast.team.pk)), "Waiting for us"))[0] == "3"
    assert cells(line_of(page_of(mina, channel="form"), "Waiting for us"))[0] == "1"
    assert "Nothing was solved in these weeks." in page_of(mina, channel="fax")


@pytest.mark.parametrize("odd", [{"team": "9" * 30}, {"team": "x"}, {"time": "x"}, {"week": "x"}, {"channel": "\x00"}])
def test_what_makes_no_sense_is_left_out(solved, mina, odd):
    assert cells(line_of(page_of(mina, **odd), "Waiting for us"))[0] == "4"


def test_each_number_leads_to_the_conversations_that_waited_longest(cast, solved, mina):
    long, short = solved
    page = page_of(mina, "/reports/time/agent", time="calendar")
    assert page.index(f"/conversations/{long.pk}/clocks") < page.index(f"/conversations/{short.pk}/clocks")
    assert f"/conversations/{short.pk}/clocks" not in page_of(mina, "/reports/time/agent", team=str(cast.team.pk))
    assert "There is nothing in these weeks." in page_of(mina, "/reports/time/agent", week="2026-11-09")
    assert f"/conversations/{long.pk}/clocks" in page_of(mina, "/reports/time/approval", week="2026-11-18")
    assert mina.get("/reports/time/lunch").status_code == 404


def test_a_stranger_reads_no_figures_of_an_inbox_that_is_not_theirs(solved, stranger):
    page = page_of(stranger)
    assert "Nothing was solved in these weeks." in page
    assert "/reports/time/agent" not in page
    assert "There is nothing in these weeks." in page_of(stranger, "/reports/time/agent")


def test_what_is_not_solved_waits_for_somebody_right_now(cast, solved, mina, stranger):
    ours, theirs, upstairs = (
        stage.conversation_of(cast, address=f"a{number}@customer.example") for number in range(3)
    )
    reply(theirs, text="Which colour?", by=cast.mina)
    give(Asked("May we?", agent=cast.ruth, awaits="approval"), by=cast.mina, conversation=upstairs)
    give(Asked("And they?", agent=cast.ruth, awaits="team"), by=cast.mina, conversation=upstairs)
    page = page_of(mina)
    assert cells(line_of(page, "Waiting for us"))[-1] == "1"
    assert cells(line_of(page, "Waiting for a yes"))[-1] == "1"
    assert cells(page.partition("Waiting for the customer</th>")[2].partition("</tr>")[0])[-1] == "1"
    assert cells(page_of(stranger).partition("Waiting for us</th>")[2].partition("</tr>")[0])[-1] == "0"


def test_a_conversation_says_where_its_own_time_went(solved, mina):
    page = page_of(mina, f"/conversations/{solved[0].pk}/clocks")
    assert "Waiting for a yes" in page
    assert "1 day · 93%" in page


def test_many_conversations_cost_the_queries_of_one(solved, mina, django_assert_max_num_queries):
    page_of(mina)
    # Session, agent, who sees what (3), the views (3), unread mentions; then where our weeks begin, the weeks, the
    # teams, and three for what waits right now.
    with django_assert_max_num_queries(16):
        page_of(mina)


def test_a_task_is_given_with_whom_we_wait_for(cast, mina):
    conversation = stage.conversation_of(cast)
    form = {"words": "May we?", "owner": f"agent-{cast.ruth.pk}", "awaits": "approval"}
    assert mina.post(f"/conversations/{conversation.pk}/tasks", form).status_code == 302
    task = InternalTask.objects.get()
    assert task.awaits == "approval"
    assert "Waits for a yes" in mina.get(f"/conversations/{conversation.pk}/tasks").content.decode()
    mina.post(f"/tasks/{task.pk}", form | {"awaits": ""})
    task.refresh_from_db()
    assert task.awaits == ""
