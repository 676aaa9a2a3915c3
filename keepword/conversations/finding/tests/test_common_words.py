"""A common word is read down the messages, newest first: never from a list of all that hold it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from keepword.conversations import noting
from keepword.conversations.finding import estimating, walking
from keepword.conversations.finding.results import find
from keepword.conversations.models import Conversation
from keepword.people.models import Agent
from keepword.wiring.demo import filling

pytestmark = pytest.mark.django_db


@pytest.fixture
def agent() -> Agent:
    filling.fill(conversations=60, seed=5, password=None, each=3)
    return Agent.objects.order_by("pk")[0]


@pytest.fixture
def _is_counted(agent, monkeypatch) -> None:
    """As a large desk is: what most hold is known, and the first reach is short beside the rest."""
    if connection.vendor != "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE conversations_search")
    monkeypatch.setattr(estimating, "COMMON", 2)
    monkeypatch.setattr(walking, "FIRST_REACH", 20)


def test_a_word_that_many_hold_is_found_without_naming_them_all(agent, request):
    word = Conversation.objects.order_by("-pk")[0].subject.split()[0]
    _is_found_walking(word, agent=agent, request=request)


def test_a_long_conversation_before_them_does_not_change_that(agent, request):
    """Not one of the newest holds it, as after a thousand messages of one conversation about something else."""
    word = Conversation.objects.order_by("-pk")[0].subject.split()[0]
    other = Conversation.objects.order_by("pk")[0]
    for number in range(30):
        noting.note(other, by=agent, text=f"Nothing of that kind, {number}")
    _is_found_walking(word, agent=agent, request=request)


def _is_found_walking(word: str, *, agent: Agent, request: pytest.FixtureRequest) -> None:
    wanted = find(word, agent=agent, limit=100).hits
    assert wanted
    request.getfixturevalue("_is_counted")
    with CaptureQueriesContext(connection) as queries:
        found = find(word, agent=agent, limit=100)
    assert found.hits == wanted
    assert not [one for one in queries if "MATERIALIZED" in one["sql"]]


def test_a_word_that_few_hold_comes_from_its_index(agent, request):
    said = Conversation.objects.order_by("pk")[0]
    noting.note(said, by=agent, text="The quartz is chipped.")
    for number in range(30):
        noting.note(said, by=agent, text=f"Nothing of that kind, {number}")
    request.getfixturevalue("_is_counted")
    with CaptureQueriesContext(connection) as queries:
        found = find("quartz", agent=agent, limit=100)
    assert [conversation for _, conversation in found.hits] == [said.pk]
    assert connection.vendor == "sqlite" or [one for one in queries if "MATERIALIZED" in one["sql"]]
