"""What one more channel would take, said where it is added."""

import pytest

from keepword.brands.cataloguing import Entry, add
from keepword.brands.models import BrandChannel
from keepword.people.models import Agent
from keepword.web.staffing import Piece, hours_in_words, pieces_of
from tests import cast as stage


def page_of(client, address, **query):
    return " ".join(client.get(address, query).content.decode().split())


@pytest.fixture
def ruth(cast, at_desk):
    return at_desk(cast.ruth)


@pytest.mark.parametrize("address", ["/settings/channels", "/settings/inboxes", "/settings/mailboxes"])
def test_who_adds_a_way_in_sees_what_it_would_take(ruth, address):
    page = page_of(ruth, address)
    assert "With Mail you would need about 6.5 hours a week." in page
    assert "Your team of 4 has 160 hours a week and uses about 0 hours." in page
    assert "Contacts a week: 50, a guess, since nobody has written yet." in page
    assert "One or two channels are a good start" in page


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ({"kind": "mail", "expected": "900"}, "With Mail you would need about 120 hours a week."),
        ({"kind": "mail", "expected": "1200"}, "That leaves little for holidays, illness and busy days."),
        ({"kind": "mail", "expected": "3000"}, "Customers would wait longer on every channel."),
        ({"kind": "phone"}, "With Phone you would need about 168 hours a week."),
        ({"kind": "phone"}, "1 of your people must be there all the time that it is open."),
        ({"kind": "chat"}, "One contact takes 10 minutes: an assumption"),
        (
            {"kind": "mail", "expected": "3000", "answer_count": "5", "answer_unit": "open-minutes"},
            "To answer nine of ten within 5 min, 4 people must answer at the same time.",
        ),
        ({"kind": "pigeon", "brand": "x", "business_hours": "99999", "answer_count": "-1"}, "With Mail"),
    ],
)
def test_the_forecast_follows_what_is_typed(ruth, query, words):
    assert words in page_of(ruth, "/settings/channels/forecast", **query)


@pytest.mark.parametrize("support", ["watched", "not_supported"])
def test_what_is_not_supported_takes_nobodys_time(ruth, support):
    assert "you would need" not in page_of(ruth, "/settings/channels/forecast", kind="phone", support=support)


def test_it_is_said_before_a_channel_is_opened_and_not_of_one_that_is_open(cast, ruth):
    closed = add(cast.brand, entry=Entry("phone", "+49", support="not_supported"), by=cast.ruth.as_actor)
    opened = add(cast.brand, entry=Entry("sms", "+49"), by=cast.ruth.as_actor)
    assert 'id="forecast"' in page_of(ruth, f"/settings/channels/{closed.pk}")
    assert 'id="forecast"' not in page_of(ruth, f"/settings/channels/{opened.pk}")


def test_it_never_forbids(cast, ruth):
    said = {"brand": cast.brand.pk, "kind": "phone", "address": "+4930", "support": "supported", "expected": "99999"}
    answer = ruth.post("/settings/channels", said | {"answer_unit": "open-hours"})
    assert answer.status_code == 302
    assert BrandChannel.objects.filter(kind="phone", support="supported").exists()


def test_where_nobody_may_answer_it_is_said(cast, ruth):
    Agent.objects.exclude(pk=cast.ruth.pk).update(is_active=False)
    assert "Your team of 1 has" in page_of(ruth, "/settings/channels/forecast")


def test_a_password_that_is_being_typed_does_not_travel_with_the_question(ruth):
    page = page_of(ruth, "/settings/mailboxes")
    assert 'hx-include="#id_expected"' in page


def test_who_may_not_arrange_channels_is_told_nothing(cast, at_desk):
    assert at_desk(cast.mina).get("/settings/channels/forecast").status_code == 403


def test_a_stranger_learns_nothing_of_what_comes_into_an_inbox_that_is_not_theirs(cast, at_desk):
    stage.conversation_of(cast)
    Agent.objects.filter(pk=cast.stranger.pk).update(role="manager")
    page = page_of(at_desk(Agent.objects.get(pk=cast.stranger.pk)), "/settings/channels/forecast")
    assert "a guess, since nobody has written yet" in page or "does not include this" in page


@pytest.mark.parametrize(
    ("hours", "words"),
    [
        (0, "0 hours"),
        (0.1, "less than half an hour"),
        (0.5, "0.5 hours"),
        (1, "1 hour"),
        (9.6, "9.5 hours"),
        (14.4, "14 hours"),
        (1_234_567, "1234567 hours"),
    ],
)
def test_hours_are_said_no_more_exactly_than_they_are_known(hours, words):
    assert hours_in_words(hours) == words


@pytest.mark.parametrize(
    ("used", "new", "there", "pieces"),
    [
        (0, 0, 0, []),
        (10, 20, 100, [Piece("used", 0, 10), Piece("new", 10, 20)]),
        (100, 100, 100, [Piece("used", 0, 50), Piece("new", 50, 50)]),  # more than there is
        (0, 5, 0, [Piece("used", 0, 0), Piece("new", 0, 100)]),
    ],
)
def test_the_bar_is_as_long_as_what_there_is_or_what_it_takes(used, new, there, pieces):
    assert pieces_of(used=used, new=new, there=there) == pieces
