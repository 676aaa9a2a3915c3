"""What somebody bought goes where the person goes: into one row, into two again, away."""

import io
import json
import zipfile

import pytest

from keepword.commerce.enrolling import MembershipDraft, enrol
from keepword.commerce.models import Customer, Membership, Order, Spending
from keepword.events.actor import SYSTEM
from keepword.people.identifying import identify
from keepword.people.merging.merging import merge
from keepword.people.merging.unmerging import unmerge
from keepword.people.models import Contact
from keepword.privacy.erasing import erase
from keepword.privacy.exporting import export

HOME = "ann@home.example"


@pytest.fixture
def two(tell, cast):
    """Ann at work with one order, and Ann at home with another and a membership."""
    work = tell(number="1", state="paid").order.contact
    home = tell(number="2", state="paid", address=HOME).order.contact
    enrol(MembershipDraft("Leaf Friends", HOME, tier="Gold"), by=SYSTEM)
    return work, home


def orders_of(contact):
    return sorted(Order.objects.filter(contact=contact).values_list("number", flat=True))


def test_merged_they_are_one_customer_and_parted_two_again(two, tell, cast):
    work, home = two
    made = merge(home, into=work, by=cast.ruth)
    assert orders_of(work) == ["1", "2"]
    figures = Customer.objects.get(contact=work)
    assert (figures.orders, figures.tier, Spending.objects.get(contact=work).minor) == (2, "Gold", 9980)
    tell(number="3", address=HOME)  # came to the old address while they were one
    assert orders_of(work) == ["1", "2", "3"]
    unmerge(made, by=cast.ruth)
    assert (orders_of(work), orders_of(home)) == (["1"], ["2", "3"])
    assert Membership.objects.get().contact_id == home.pk
    assert [row.orders for row in Customer.objects.order_by("contact")] == [1, 2]


def test_an_order_never_merges_two_people(two, tell):
    work, home = two
    tell(number="1", address=HOME)
    assert (orders_of(work), orders_of(home)) == ([], ["1", "2"])
    assert Contact.objects.filter(merged_into=None).count() == 2


def test_a_person_who_is_erased_takes_their_orders_along(two, cast):
    work, home = two
    merge(home, into=work, by=cast.ruth)
    report = erase(work, by=cast.ruth)
    assert report.counts["purchases"] == 3
    for model in (Order, Membership, Customer, Spending):
        assert not model.objects.exists()
    assert not Contact.objects.filter(is_customer=True).exists()
    assert identify(address=HOME).pk not in (work.pk, home.pk)


def test_a_person_is_handed_what_they_bought(two, cast):
    file = io.BytesIO()
    export(two[1], to=file, by=cast.ruth, with_notes=False)
    whole = json.loads(zipfile.ZipFile(file).read("person.json"))
    order = whole["orders"][0]
    assert (order["number"], order["total"], order["lines"][0]["price"]) == ("2", "49.90 EUR", "12.50 EUR")
    assert whole["loyalty"][0]["tier"] == "Gold"
