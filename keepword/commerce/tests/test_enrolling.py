"""Somebody's place in a loyalty programme."""

from datetime import date

import pytest

from keepword.commerce.drafts import BadOrder
from keepword.commerce.enrolling import MembershipDraft, enrol
from keepword.commerce.models import Customer, Membership
from keepword.commerce.tests.conftest import ANN, at
from keepword.events.actor import SYSTEM
from keepword.events.models import Event
from keepword.people.models import Contact

pytestmark = pytest.mark.django_db


def tell(**changes):
    fields = {"programme": "Leaf Friends", "address": ANN, "tier": "Gold", "points": 120, "rewards": ["Free tray"]}
    return enrol(MembershipDraft(**(fields | changes)), by=SYSTEM)


def test_a_place_is_kept_and_told_in_the_figures():
    made = tell(member_since=date(2024, 2, 29))
    figures = Customer.objects.get()
    assert (made.outcome, figures.tier, figures.points, figures.orders) == ("new", "Gold", 120, 0)
    assert Contact.objects.get().is_customer


def test_told_twice_or_late_it_stays():
    tell(told_at=at("2026-11-20 10:00"))
    assert tell(told_at=at("2026-11-20 11:00")).outcome == "same"
    assert tell(told_at=at("2026-11-19 10:00"), tier="Silver").outcome == "late"
    assert tell(tier="금 🥇", points=None, rewards=[]).outcome == "changed"
    kept = Membership.objects.get()
    assert (kept.tier, kept.points, kept.rewards) == ("금 🥇", None, [])
    facts = Event.objects.filter(name__startswith="loyalty.").order_by("id").values_list("name", flat=True)
    assert list(facts) == ["loyalty.joined", "loyalty.updated"]


def test_two_programmes_are_two_places_and_the_one_told_of_last_counts():
    tell(told_at=at("2026-11-20 10:00"))
    tell(programme="Tea Club", tier="Blue", told_at=at("2026-11-21 10:00"))
    assert (Membership.objects.count(), Customer.objects.get().tier) == (2, "Blue")


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"programme": " "}, "programme"),
        ({"address": ""}, "address"),
        ({"address": "x"}, "address"),
        ({"tier": "t" * 61}, "tier"),
        ({"rewards": ["r"] * 51}, "rewards"),
        ({"rewards": ["r" * 301]}, "rewards"),
        ({"points": 10**13}, "points"),
    ],
)
def test_what_cannot_be_is_refused(changes, field):
    with pytest.raises(BadOrder) as refused:
        tell(**changes)
    assert refused.value.field == field
    assert not Contact.objects.exists()
