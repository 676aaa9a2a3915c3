"""A common word is read down the messages, newest first: never from a list of all that hold it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from keepword.conversations.finding import walking
from keepword.conversations.finding.results import find
from keepword.conversations.models import Conversation
from keepword.people.models import Agent
from keepword.wiring.demo import filling

pytestmark = pytest.mark.django_db


def test_a_word_that_many_hold_is_found_without_naming_them_all(monkeypatch):
    filling.fill(conversations=60, seed=5, password=None, each=3)
    agent, word = Agent.objects.order_by("pk")[0], Conversation.objects.order_by("-pk")[0].subject.split()[0]
    wanted = find(word, agent=agent, limit=100).hits
    monkeypatch.setattr(walking, "FIRST_REACH", 20)
    monkeypatch.setattr(walking, "COMMON", 1)
    with CaptureQueriesContext(connection) as queries:
        found = find(word, agent=agent, limit=100)
    assert wanted
    assert found.hits == wanted
    assert not [one for one in queries if "MATERIALIZED" in one["sql"]]
