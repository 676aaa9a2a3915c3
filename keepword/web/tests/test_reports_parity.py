"""Equal service: solutions first, speed never alone, and every number leads to its conversations."""

import re
from datetime import timedelta

import pytest

from keepword.conversations.models import Conversation
from keepword.conversations.replying import reply
from keepword.conversations.resolving import reopen, resolve
from keepword.kit import clock
from keepword.surveys.models import Survey
from keepword.web.tests.reading import words
from tests import cast as stage


def solved(cast, *, channel="email", score=None, times=1, said=""):
    conversation = stage.conversation_of(cast, channel=channel)
    reply(conversation, text="On its way.", by=cast.mina)
    for turn in range(times):
        if turn:
            reopen(conversation, by=cast.mina.as_actor)
        resolve(conversation, by=cast.mina.as_actor)
    if score:
        moments = dict.fromkeys(["resolved_at", "due_at", "asked_at", "answered_at"], clock.now())
        where = {"conversation": conversation, "inbox": cast.inbox, "channel": channel}
        Survey.objects.create(**where, **moments, state="answered", score=score, words=said)
    return conversation


def test_solutions_stand_before_the_speed_of_answers_and_quality_between(cast, ruth):
    solved(cast, score=5)
    page = words(ruth.get("/reports/parity"))
    order = ["Usual time to the solution", "Opened again", "Happy customers (CSAT)", "Usual first answer"]
    assert [page.index(one) for one in order] == sorted(page.index(one) for one in order)


def test_every_number_leads_to_the_conversations_that_it_counts(cast, ruth):
    solved(cast, score=5, said="Splendid")
    solved(cast, channel="form", score=2, times=2, said="Too slow")
    page = ruth.get("/reports/parity?weeks=12").content.decode()
    found = set(re.findall(r'href="(/reports/parity/[^"]+)"', page))
    whats = {f"{what}/{channel}" for what in ("solved", "again", "answers", "first") for channel in ("email", "form")}
    assert whats <= {one.split("/reports/parity/")[1].split("?")[0] for one in found}
    for address in found:
        assert ruth.get(address.replace("&amp;", "&")).status_code == 200
    assert "Too slow" in words(ruth.get("/reports/parity/answers/form?weeks=12"))
    assert "Too slow" not in words(ruth.get("/reports/parity/answers/email?weeks=12"))
    again = {channel: words(ruth.get(f"/reports/parity/again/{channel}?weeks=12")) for channel in ("email", "form")}
    assert "There is nothing in these weeks." in again["email"]
    assert "Ann Lee" in again["form"]


def test_satisfaction_stands_with_its_n_and_its_range(cast, ruth):
    solved(cast, score=5)
    solved(cast, score=1)
    page = " ".join(words(ruth.get("/reports/parity")).split())
    assert "50% n = 2 \u20669%–91%\u2069; 100% of 2 answered" in page


def test_what_is_older_than_the_window_is_left_out(cast, ruth):
    solved(cast)
    Conversation.objects.update(resolved_at=clock.now() - timedelta(weeks=6))
    assert "There is nothing in these weeks." in words(ruth.get("/reports/parity/solved/email?weeks=4"))
    assert "Ann Lee" in words(ruth.get("/reports/parity/solved/email?weeks=12"))


@pytest.mark.parametrize("address", ["solved/email?before=x", "nothing/email", "solved/email?before=1.2.3"])
def test_what_is_no_list_is_not_found(cast, ruth, address):
    assert ruth.get(f"/reports/parity/{address}").status_code == 404


@pytest.mark.parametrize("weeks", ["", "0", "x", "999", "-4"])
def test_a_window_that_is_none_is_the_shortest(cast, ruth, weeks):
    assert "<option selected>4</option>" in ruth.get(f"/reports/parity?weeks={weeks}").content.decode()


def test_what_a_closed_inbox_holds_is_in_no_figure_of_who_may_not_see_it(cast, stranger):
    solved(cast, score=5)
    assert "Nothing was solved, answered or due" in words(stranger.get("/reports/parity"))
    assert "There is nothing in these weeks." in words(stranger.get("/reports/parity/answers/email"))
