"""Roles are made, given, changed and removed; nobody gives more than they have."""

import re

import pytest
from django.test import Client

from keepword.kit import clock
from keepword.people import permissions as may
from keepword.people.models import Agent, Role
from keepword.web.tests.reading import error_of, words
from keepword.web.tests.test_settings_agents import particulars


@pytest.fixture
def chief(cast, at_desk) -> Client:
    """Somebody whose own role lets them manage people, and little else."""
    role = Role.objects.create(name="Chief", permissions=[may.MANAGE_AGENTS, may.NOTE], made_at=clock.now())
    return at_desk(Agent.objects.create_user("chief@leafloom.example", name="Cho", role=may.OWN, own_role=role))


def test_a_role_is_made_given_and_holds_from_the_next_press(cast, ruth, mina, conversation):
    ruth.post("/settings/roles/new", {"name": "Night shift", "permissions": [may.NOTE, may.CHANGE]})
    role = Role.objects.get()
    given = ruth.post(f"/settings/agents/{cast.mina.pk}", particulars(cast.mina, role=f"own-{role.pk}"))
    assert given.status_code == 302
    page = words(mina.get(f"/conversations/{conversation.pk}"))
    assert "Add note" in page
    assert "Resolve" in page
    assert "Attach" in page
    assert "Send and resolve" not in page
    assert mina.post(f"/conversations/{conversation.pk}/replies", {"text": "Hello"}).status_code == 403
    assert mina.post(f"/conversations/{conversation.pk}/resolution", {"resolved": "yes"}).status_code == 302
    ruth.post(f"/settings/roles/{role.pk}", {"name": "Night shift", "permissions": [may.NOTE]})
    assert mina.post(f"/conversations/{conversation.pk}/resolution", {"resolved": "no"}).status_code == 403


def test_a_light_agent_is_shown_nothing_but_the_note(cast, mina, conversation):
    Agent.objects.filter(pk=cast.mina.pk).update(role=may.LIGHT_AGENT)
    answer = mina.get(f"/conversations/{conversation.pk}")
    page = answer.content.decode()
    acts = ("replies", "resolution", "assignment", "snooze", "tags", "priority", "spam", "team", "settlement")
    for act in acts:
        assert not re.search(rf"/conversations/{conversation.pk}/{act}\b", page), act
    assert f"/conversations/{conversation.pk}/notes" in page
    assert 'id="note-text"' in page


def test_who_may_neither_answer_nor_note_reads(cast, mina, conversation):
    role = Role.objects.create(name="Reader", permissions=[], made_at=clock.now())
    Agent.objects.filter(pk=cast.mina.pk).update(role=may.OWN, own_role=role)
    answer = mina.get(f"/conversations/{conversation.pk}")
    assert "Where is my parcel?" in words(answer)
    assert "composer-form" not in answer.content.decode()


def test_two_roles_do_not_share_a_name(ruth):
    for name in ("Night shift", "NIGHT SHIFT"):
        answer = ruth.post("/settings/roles/new", {"name": name, "permissions": []})
    assert "role of this name" in error_of(answer, "name")
    assert Role.objects.count() == 1


def test_a_role_that_somebody_has_is_not_removed_and_names_them(cast, ruth):
    role = Role.objects.create(name="Night shift", permissions=[], made_at=clock.now())
    Agent.objects.filter(pk=cast.mina.pk).update(role=may.OWN, own_role=role)
    answer = ruth.post(f"/settings/roles/{role.pk}/removal")
    assert (answer.status_code, "Mina Park" in words(answer)) == (422, True)
    assert Role.objects.in_use().exists()


def test_a_removed_role_comes_back_by_undo(ruth):
    role = Role.objects.create(name="Night shift", permissions=[may.NOTE], made_at=clock.now())
    page = ruth.post(f"/settings/roles/{role.pk}/removal", follow=True)
    assert "is removed" in words(page)
    assert not Role.objects.in_use().exists()
    ruth.post(f"/settings/roles/{role.pk}/restoration")
    assert Role.objects.in_use().get().permissions == [may.NOTE]


def test_the_list_says_what_a_role_may_and_who_has_it(cast, ruth):
    page = words(ruth.get("/settings/roles"))
    assert "May do everything, and sees every inbox." in page
    assert "Ruth Adler" in page
    assert "Mina Park" in page


def test_nobody_makes_themselves_an_administrator(cast, chief):
    me = Agent.objects.get(name="Cho")
    for role in (may.ADMINISTRATOR, may.MANAGER, may.AGENT):
        answer = chief.post(f"/settings/agents/{me.pk}", particulars(me, role=role))
        assert (answer.status_code, bool(error_of(answer, "role"))) == (422, True)
    me.refresh_from_db()
    assert me.role == may.OWN


def test_nobody_adds_somebody_who_may_do_more_than_they(chief):
    new = {"name": "Eve", "email": "eve@leafloom.example", "password": "a long enough one", "role": may.ADMINISTRATOR}
    assert chief.post("/settings/agents", new).status_code == 422
    assert not Agent.objects.filter(name="Eve").exists()


def test_nobody_takes_over_the_account_of_somebody_who_may_do_more(cast, chief):
    """By a new address the way to a new password would be theirs."""
    for agent in (cast.ruth, cast.mina):
        answer = chief.post(f"/settings/agents/{agent.pk}", particulars(agent, email="mine@evil.example"))
        assert answer.status_code == 403
        assert chief.post(f"/settings/agents/{agent.pk}/activity", {"active": "no"}).status_code == 403
    assert not Agent.objects.filter(email="mine@evil.example").exists()


def test_nobody_makes_or_changes_a_role_into_more_than_they_may(chief):
    answer = chief.post("/settings/roles/new", {"name": "More", "permissions": [may.EXPORT]})
    assert answer.status_code == 422
    mine = Role.objects.get(name="Chief")
    assert chief.post(f"/settings/roles/{mine.pk}", {"name": "Chief", "permissions": [may.EXPORT]}).status_code == 422
    other = Role.objects.create(name="Other", permissions=[may.EXPORT], made_at=clock.now())
    for path in ("", "/removal", "/restoration"):
        assert chief.post(f"/settings/roles/{other.pk}{path}", {"name": "Other"}).status_code == 403
    assert Role.objects.get(name="Other").permissions == [may.EXPORT]


def test_a_role_that_was_removed_meanwhile_is_given_to_nobody(cast, ruth):
    role = Role.objects.create(name="Gone", permissions=[], made_at=clock.now(), removed_at=clock.now())
    answer = ruth.post(f"/settings/agents/{cast.mina.pk}", particulars(cast.mina, role=f"own-{role.pk}"))
    assert (answer.status_code, bool(error_of(answer, "role"))) == (422, True)
