"""Whoever was erased stays erased, however often their shop tells of them."""

from datetime import date, timedelta

import pytest

from keepword.commerce.drafts import BadOrder
from keepword.commerce.enrolling import MembershipDraft, enrol
from keepword.commerce.models import Forgotten, Membership, Order
from keepword.commerce.tests.conftest import ANN
from keepword.conversations.receiving import receive
from keepword.events.actor import SYSTEM
from keepword.kit import clock
from keepword.people.models import Contact, Identity
from keepword.privacy.erasing import erase
from tests import cast as stage

pytestmark = pytest.mark.django_db
LEAF = MembershipDraft("Leaf Friends", ANN, tier="Gold")


@pytest.fixture
def erased(tell, cast):
    contact = tell(number="1001", state="paid").order.contact
    tell(number="1001", shop="Outlet", address="ann@home.example")
    enrol(LEAF, by=SYSTEM)
    erase(contact, by=cast.ruth)
    return contact


def refused(act):
    with pytest.raises(BadOrder) as error:
        act()
    return error.value.field, error.value.why


def test_the_same_order_is_refused_however_it_is_written_and_whosever_it_is(erased, tell):
    for told in ({}, {"number": "＃１００１ "}, {"state": "refunded"}, {"address": "other@customer.example"}):
        assert refused(lambda told=told: tell(**told)) == ("number", "erased")
    assert tell(number="1001", shop="Elsewhere", address="other@customer.example").outcome == "new"
    assert not Identity.objects.filter(value=ANN).exists()


def test_an_older_order_that_we_never_knew_makes_no_stranger(erased, tell):
    old = {"placed": clock.now() - timedelta(days=400)}
    assert refused(lambda: tell(number="7", times=old)) == ("address", "erased")
    assert refused(lambda: tell(number="7", times=old, address=" ANN@Customer.Example")) == ("address", "erased")
    taken = tell(number="7", times=old, address="").order  # nobody said whose it is
    assert refused(lambda: tell(number="7", times=old)) == ("address", "erased")
    assert taken.contact_id is None
    assert not Identity.objects.filter(value=ANN).exists()


def test_who_comes_back_by_themselves_is_welcome(erased, tell, cast):
    taken = tell(number="2002", times={"placed": clock.now()})
    assert taken.order.contact_id != erased.pk
    receive(stage.written(), inbox=cast.inbox)
    assert refused(lambda: tell(number="1001")) == ("number", "erased")


def test_a_membership_that_was_erased_is_refused_and_a_new_one_is_not(erased):
    assert refused(lambda: enrol(LEAF, by=SYSTEM)) == ("address", "erased")
    before = MembershipDraft("Another", ANN, member_since=date(2020, 2, 29))
    assert refused(lambda: enrol(before, by=SYSTEM)) == ("address", "erased")
    assert not Membership.objects.exists()
    today = MembershipDraft("Leaf Friends", ANN, member_since=clock.now().date())
    assert enrol(today, by=SYSTEM).outcome == "new"


def test_what_is_remembered_says_nothing_of_the_person(erased):
    kept = list(Forgotten.objects.values_list("digest", flat=True))
    assert len(kept) == 2  # the order and the address; the other shop's order was of somebody else
    assert all(len(one) == 64 and int(one, 16) for one in kept)
    assert Order.objects.filter(shop="Outlet").count() == 1


def test_another_secret_knows_another_digest(erased, tell, settings):
    settings.SECRET_KEY = "another house"
    assert tell().outcome == "new"


def test_erased_again_it_counts_from_then(erased, tell, cast):
    back = tell(number="2002", times={"placed": clock.now()}).order.contact
    erase(back, by=cast.ruth)
    between = {"placed": Forgotten.objects.order_by("at").first().at + timedelta(microseconds=1)}
    assert refused(lambda: tell(number="3003", times=between)) == ("address", "erased")
    assert Contact.objects.filter(erased_at=None, is_customer=True).count() == 1
