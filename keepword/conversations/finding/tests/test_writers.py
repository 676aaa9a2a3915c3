"""Whoever is called like the words of a query stands beside what it finds, however much that is."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from keepword.conversations.finding import results
from keepword.conversations.finding.results import find
from keepword.conversations.models import Message
from keepword.people.models import Agent
from keepword.wiring.demo import filling

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("enough", [1, 10_000])
def test_a_customer_is_found_by_name_among_the_hits_as_well_as_by_the_index(monkeypatch, enough):
    filling.fill(conversations=30, seed=4, password=None, each=3)
    monkeypatch.setattr(results, "ENOUGH", enough)
    customer = Message.objects.filter(kind="inbound").order_by("-pk")[0]
    with CaptureQueriesContext(connection) as queries:
        found = find(customer.sender_name, agent=Agent.objects.order_by("pk")[0], limit=25)
    assert found.contacts[0] == customer.contact_id
    looked_up = [one for one in queries if "sender_name" in one["sql"] and "conversations_search" in one["sql"]]
    assert bool(looked_up) == (enough > len(found.hits))
