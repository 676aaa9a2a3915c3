"""A customer number that was typed whole finds who has it."""

import pytest

from keepword.conversations.fields.defining import Draft, define, retire
from keepword.conversations.fields.putting import put_on_company, put_on_contact
from keepword.conversations.finding.results import find
from keepword.people.companies.belonging import belong
from keepword.people.companies.defining import Draft as Company
from keepword.people.companies.defining import define as define_company
from tests import cast as stage

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    return stage.gather()


@pytest.fixture
def ann(cast):
    return stage.conversation_of(cast).contact


def found(query, *, agent):
    return find(query, agent=agent, limit=25).contacts


@pytest.mark.parametrize(
    ("kind", "kept", "queries"),
    [
        ("text", "K-2207", ("K-2207", '"k-2207"', "Ｋ-２２０７")),
        ("text", "고객 7번 🎈", ("고객 7번 🎈", "고객  7번  🎈")),
        ("number", "0042", ("42", "042", "42.0")),
        ("phone", "+44 20 7946 0999", ("+442079460999", "+44 20 7946 0999")),
        ("email", "Second@else.example", ("second@else.example",)),
    ],
)
def test_whoever_has_it_is_found_by_whom_may_know_them_only(cast, ann, kind, kept, queries):
    field = define(Draft("Number", about="contact", kind=kind), by=cast.ruth.as_actor)
    put_on_contact(ann, said={field: [kept]}, by=cast.ruth.as_actor)
    for query in queries:
        assert found(query, agent=cast.mina) == (ann.pk,), query
        assert found(query, agent=cast.stranger) == (), query
    assert found(f"{queries[0]}3", agent=cast.mina) == ()
    retire(field, by=cast.ruth.as_actor)
    assert found(queries[0], agent=cast.mina) == ()


def test_what_many_share_says_nobody(cast, ann):
    field = define(Draft("VIP", about="contact", kind="yes_no"), by=cast.ruth.as_actor)
    put_on_contact(ann, said={field: ["yes"]}, by=cast.ruth.as_actor)
    assert found("yes", agent=cast.mina) == ()


def test_a_company_is_found_by_its_own_number(cast, ann):
    company = define_company(Company("Willow Books", []), by=cast.ruth)
    belong(ann, to=company, by=cast.ruth.as_actor)
    field = define(Draft("VAT number", about="company"), by=cast.ruth.as_actor)
    put_on_company(company, said={field: ["GB 999 9973"]}, by=cast.ruth.as_actor)
    assert find("gb 999 9973", agent=cast.mina, limit=25).companies == (company.pk,)
    assert find("gb 999 9973", agent=cast.stranger, limit=25).companies == ()
