"""Somebody is written down who never wrote."""

import pytest

from keepword.events.models import AuditEntry, Event
from keepword.people.identifying import identify
from keepword.people.meeting import AlreadyKnown, BadNumber, Newcomer, NobodyNamed, add_addresses, meet, number_of
from keepword.people.models import Contact, Identity
from tests.cast import gather


@pytest.fixture
def cast(db):
    return gather()


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("+49 30 901820", "+4930901820"),
        ("0049 (30) 901-820", "+4930901820"),
        ("030/901820", "030901820"),
        ("010.1234.5678", "01012345678"),
        ("＋８２ １０ １２３４", "+82101234"),
        (" 030\u2011901820 ", "030901820"),
    ],
)
def test_a_number_is_kept_in_one_way_however_it_is_written(written, kept):
    assert number_of(written) == kept


@pytest.mark.parametrize("written", ["", "1234", "call me", "+49 30 x", "12+345678", "1" * 21, "a@b.example"])
def test_what_is_no_number_is_refused(written):
    with pytest.raises(BadNumber):
        number_of(written)


def test_they_are_known_by_all_of_it_and_it_is_in_the_log(cast):
    newcomer = Newcomer("Noor", ("Noor@Bakery.example", "noor@bakery.example"), ("+4930901820",), "ar", "Asia/Amman")
    contact = meet(newcomer, by=cast.ruth.as_actor)
    contact.refresh_from_db()
    assert (contact.name, contact.language, contact.time_zone, contact.is_zone_certain) == (
        "Noor", "ar", "Asia/Amman", True,
    )  # fmt: skip
    assert list(Identity.objects.filter(contact=contact).order_by("id").values_list("kind", "value")) == [
        ("email", "noor@bakery.example"), ("phone", "+4930901820"),
    ]  # fmt: skip
    assert identify(address="noor@bakery.example").pk == contact.pk  # their next mail is theirs
    fact = Event.objects.get(name="contact.added")
    assert (fact.actor_id, fact.data) == (cast.ruth.pk, {"contact": contact.pk})
    assert AuditEntry.objects.filter(name="contact.added").exists()


def test_whose_address_it_is_already_is_said_and_nothing_is_written(cast):
    ann = identify(address="ann@customer.example", name="Ann")
    with pytest.raises(AlreadyKnown) as refused:
        meet(Newcomer("Anna", ("new@customer.example", "Ann@customer.example")), by=cast.ruth.as_actor)
    assert (refused.value.value, refused.value.contact) == ("ann@customer.example", ann.pk)
    assert Contact.objects.count() == 1
    assert not Identity.objects.filter(value="new@customer.example").exists()


def test_nobody_at_all_is_refused(cast):
    with pytest.raises(NobodyNamed):
        meet(Newcomer(" "), by=cast.ruth.as_actor)


def test_an_address_is_added_to_somebody_once_and_never_taken_from_another(cast):
    ann, bob = identify(address="ann@customer.example"), identify(address="bob@customer.example")
    more = Newcomer(emails=("ann@work.example", "ann@customer.example"), numbers=("030901820",))
    assert add_addresses(ann, more, by=cast.ruth.as_actor)
    assert not add_addresses(ann, more, by=cast.ruth.as_actor)
    assert Identity.objects.filter(contact=ann).count() == 3
    assert list(Event.objects.values_list("data", flat=True)) == [{"contact": ann.pk, "fields": ["addresses"]}]
    with pytest.raises(AlreadyKnown) as refused:
        add_addresses(bob, more, by=cast.ruth.as_actor)
    assert refused.value.contact == ann.pk
    assert Identity.objects.filter(contact=bob).count() == 1
