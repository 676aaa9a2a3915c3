from dataclasses import replace

import pytest
from django.db import IntegrityError

from keepword.brands.cataloguing import MOST, BadEntry, Entry, add, change, entry_of, move, remove, restore
from keepword.brands.models import BrandChannel
from keepword.events.actor import SYSTEM
from keepword.events.models import Event
from tests import cast as stage

pytestmark = pytest.mark.django_db


@pytest.fixture
def brand():
    return stage.gather().brand


def listed(brand):
    return [one.address for one in brand.channels.listed()]


@pytest.fixture
def three(brand):
    return [add(brand, entry=Entry("phone", f"+{number}"), by=SYSTEM) for number in (1, 2, 3)]


def test_a_channel_is_added_at_the_end_and_told(brand, three):
    assert listed(brand) == ["+1", "+2", "+3"]
    assert [event.data["channel"] for event in Event.objects.filter(name="channel.added")] == [c.pk for c in three]


@pytest.mark.parametrize(
    ("entry", "field"),
    [
        (Entry("pigeon", "roof"), "kind"),
        (Entry("phone", "  "), "address"),
        (Entry("phone", "+1", support="perhaps"), "support"),
        (Entry("phone", "+1", answer_seconds=0), "answer_seconds"),
        (Entry("phone", "+1", answer_seconds=400 * 86_400), "answer_seconds"),
        (Entry("phone", "+1", languages=("<b>",)), "languages"),
        (Entry("facebook", link="javascript:alert(1)"), "link"),
        (Entry("facebook", link="ftp://files.example"), "link"),
    ],
)
def test_what_cannot_stand_there_is_said_by_its_field(brand, entry, field):
    with pytest.raises(BadEntry) as refused:
        add(brand, entry=entry, by=SYSTEM)
    assert refused.value.field == field
    assert not BrandChannel.objects.exists()


def test_the_same_way_is_not_listed_twice_whatever_its_case(brand):
    add(brand, entry=Entry("mail", "Help@shop.example"), by=SYSTEM)
    with pytest.raises(BadEntry):
        add(brand, entry=Entry("mail", "help@shop.example"), by=SYSTEM)
    with pytest.raises(IntegrityError):
        BrandChannel.objects.create(brand=brand, kind="mail", address="HELP@shop.example")


def test_a_catalogue_has_an_end(brand):
    for number in range(MOST):
        add(brand, entry=Entry("phone", f"+{number}"), by=SYSTEM)
    with pytest.raises(BadEntry):
        add(brand, entry=Entry("phone", "+999"), by=SYSTEM)


def test_a_change_is_told_once_and_none_is_not(brand, three):
    entry = replace(entry_of(three[0]), support="watched", languages=("ko", "en"), answer_seconds=3600)
    change(three[0], entry=entry, by=SYSTEM)
    change(three[0], entry=entry, by=SYSTEM)
    assert entry_of(BrandChannel.objects.get(pk=three[0].pk)) == entry
    assert Event.objects.filter(name="channel.changed").count() == 1


@pytest.mark.parametrize(
    ("to", "order"),
    [(0, ["+3", "+1", "+2"]), (1, ["+1", "+3", "+2"]), (9, ["+1", "+2", "+3"]), (-1, ["+3", "+1", "+2"])],
)
def test_a_channel_is_moved_to_its_place(brand, three, to, order):
    move(three[2], to=to, by=SYSTEM)
    assert listed(brand) == order


def test_what_was_removed_comes_back_to_its_place(brand, three):
    remove(three[1], by=SYSTEM)
    remove(three[1], by=SYSTEM)
    assert listed(brand) == ["+1", "+3"]
    restore(three[1], by=SYSTEM)
    assert listed(brand) == ["+1", "+2", "+3"]
    assert [Event.objects.filter(name=f"channel.{how}").count() for how in ("removed", "restored")] == [1, 1]


def test_what_was_added_anew_meanwhile_is_not_doubled(brand, three):
    remove(three[1], by=SYSTEM)
    add(brand, entry=Entry("phone", "+2"), by=SYSTEM)
    with pytest.raises(BadEntry):
        restore(three[1], by=SYSTEM)
    assert listed(brand) == ["+1", "+3", "+2"]
