"""The channel catalogue, as an administrator keeps it."""

import pytest

from keepword.brands.cataloguing import Entry, entry_of
from keepword.brands.models import BrandChannel
from keepword.events.models import Event
from keepword.hours.calendar import Calendar
from keepword.hours.defining import define
from keepword.kit import clock
from keepword.web.settings.channels.form import answers_of

PHONE = {
    "kind": "phone",
    "address": "+49 30 123456",
    "support": "supported",
    "answer_count": "4",
    "answer_unit": "open-hours",
    "languages": ["de", "en"],
}


@pytest.fixture
def add(cast, ruth):
    """Fill in the form of a new channel, where something stood in the catalogue before."""
    BrandChannel.objects.create(brand=cast.brand, kind="letter", place=0, removed_at=clock.now())
    return lambda **changes: ruth.post("/settings/channels", {"brand": cast.brand.pk} | PHONE | changes)


def test_only_administrators_keep_the_catalogue(mina, ruth, client, add):
    add()
    number = BrandChannel.objects.listed().get().pk
    for page in ("/settings/channels", f"/settings/channels/{number}"):
        assert ruth.get(page).status_code == 200
        assert mina.get(page).status_code == 403
        assert client.get(page).status_code == 302
    for verb in ("place", "removal", "restoration"):
        assert mina.post(f"/settings/channels/{number}/{verb}", {"to": 0}).status_code == 403
    assert BrandChannel.objects.listed().get().removed_at is None


def test_an_administrator_adds_a_channel_and_reads_it_in_words(cast, ruth, add):
    assert add().status_code == 302
    channel = BrandChannel.objects.listed().get()
    assert (channel.answer_seconds, channel.is_calendar_time, channel.languages) == (14_400, False, ["de", "en"])
    page = ruth.get("/settings/channels").content.decode()
    assert "Within 4 hours of our opening time" in page
    assert "German, English" in page
    assert Event.objects.get(name="channel.added").actor_id == cast.ruth.pk


@pytest.mark.parametrize(
    ("kind", "support", "is_estimated"),
    [
        ("mail", "supported", True),
        ("mail", "not_supported", False),
        ("phone", "supported", False),
        ("x", "watched", False),
    ],
)
def test_an_estimate_is_named_only_where_there_can_be_one(cast, ruth, kind, support, is_estimated):
    BrandChannel.objects.create(brand=cast.brand, kind=kind, address="@leaf", support=support, place=0)
    page = ruth.get("/settings/channels").content.decode()
    assert ("The estimate of the moment" in page) is is_estimated


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"address": ""}, "Give an address"),
        ({"link": "javascript:alert(1)"}, "valid URL"),
        ({"kind": "pigeon"}, "not one of the available choices"),
        ({"answer_count": "0"}, "greater than or equal to 1"),
    ],
)
def test_what_cannot_be_is_said_at_its_question(add, change, said):
    page = add(**change)
    assert page.status_code == 422
    assert said in page.content.decode()
    assert not BrandChannel.objects.listed().exists()


def test_the_same_way_twice_is_said_at_the_address(add):
    add()
    assert "in the catalogue already" in add().content.decode()
    assert BrandChannel.objects.listed().count() == 1


def test_what_was_removed_by_mistake_is_one_press_away(ruth, add):
    add()
    number = BrandChannel.objects.listed().get().pk
    gone = ruth.post(f"/settings/channels/{number}/removal", follow=True).content.decode()
    assert f"/settings/channels/{number}/restoration" in gone
    assert f'id="channel-{number}"' not in gone
    back = ruth.post(f"/settings/channels/{number}/restoration", follow=True).content.decode()
    assert f'id="channel-{number}"' in back


def test_the_order_is_changed_by_the_arrows(ruth, add):
    for number in range(3):
        add(address=f"+{number}")
    last = BrandChannel.objects.listed().order_by("id")[2]
    ruth.post(f"/settings/channels/{last.pk}/place", {"to": "1"})
    ruth.post(f"/settings/channels/{last.pk}/place", {"to": "far"})
    assert [one.address for one in BrandChannel.objects.listed()] == ["+0", "+2", "+1"]


@pytest.mark.parametrize(
    ("count", "unit"),
    [("90", "open-minutes"), ("4", "open-hours"), ("36", "hours"), ("2", "days"), ("", "open-hours")],
)
def test_a_channel_is_changed_from_what_it_was(ruth, add, count, unit):
    add(answer_count=count, answer_unit=unit)
    channel = BrandChannel.objects.listed().get()
    known = answers_of(entry_of(channel))
    assert (known["answer_count"], known["answer_unit"]) == (int(count) if count else None, unit)
    answers = {name: "" if value is None else value for name, value in known.items()} | {"note": "Only for orders"}
    assert ruth.post(f"/settings/channels/{channel.pk}", answers).status_code == 302
    changed = BrandChannel.objects.listed().get()
    assert changed.note == "Only for orders"
    assert (changed.answer_seconds, changed.is_calendar_time) == (channel.answer_seconds, channel.is_calendar_time)


def test_a_time_of_the_api_that_no_unit_divides_is_never_shortened():
    assert answers_of(Entry("phone", "+1", answer_seconds=61))["answer_count"] == 2


def test_the_first_one_is_added_to_what_customers_saw(cast, ruth):
    ruth.post("/settings/channels", {"brand": cast.brand.pk} | PHONE)
    assert [one.kind for one in BrandChannel.objects.listed()] == ["form", "mail", "phone"]


WEEKDAYS = Calendar("UTC", week=((((540, 1080),),) * 5) + ((), ()))


@pytest.fixture
def weekdays(cast):
    """The brand is open from Monday to Friday, 9 to 18."""
    cast.brand.business_hours = define("Weekdays", calendar=WEEKDAYS)
    cast.brand.save()


def test_a_time_that_the_hours_cannot_hold_is_refused_with_one_that_they_can(weekdays, add):
    page = add(answer_count="24", answer_unit="hours")
    assert page.status_code == 422
    assert "They can hold 64 hours by the clock" in page.content.decode()
    assert add(answer_count="64", answer_unit="hours").status_code == 302


def test_when_the_hours_become_shorter_the_list_says_that_the_time_is_not_shown(cast, ruth, add):
    add(answer_count="24", answer_unit="hours")
    words = "Its opening hours cannot hold this time."
    assert words not in ruth.get("/settings/channels").content.decode()
    cast.brand.business_hours = define("Weekdays", calendar=WEEKDAYS)
    cast.brand.save()
    assert words in ruth.get("/settings/channels").content.decode()
