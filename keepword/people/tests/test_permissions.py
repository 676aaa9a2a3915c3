"""Who may do what: the roles that come with Keepword, and those that an organisation makes."""

import pytest
from django.db import IntegrityError, transaction

from keepword.kit import clock
from keepword.people import permissions as may
from keepword.people.models import Agent, Role
from keepword.people.recognising import Backend
from keepword.people.tokens import agent_of, give


@pytest.mark.parametrize(
    ("role", "includes", "lacks"),
    [
        (may.ADMINISTRATOR, [*may.ALL], []),
        (may.MANAGER, [may.REPLY, may.MANAGE_SETTINGS, may.EXPORT], [may.MANAGE_AGENTS, may.MANAGE_INSTALLATION]),
        (may.AGENT, [may.REPLY, may.NOTE, may.ASSIGN, may.CHANGE, may.BULK], [may.EXPORT, may.MANAGE_SETTINGS]),
        (may.LIGHT_AGENT, [may.NOTE, may.TASK], [may.REPLY, may.ASSIGN, may.CHANGE, may.MARK_SPAM]),
        (may.REVIEWER, [may.REVIEW, may.SEE_REPORTS], [may.REPLY, may.CHANGE]),
        (may.EDITOR, [may.EDIT_ARTICLES], [may.REPLY, may.CHANGE, may.REVIEW]),
    ],
)
def test_each_role_includes_what_it_is_for(role: str, includes: list[str], lacks: list[str]):
    agent = Agent(role=role)
    assert [one for one in includes if not agent.may(one)] == []
    assert [one for one in lacks if agent.may(one)] == []


def test_a_permission_that_does_not_exist_is_a_mistake_and_no_answer():
    with pytest.raises(ValueError, match="rpely"):
        Agent(role=may.ADMINISTRATOR).may("rpely")


def test_every_role_of_the_house_has_a_name_and_a_meaning():
    assert set(may.ROLE_WORDS) == set(may.ROLE_MEANINGS) == set(may.BUILT_IN)


def test_what_a_newer_version_gave_is_passed_over():
    role = Role(name="From tomorrow", permissions=[may.REPLY, "read_minds"])
    assert Agent(role=may.OWN, own_role=role).permissions == {may.REPLY}


@pytest.mark.django_db
def test_an_own_role_is_known_without_another_query(django_assert_num_queries):
    role = Role.objects.create(name="Night shift", permissions=[may.REPLY], made_at=clock.now())
    agent = Agent.objects.create_user("n@leafloom.example", name="Nia", role=may.OWN, own_role=role)
    secret = give(agent)
    for find in (lambda: Backend().get_user(agent.pk), lambda: agent_of(secret)):
        found = find()
        assert found is not None
        with django_assert_num_queries(0):
            assert (found.may(may.REPLY), found.may(may.NOTE)) == (True, False)


@pytest.mark.django_db
@pytest.mark.parametrize("role", ["", "owner", may.OWN])
def test_no_agent_is_without_a_role_that_exists(role: str):
    with pytest.raises(IntegrityError), transaction.atomic():
        Agent.objects.create_user("n@leafloom.example", name="Nia", role=role)


@pytest.mark.django_db
def test_no_agent_holds_two_roles():
    role = Role.objects.create(name="Night shift", permissions=[], made_at=clock.now())
    with pytest.raises(IntegrityError), transaction.atomic():
        Agent.objects.create_user("n@leafloom.example", name="Nia", role=may.AGENT, own_role=role)
