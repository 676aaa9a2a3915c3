"""Who saw, changed, took out or tried what."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from keepword.events import auditing, log
from keepword.events.actor import Actor
from keepword.events.models import AuditEntry
from keepword.kit import clock
from keepword.wiring import reactions

pytestmark = pytest.mark.django_db
RUTH = Actor("agent", 7)


def test_a_change_of_the_settings_is_kept_with_who_did_it():
    with transaction.atomic():
        fact = log.record("team.changed", actor=RUTH, team=3, fields=["name"])
    entry = AuditEntry.objects.get()
    assert (entry.name, entry.actor_kind, entry.actor_id, entry.event_id) == ("team.changed", "agent", 7, fact.pk)
    assert (entry.data, entry.at) == ({"team": 3, "fields": ["name"]}, fact.at)


def test_no_word_of_anybody_is_kept():
    data = {
        "brand": 1,
        "called": "Leaf",
        "rows": [{"name": "Leaf"}],
        "kind": "phone",
        "ids": [1, 2],
        "fields": ["name"],
    }
    with transaction.atomic():
        log.record("brand.removed", actor=RUTH, **data)
    assert AuditEntry.objects.get().data == {"brand": 1, "ids": [1, 2], "fields": ["name"]}


def test_a_change_that_is_rolled_back_leaves_nothing():
    with transaction.atomic():
        log.record("team.changed", actor=RUTH, team=3)
        transaction.set_rollback(True)
    assert not AuditEntry.objects.exists()


def test_every_audited_fact_is_kept():
    """A key that stands in TOGETHER twice would lose its first meaning."""
    assert [name for name in reactions.AUDITED if auditing.keep not in reactions.TOGETHER[name]] == []


def test_opening_a_conversation_is_kept_once_an_hour(monkeypatch):
    start = datetime(2026, 11, 22, 9, 50, tzinfo=UTC)
    for minutes in (0, 5, 9, 10, 30, 80):
        monkeypatch.setattr(clock, "now", lambda minutes=minutes: start + timedelta(minutes=minutes))
        auditing.saw(agent=7, conversation=1, inbox=2)
    assert [entry.hour.hour for entry in AuditEntry.objects.order_by("id")] == [9, 10, 11]


def test_two_processes_keep_it_once():
    auditing.saw(agent=7, conversation=1, inbox=2)
    auditing.forget()
    auditing.saw(agent=7, conversation=1, inbox=2)
    auditing.saw(agent=8, conversation=1, inbox=2)
    assert sorted(AuditEntry.objects.values_list("actor_id", flat=True)) == [7, 8]


def test_opening_a_person_is_kept_once_an_hour_and_apart_from_conversations():
    for _process in range(2):
        auditing.saw_contact(agent=7, contact=1)
        auditing.saw_contact(agent=8, contact=1)
        auditing.saw(agent=7, conversation=1, inbox=2)
        auditing.forget()
    kept = AuditEntry.objects.order_by("id").values_list("actor_id", "contact_id", "conversation_id")
    assert list(kept) == [(7, 1, None), (8, 1, None), (7, None, 1)]


def test_opening_it_again_asks_the_database_nothing():
    auditing.saw(agent=7, conversation=1, inbox=2)
    with CaptureQueriesContext(connection) as queries:
        auditing.saw(agent=7, conversation=1, inbox=2)
    assert len(queries) == 0
