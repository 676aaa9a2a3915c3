"""Rules of how long things are kept, on screen; and what is held or deleted by hand."""

from datetime import timedelta

import pytest
from django.test import Client

from keepword.conversations.models import Conversation, Message
from keepword.conversations.resolving import resolve
from keepword.events.models import AuditEntry, Event
from keepword.kit import clock
from keepword.notices.hearing import words_of
from keepword.privacy.models import Hold, RetentionRule
from tests import cast as stage

pytestmark = pytest.mark.django_db
RULES = "/settings/retention"


@pytest.fixture
def cast():
    return stage.gather()


@pytest.fixture
def ruth(cast):
    return _client(cast.ruth)


def _client(agent) -> Client:
    client = Client()
    client.force_login(agent)
    return client


@pytest.fixture
def old(cast) -> Conversation:
    """Resolved two years ago."""
    one = stage.conversation_of(cast, "zh-Hans")
    resolve(one, by=cast.mina.as_actor)
    at = clock.now() - timedelta(days=730)
    Message.everywhere.filter(conversation=one).update(at=at)
    Conversation.objects.filter(pk=one.pk).update(created_at=at, last_activity_at=at, resolved_at=at)
    return one


def test_a_rule_shows_what_it_would_delete_before_it_is_on(cast, ruth, old):
    made = ruth.post(RULES, {"what": "resolved", "after": 12, "where": f"inbox:{cast.inbox.pk}"})
    page = ruth.get(made["Location"]).content.decode()
    assert "订单还没有到" in page
    assert "It is off." in page
    assert RetentionRule.objects.get().starts_at is None
    assert "Help" in ruth.get(RULES).content.decode()


def test_switched_on_it_begins_in_a_week_and_administrators_hear_of_it(cast, ruth):
    ruth.post(RULES, {"what": "spam", "after": 30, "where": "everywhere"})
    rule = RetentionRule.objects.get()
    ruth.post(f"{RULES}/{rule.pk}/activity", {"on": "yes"})
    rule.refresh_from_db()
    assert rule.starts_at is not None
    assert rule.starts_at > clock.now() + timedelta(days=6)
    fact = Event.objects.get(name="retention.switched_on")
    fact.actor_id = None  # who did it themselves is not told
    assert [word.agent_id for word in words_of([fact])] == [cast.ruth.pk]
    assert AuditEntry.objects.filter(name="retention.switched_on").exists()
    assert "Begins" in ruth.get(RULES).content.decode()
    ruth.post(f"{RULES}/{rule.pk}/activity", {"on": "no"})
    rule.refresh_from_db()
    assert rule.starts_at is None


@pytest.mark.parametrize(
    "said",
    [
        {"what": "audit", "after": 30, "where": "everywhere"},
        {"what": "resolved", "after": 0, "where": "everywhere"},
        {"what": "spam", "after": 10**9, "where": "everywhere"},
        {"what": "people", "after": 12, "where": "inbox"},
        {"what": "everything", "after": 12, "where": "everywhere"},
        {"what": "resolved", "after": "", "where": ""},
    ],
)
def test_what_may_not_be_a_rule_is_refused_in_the_form(cast, ruth, said):
    said = said | ({"where": f"inbox:{cast.inbox.pk}"} if said["where"] == "inbox" else {})
    assert ruth.post(RULES, said).status_code == 422
    assert not RetentionRule.objects.exists()


def test_two_rules_for_one_place_are_refused(ruth):
    said = {"what": "spam", "after": 30, "where": "everywhere"}
    assert [ruth.post(RULES, said).status_code for _time in range(2)] == [302, 422]


def test_a_changed_rule_that_is_on_waits_again(ruth):
    ruth.post(RULES, {"what": "mails", "after": 90, "where": "everywhere"})
    rule = RetentionRule.objects.get()
    RetentionRule.objects.update(starts_at=clock.now() - timedelta(days=1))
    ruth.post(f"{RULES}/{rule.pk}", {"after": 60})
    rule.refresh_from_db()
    assert (rule.after, rule.starts_at > clock.now()) == (60, True)
    assert ruth.post(f"{RULES}/{rule.pk}/removal")["Location"] == RULES
    assert not RetentionRule.objects.exists()


@pytest.mark.parametrize("what", ["resolved", "spam", "files", "people", "mails", "audit"])
def test_every_kind_of_rule_has_its_page_with_nothing_in_it(ruth, what):
    made = ruth.post(RULES, {"what": what, "after": 400 if what == "audit" else 12, "where": "everywhere"})
    assert "Nothing yet." in ruth.get(made["Location"]).content.decode()


def test_an_agent_manages_no_rules(cast, old):
    assert _client(cast.mina).get(RULES).status_code == 403
    assert _client(cast.mina).get(f"/conversations/{old.pk}/keeping").status_code == 403


def test_a_hold_says_why_and_by_whom_and_is_shown_on_the_conversation(cast, ruth, old):
    address = f"/conversations/{old.pk}/keeping"
    assert ruth.post(address, {"do": "hold", "reason": ""}).status_code == 422
    ruth.post(address, {"do": "hold", "reason": "法院 2026-7"})
    page = ruth.get(address).content.decode()
    assert "法院 2026-7" in page
    assert "Ruth Adler" in page
    assert "Held" in ruth.get(f"/conversations/{old.pk}").content.decode()
    assert "法院 2026-7" in ruth.get(RULES).content.decode()
    assert ruth.post(address, {"do": "delete"}).status_code == 422
    ruth.post(address, {"do": "release"})
    assert Hold.objects.get().ended_by == cast.ruth


def test_a_deleted_conversation_says_until_when_and_comes_back(ruth, old):
    address = f"/conversations/{old.pk}/keeping"
    ruth.post(address, {"do": "delete"})
    assert "Restore" in ruth.get(address).content.decode()
    ruth.post(address, {"do": "bring_back"})
    old.refresh_from_db()
    assert old.delete_at is None


def test_whoever_has_a_held_conversation_is_not_erased_and_the_page_says_why(ruth, old):
    ruth.post(f"/conversations/{old.pk}/keeping", {"do": "hold", "reason": "Court"})
    said = ruth.post(f"/contacts/{old.contact_id}/privacy", {"word": "ERASE"})
    assert said.status_code == 422
    assert "is held" in said.content.decode()
