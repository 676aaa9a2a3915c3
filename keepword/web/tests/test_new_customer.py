"""Somebody who never wrote becomes a customer by hand: /contacts/new."""

import pytest

from keepword.conversations.fields.defining import Draft as FieldDraft
from keepword.conversations.fields.defining import define as define_field
from keepword.people.companies.defining import Draft, define
from keepword.people.models import Contact, Identity
from keepword.people.permissions import LIGHT_AGENT
from keepword.web.tests.reading import error_of, words

NEW = "/contacts/new"


@pytest.fixture
def form():
    return {
        "name": "Noor Haddad",
        "emails": "Noor@Bakery.example, noor@home.example",
        "numbers": "0049 30 901820",
        "language": "ar",
        "time_zone": "Asia/Amman",
        "note": "Call her in the morning.",
    }


def test_they_stand_among_the_customers_with_all_that_was_said(cast, ruth, form):
    define(Draft("Bakery", [], ""), by=cast.ruth)
    shown = ruth.post(NEW, form | {"company": "bakery"}, follow=True)
    noor = Contact.objects.get()
    assert shown.redirect_chain[-1][0] == f"/contacts/{noor.pk}?added=yes"
    assert "Noor Haddad is among your customers now." in words(shown)
    for one in ("noor@bakery.example", "noor@home.example", "+4930901820", "Call her in the morning.", "Bakery"):
        assert one in words(shown)
    assert (noor.language, noor.time_zone, noor.is_zone_certain) == ("ar", "Asia/Amman", True)
    assert noor.company.name == "Bakery"
    assert f"/calls/new?contact={noor.pk}" in shown.content.decode()


def test_whoever_has_the_address_is_named_and_nothing_typed_is_lost(cast, conversation, ruth, form):
    refused = ruth.post(NEW, form | {"emails": "ANN@customer.example"})
    assert refused.status_code == 422
    assert "ann@customer.example belongs to Ann Lee already." in error_of(refused, "emails")
    assert f'href="/contacts/{conversation.contact_id}"' in refused.content.decode()
    assert 'value="Noor Haddad"' in refused.content.decode()
    assert Contact.objects.count() == 1


def test_who_looks_like_the_same_person_is_shown_first_and_may_be_added_anyway(cast, conversation, ruth, form):
    alike = form | {"name": "Lee, Ann", "emails": "ann.lee@home.example"}
    Contact.objects.filter(pk=conversation.contact_id).update(name="Ann Lee")
    Identity.objects.create(contact=conversation.contact, value="ann.lee@work.example")
    asked = ruth.post(NEW, alike)
    assert (asked.status_code, Contact.objects.count()) == (422, 1)
    assert "Is it one of these? Nothing was added yet." in words(asked)
    assert f'href="/contacts/{conversation.contact_id}"' in asked.content.decode()
    ruth.post(NEW, alike | {"anyway": "yes"})
    assert Contact.objects.count() == 2


@pytest.mark.parametrize(
    ("changes", "field", "why"),
    [
        ({"name": "", "emails": "", "numbers": ""}, "name", "Write at least a name"),
        ({"emails": "noor at bakery"}, "emails", "“noor at bakery” is no mail address."),
        ({"numbers": "call me"}, "numbers", "“call me” is no telephone number."),
        ({"company": "Nobody Ltd"}, "company", "You have no company “Nobody Ltd”."),
        ({"language": "xx-nonsense"}, "language", "xx-nonsense"),
        ({"time_zone": "Mars/Base"}, "time_zone", "Mars/Base"),
    ],
)
def test_what_is_wrong_is_said_where_it_stands(cast, ruth, form, changes, field, why):
    refused = ruth.post(NEW, form | changes)
    assert refused.status_code == 422
    assert why in error_of(refused, field)
    assert not Contact.objects.exists()


def test_own_fields_are_asked_and_a_wrong_one_keeps_all_from_being_added(cast, ruth, form):
    birthday = define_field(FieldDraft("Birthday", about="contact", kind="date"), by=cast.ruth.as_actor)
    refused = ruth.post(NEW, form | {f"own-{birthday.pk}": "someday"})
    assert (refused.status_code, Contact.objects.count()) == (422, 0)
    assert error_of(refused, f"own-{birthday.pk}")
    shown = ruth.post(NEW, form | {f"own-{birthday.pk}": "1990-04-01"}, follow=True)
    assert "Birthday" in words(shown)
    assert "1990" in words(shown)


def test_whoever_sees_a_part_of_the_inboxes_is_told_of_other_ways_and_learns_of_nobody(cast, conversation, mina, form):
    shown = mina.get(NEW)
    assert "You see a part of the inboxes" in words(shown)
    assert "/calls/new" in shown.content.decode()
    refused = mina.post(NEW, form | {"emails": "ann@customer.example"})
    assert (refused.status_code, Contact.objects.count()) == (422, 1)
    assert "belongs to" not in words(refused)


def test_a_search_that_found_nobody_leads_to_it(cast, ruth):
    assert f"{NEW}?q=%2B4930" in ruth.get("/contacts", {"q": "+4930"}).content.decode()
    for query, field in (("noor@bakery.example", "emails"), ("+49 30 901820", "numbers"), ("Noor", "name")):
        page = ruth.get(NEW, {"q": query}).content.decode()
        assert f'name="{field}" value="{query}"' in page


def test_another_address_is_added_where_a_person_is_put_right(cast, conversation, ruth, mina):
    address = f"/contacts/{conversation.contact_id}/correction"
    ruth.post(address, {"name": "Ann Lee", "language": "en", "emails": "ann@work.example", "numbers": "+49 30 901820"})
    kept = Identity.objects.filter(contact=conversation.contact).order_by("id").values_list("value", flat=True)
    assert list(kept) == ["ann@customer.example", "ann@work.example", "+4930901820"]
    other = Contact.objects.create(created_at=conversation.created_at)
    refused = ruth.post(f"/contacts/{other.pk}/correction", {"emails": "ann@work.example"})
    assert "belongs to Ann Lee already" in error_of(refused, "emails")
    assert 'name="emails"' not in mina.get(address).content.decode()


def test_a_language_is_chosen_by_its_name_and_one_that_is_kept_stays_to_choose(cast, conversation, ruth):
    Contact.objects.filter(pk=conversation.contact_id).update(language="gsw")
    page = words(ruth.get(f"/contacts/{conversation.contact_id}/correction"))
    assert "Korean · 한국어" in page
    assert "Swiss German" in page


def test_it_takes_the_right_to_change_customers(cast, ruth, at_desk):
    cast.ruth.role = LIGHT_AGENT
    cast.ruth.save()
    assert ruth.get(NEW).status_code == 403
    assert "New customer" not in words(ruth.get("/contacts"))


def test_the_palette_leads_to_it(cast, ruth):
    assert f'"{NEW}"' in ruth.get("/palette", {"q": "new customer"}).content.decode()
