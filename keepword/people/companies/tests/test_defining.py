"""Companies with their domains, and who belongs to them."""

import pytest
from django.db import IntegrityError, transaction

from keepword.conversations.companies import companies_visible_to, conversations_with
from keepword.conversations.contacts import contacts_visible_to
from keepword.conversations.finding.results import find
from keepword.conversations.models import Inbox
from keepword.conversations.receiving import receive
from keepword.conversations.views.listing import count_of
from keepword.conversations.views.rules import Rule, checked
from keepword.events.models import AuditEntry
from keepword.kit import clock
from keepword.people.companies.belonging import belong, outside_with_its_domains, suggested_for
from keepword.people.companies.defining import BadCompany, Draft, change, define
from keepword.people.erasing import erase_person
from keepword.people.merging.merging import merge
from keepword.people.merging.unmerging import unmerge
from keepword.people.models import Company, CompanyDomain, Contact
from tests import cast as stage

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    return stage.gather()


@pytest.fixture
def acme(cast):
    return define(Draft("Acme GmbH", ["acme.example"]), by=cast.ruth)


@pytest.mark.parametrize(
    ("domain", "kept"),
    [
        ("ACME.example", "acme.example"),
        ("@acme.example", "acme.example"),
        ("ann@acme.example", "acme.example"),
        ("https://www.acme.example/about", "acme.example"),
        ("acme.example.", "acme.example"),
        ("ａｃｍｅ.example", "acme.example"),
        ("münchen.example", "münchen.example"),
        ("例子.测试", "例子.测试"),
        ("xn--fsq.example", "xn--fsq.example"),
    ],
)
def test_a_domain_is_kept_as_it_stands_behind_the_at(cast, domain, kept):
    define(Draft("Acme", [domain, " ", domain.upper()]), by=cast.ruth)
    assert list(CompanyDomain.objects.values_list("name", flat=True)) == [kept]


@pytest.mark.parametrize(
    ("draft", "why"),
    [
        (Draft("  "), "name"),
        (Draft("x" * 121), "name"),
        (Draft("ACME  gmbh"), "taken"),
        (Draft("Other", ["acme.example"]), "domain_taken"),
        (Draft("Other", ["gmail.com"]), "free"),
        (Draft("Other", ["QQ.com"]), "free"),
        (Draft("Other", ["nothing"]), "domain"),
        (Draft("Other", ["a b.example"]), "domain"),
        (Draft("Other", ["-a.example"]), "domain"),
        (Draft("Other", [f"a{number}.example" for number in range(51)]), "domains"),
    ],
)
def test_what_cannot_be_is_refused_with_its_reason(cast, acme, draft, why):
    with pytest.raises(BadCompany) as refused:
        define(draft, by=cast.ruth)
    assert refused.value.why == why
    assert Company.objects.count() == 1


def test_a_company_is_changed_and_the_audit_log_says_what_never_to_which_words(cast, acme):
    for _ in range(2):
        change(acme, to=Draft("Acme AG", ["acme.example", "acme.test"], "Pay late."), by=cast.mina)
    (entry,) = AuditEntry.objects.filter(name="company.changed")
    assert entry.data["fields"] == ["name", "note", "domains"]
    change(acme, to=Draft("Acme AG", [], "Pay late."), by=cast.mina)
    assert not CompanyDomain.objects.exists()


def test_a_company_is_suggested_by_the_mail_domain_and_nobody_joins_by_themselves(cast, acme):
    assert suggested_for(["ann@gmail.com", "ann@acme.example"]) == acme
    assert suggested_for(["ann@gmail.com", "ann@sub.acme.example", "acme.example", ""]) is None
    new = stage.conversation_of(cast, address="ann@acme.example").contact
    assert new.company is None
    assert list(outside_with_its_domains(acme, among=contacts_visible_to(cast.mina))) == [new]
    assert list(outside_with_its_domains(acme, among=contacts_visible_to(cast.stranger))) == []


def test_whoever_joins_another_company_leaves_the_one_before(cast, acme):
    contact = stage.conversation_of(cast).contact
    other = define(Draft("Other"), by=cast.ruth)
    by = cast.mina.as_actor
    moves = [belong(contact, to=one, by=by) for one in (acme, acme, other, None, None)]
    assert moves == [True, False, True, True, False]
    names = AuditEntry.objects.filter(name__endswith="_company").order_by("id").values_list("name", flat=True)
    joined, left = "contact.joined_company", "contact.left_company"
    assert list(names) == [joined, left, joined, left]


def test_a_company_is_seen_as_far_as_one_of_its_people(cast, acme):
    closed = Inbox.objects.create(name="Closed", address="closed@leafloom.example", brand=cast.brand)
    closed.teams.create(name="Board")
    secret = receive(stage.written(address="boss@acme.example"), inbox=closed)
    belong(secret.contact, to=acme, by=cast.ruth.as_actor)
    assert list(companies_visible_to(cast.mina)) == []
    assert list(companies_visible_to(cast.ruth)) == [acme]
    conversation = stage.conversation_of(cast, address="ann@acme.example")
    belong(conversation.contact, to=acme, by=cast.mina.as_actor)
    assert list(companies_visible_to(cast.mina)) == [acme]
    assert list(conversations_with(acme, agent=cast.mina)) == [conversation]
    assert conversations_with(acme, agent=cast.ruth).count() == 2
    assert list(companies_visible_to(cast.stranger)) == []
    own = define(Draft("Own"), by=cast.stranger)
    assert list(companies_visible_to(cast.stranger)) == [own]
    assert list(companies_visible_to(cast.mina)) == [acme]


@pytest.mark.parametrize(
    ("query", "is_found"),
    [
        ('company:"acme GMBH"', {"here"}),
        ('-company:"Acme GmbH"', {"elsewhere"}),
        ('parcel -company:"Acme GmbH"', {"elsewhere"}),
        ("company:nobody", set()),
        ("parcel", {"here", "elsewhere"}),
    ],
)
def test_the_search_narrows_by_company(cast, acme, query, is_found):
    here = stage.conversation_of(cast)
    belong(here.contact, to=acme, by=cast.ruth.as_actor)
    elsewhere = stage.conversation_of(cast, address="b@else.example", text="My parcel")
    hits = {conversation for _, conversation in find(query, agent=cast.mina, limit=10).hits}
    assert hits == {{"here": here.pk, "elsewhere": elsewhere.pk}[name] for name in is_found}


@pytest.mark.parametrize(("op", "count"), [("is", 1), ("is_not", 1)])
def test_a_view_asks_for_the_company(cast, acme, op, count):
    belong(stage.conversation_of(cast).contact, to=acme, by=cast.ruth.as_actor)
    stage.conversation_of(cast, "ko")
    assert count_of(checked([Rule("company", op, ("ACME GmbH",))]), agent=cast.mina).number == count


def test_a_merge_takes_the_company_over_and_gives_it_back(cast, acme):
    one, two = stage.conversation_of(cast).contact, stage.conversation_of(cast, "ko").contact
    belong(two, to=acme, by=cast.ruth.as_actor)
    made = merge(two, into=one, by=cast.mina)
    assert Contact.objects.get(pk=one.pk).company == acme
    unmerge(made, by=cast.mina)
    assert list(Contact.objects.filter(company=acme)) == [two]


def test_whoever_is_erased_belongs_to_nobody(cast, acme):
    contact = stage.conversation_of(cast).contact
    belong(contact, to=acme, by=cast.ruth.as_actor)
    erase_person(contact)
    assert Contact.objects.get(pk=contact.pk).company is None
    assert belong(Contact.objects.get(pk=contact.pk), to=acme, by=cast.ruth.as_actor) is False


def test_the_database_keeps_each_name_once(cast, acme):
    with pytest.raises(IntegrityError), transaction.atomic():
        Company.objects.create(name="ACME GMBH", key="acme gmbh", made_at=clock.now())
