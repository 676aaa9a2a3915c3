"""The audit log as somebody reads it, and takes it out."""

import re
from datetime import UTC, datetime, timedelta
from html import unescape

import pytest

from keepword.conversations.fields.defining import Draft, define
from keepword.conversations.models import Inbox
from keepword.events.actor import SYSTEM
from keepword.events.models import AuditEntry
from keepword.kit import clock
from keepword.kit.tables import read
from keepword.people import permissions as may
from keepword.people import tokens
from keepword.people.employing import deactivate
from keepword.people.models import Agent, Role
from keepword.people.roles.defining import change as change_role
from keepword.web.settings.audit import listing
from keepword.web.settings.audit.wording import what_of
from keepword.web.tests.reading import words
from keepword.wiring.reactions import AUDITED
from tests import cast as stage


@pytest.fixture
def auditor(cast, at_desk):
    """Who reads the log, and sees no inbox that is not open to them."""
    role = Role.objects.create(name="Auditor", permissions=[may.SEE_AUDIT], made_at=clock.now())
    return at_desk(Agent.objects.create_user("au@leafloom.example", name="Au", role=may.OWN, own_role=role))


def names() -> list[str]:
    return list(AuditEntry.objects.order_by("id").values_list("name", flat=True))


def test_who_opened_which_conversation_is_read_there(cast, mina, ruth, conversation):
    mina.get(f"/conversations/{conversation.pk}")
    page = words(ruth.get("/settings/audit"))
    assert "Mina Park" in page
    assert "Opened a conversation" in page
    assert conversation.reference in page


def test_a_page_that_was_refused_was_not_seen(stranger, conversation):
    stranger.get(f"/conversations/{conversation.pk}")
    assert AuditEntry.objects.count() == 0


def test_who_opened_a_person_is_read_there_by_page_and_by_program_once_an_hour(cast, client, mina, ruth, conversation):
    for address in ("", "", "/correction"):
        assert mina.get(f"/contacts/{conversation.contact_id}{address}").status_code == 200
    headers = {"Authorization": f"Bearer {tokens.give(cast.dave)}"}
    client.get(f"/api/v1/contacts/{conversation.contact_id}", headers=headers)
    client.get("/api/v1/contacts", {"address": conversation.contact.identities.get().value}, headers=headers)
    kept = AuditEntry.objects.filter(name="contact.seen").order_by("id").values_list("actor_id", "contact_id")
    assert list(kept) == [(cast.mina.pk, conversation.contact_id), (cast.dave.pk, conversation.contact_id)]
    page = ruth.get("/settings/audit?what=seen")
    assert "Opened a contact" in words(page)
    assert f'href="/contacts/{conversation.contact_id}"' in page.content.decode()


def test_a_list_of_people_and_a_person_who_is_hidden_are_not_seen(cast, mina, stranger, conversation):
    mina.get("/contacts")
    stranger.get(f"/contacts/{conversation.contact_id}")
    assert AuditEntry.objects.count() == 0


def test_a_program_that_reads_a_thread_has_seen_it(cast, client, conversation):
    headers = {"Authorization": f"Bearer {tokens.give(cast.mina)}"}
    client.get(f"/api/v1/conversations/{conversation.pk}/messages", headers=headers)
    assert list(AuditEntry.objects.values_list("name", "actor_id")) == [("conversation.seen", cast.mina.pk)]


def test_signing_in_and_failing_to_are_kept_without_what_was_typed(cast, client):
    for address, password in (
        ("MINA@leafloom.example", "wrong"),
        ("oh-my-secret", "x"),
        (cast.mina.email, stage.PASSWORD),
    ):
        client.post("/sign-in", {"username": address, "password": password})
    kept = list(AuditEntry.objects.order_by("id").values_list("name", "actor_kind", "actor_id", "address", "data"))
    assert kept == [
        ("agent.sign_in_failed", "system", None, "127.0.0.1", {"agent": cast.mina.pk}),
        ("agent.sign_in_failed", "system", None, "127.0.0.1", {"agent": None}),
        ("agent.signed_in", "agent", cast.mina.pk, "127.0.0.1", {"way": "password"}),
    ]
    assert "secret" not in str(list(AuditEntry.objects.values()))


def test_own_fields_are_said_by_their_names(conversation, mina, ruth):
    size = define(Draft("Shoe size"), by=SYSTEM)
    mina.post(f"/contacts/{conversation.contact_id}/fields", {f"own-{size.pk}": "41"})
    assert AuditEntry.objects.get(name="contact.fields_changed").data["fields"] == [size.pk]
    assert "Shoe size" in words(ruth.get("/settings/audit"))


def test_what_is_set_up_is_kept_with_the_fields_that_changed(cast, ruth):
    ruth.post("/settings/teams", {"name": "Night"})
    ruth.post("/settings/roles/new", {"name": "Owl", "permissions": [may.NOTE]})
    fields = {"name": "Help!", "address": cast.inbox.address, "brand": cast.brand.pk, "teams": [cast.team.pk]}
    ruth.post(f"/settings/inboxes/{cast.inbox.pk}", fields)
    ruth.post("/settings", {"name": "R", "language": "en", "time_zone": "UTC", "theme": "dark", "undo_seconds": "10"})
    assert names() == ["team.added", "role.made", "inbox.changed", "agent.changed"]
    assert AuditEntry.objects.get(name="inbox.changed").data == {"fields": ["name"]}
    page = words(ruth.get("/settings/audit"))
    assert "Inbox: changed" in page
    assert "Role: added" in page


def test_it_is_narrowed_by_who_what_and_when(cast, ruth, mina, conversation, monkeypatch):
    mina.get(f"/conversations/{conversation.pk}")
    ruth.post("/settings/teams", {"name": "Night"})
    today = clock.now().date()
    for query, found, left_out in (
        (f"who={cast.mina.pk}", "Opened a conversation", "Team: added"),
        ("what=changed", "Team: added", "Opened a conversation"),
        (f"since={today}&until={today}", "Team: added", "Nothing of this kind"),
        (f"until={today - timedelta(days=1)}", "Nothing of this kind", "Team: added"),
    ):
        page = words(ruth.get(f"/settings/audit?{query}"))
        assert (found in page, left_out in page) == (True, False), query


def test_nonsense_in_the_address_is_no_fault(ruth):
    for query in ("who=x&what=y&since=z", "since=99999-01-01", "who=99999999999999999999999"):
        assert ruth.get(f"/settings/audit?{query}").status_code == 200
    assert ruth.get("/settings/audit?before=x").status_code == 404


def test_a_long_log_is_read_page_by_page(ruth):
    at = datetime(2026, 1, 1, tzinfo=UTC)
    AuditEntry.objects.bulk_create(
        [AuditEntry(name=f"x.{n}", at=at + timedelta(seconds=n // 2), actor_kind="system") for n in range(150)]
    )
    address, seen = "/settings/audit?what=changed", []
    while address:
        page = ruth.get(address).content.decode()
        seen += re.findall(r"x\.(\d+)", page)
        earlier = re.search(r'href="(/settings/audit\?[^"]*before=[^"]*)"', page)
        address = unescape(earlier[1]) if earlier else ""
    assert seen == [str(number) for number in reversed(range(150))]


def test_taking_it_out_is_kept_and_no_cell_is_a_formula(cast, ruth):
    Agent.objects.filter(pk=cast.mina.pk).update(name="=cmd()")
    AuditEntry.objects.create(name="agent.signed_in", at=clock.now(), actor_kind="agent", actor_id=cast.mina.pk)
    answer = ruth.post("/settings/audit/export", {"what": "in"})
    content = b"".join(answer.streaming_content)
    assert b"'=cmd()" in content
    assert [line.cells["who"] for line in read(content).lines] == ["=cmd()"]
    entry = AuditEntry.objects.get(name="list.exported")
    assert (entry.actor_id, entry.data) == (cast.ruth.pk, {"list": "audit"})


def test_what_happened_in_an_inbox_that_one_may_not_see_is_not_told(cast, auditor, mina, ruth, conversation):
    mina.get(f"/conversations/{conversation.pk}")
    ruth.post(f"/settings/inboxes/{cast.inbox.pk}/reply-addresses", {"takes_tags": "yes"})
    assert set(names()) == {"conversation.seen", "inbox.changed"}
    page = words(auditor.get("/settings/audit"))
    exported = b"".join(auditor.post("/settings/audit/export").streaming_content).decode()
    for shown in (page, exported):
        assert conversation.reference not in shown
        assert "Opened a conversation" not in shown
        assert Inbox.objects.get().name not in shown.replace("Helpful", "")


@pytest.mark.parametrize("name", AUDITED)
def test_whatever_is_kept_in_the_log_is_said_in_words(name):
    assert "." not in what_of(name)


@pytest.mark.parametrize("what", ["narrowed", "left"])
def test_who_may_not_read_it_any_more_gets_no_further_page_of_a_file_that_is_on_its_way(
    cast, auditor, monkeypatch, what
):
    monkeypatch.setattr(listing, "AT_ONCE", 2)
    for _ in range(6):
        auditor.post("/settings/audit/export")
    file = auditor.post("/settings/audit/export").streaming_content
    begun = [next(file) for _ in range(2)]  # the heading, and a line
    if what == "left":
        deactivate(Agent.objects.get(email="au@leafloom.example"), by=cast.ruth.as_actor)
    else:
        change_role(Role.objects.get(name="Auditor"), name="Auditor", permissions=[], by=cast.ruth.as_actor)
    assert len(begun + list(file)) == 3  # the rest of the page that was read
