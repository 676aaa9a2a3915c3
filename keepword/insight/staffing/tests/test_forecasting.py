"""What one more channel would take, from what comes now."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from keepword.brands.cataloguing import Entry, add
from keepword.conversations.replying import reply
from keepword.insight.channel_days.tallying import Tally
from keepword.insight.staffing.forecasting import ASSUMED, OTHERS, SAME, TYPED, Wanted, expect, forecast
from tests import cast as stage


def tally(contacts, *, answers=0, efforts=()):
    found = Tally(contacts=contacts, answers=answers)
    for seconds in efforts:
        found.efforts.take(seconds)
    return found


MAIL = tally(400, answers=600, efforts=[600] * 40)


@pytest.mark.parametrize(
    ("found", "wanted", "contacts", "basis"),
    [
        ({}, Wanted("mail"), 50, ASSUMED),
        ({}, Wanted("mail", contacts=0), 0, TYPED),
        ({"email": MAIL}, Wanted("mail", contacts=7), 7, TYPED),
        ({"email": MAIL}, Wanted("mail"), 50, SAME),  # 400 in four weeks into two inboxes
        ({"email": MAIL}, Wanted("phone"), 100, OTHERS),
        ({"email": MAIL, "form": tally(4)}, Wanted("form"), 1, SAME),
        ({"email": MAIL, "form": tally(8), "api": tally(40)}, Wanted("chat"), 10, OTHERS),  # the middle one
        ({"email": tally(0)}, Wanted("mail"), 50, ASSUMED),
    ],
)
def test_what_may_come_is_guessed_from_what_came(found, wanted, contacts, basis):
    expected = expect(found, wanted=wanted, weeks=4, inboxes=2)
    assert (expected.contacts, expected.basis) == (contacts, basis)


@pytest.mark.parametrize(
    ("found", "kind", "minutes", "measured", "answers"),
    [
        ({}, "mail", 6, 0, 1),
        ({"email": MAIL}, "mail", pytest.approx(10, rel=0.05), 40, 1.5),
        ({"email": MAIL}, "form", pytest.approx(10, rel=0.05), 40, 1.5),  # as elsewhere
        ({"email": tally(9, answers=90, efforts=[600] * 29)}, "mail", 6, 0, 10),  # too few to say
        ({"email": MAIL}, "phone", 6, 0, 1.5),  # letters say nothing of calls
        ({"email": MAIL}, "chat", 10, 0, 1.5),
    ],
)
def test_an_answer_takes_what_was_measured(found, kind, minutes, measured, answers):
    expected = expect(found, wanted=Wanted(kind), weeks=4, inboxes=1)
    assert (expected.minutes, expected.measured) == (minutes, measured)
    assert expected.answers_per_contact == answers


@pytest.fixture
def cast(db):
    return stage.gather()


@pytest.fixture
def busy_week(cast):
    """Forty letters on one Monday; Mina answers all of them the day after, nine minutes each."""
    with time_machine.travel(datetime(2026, 11, 9, 9, tzinfo=UTC), tick=False) as now:
        letters = [stage.conversation_of(cast, address=f"a{number}@customer.example") for number in range(40)]
        now.shift(timedelta(days=1))
        for letter in letters:
            now.shift(timedelta(minutes=9))
            reply(letter, text="Hello", by=cast.mina)
    with time_machine.travel(datetime(2026, 11, 16, 9, tzinfo=UTC), tick=False):
        yield


def test_the_rhythm_of_answers_says_how_long_one_takes(cast, busy_week):
    found = forecast(cast.ruth, Wanted("mail", contacts=20, open_hours=40))
    # Waits began on Monday, so the rhythm of Tuesday stands with them.
    assert found.expected.minutes == pytest.approx(9, rel=0.05)
    assert found.expected.measured == 39
    assert found.used_hours == pytest.approx(40 * 9 / 60 / 0.75, rel=0.05)
    assert found.need.hours == pytest.approx(20 * 9 / 60 / 0.75, rel=0.05)
    assert (found.team.people, found.team.hours) == (4, 160)
    assert found.share == pytest.approx(12 / 160, rel=0.05)
    assert not found.is_tight


def test_more_work_than_time_is_too_much_and_none_to_do_it_too(cast, busy_week):
    found = forecast(cast.ruth, Wanted("mail", contacts=1_000))
    assert found.is_tight
    assert found.is_too_much
    type(cast.ruth).objects.update(role="light_agent")
    alone = forecast(cast.ruth, Wanted("mail", contacts=1))
    assert alone.share is None
    assert alone.is_too_much


def test_a_stranger_is_told_nothing_of_what_comes_into_an_inbox_that_is_not_theirs(cast, busy_week):
    found = forecast(cast.stranger, Wanted("mail", open_hours=40))
    assert (found.used_hours, found.expected.basis, found.expected.measured) == (0, ASSUMED, 0)


def test_a_channel_that_is_supported_already_is_not_one_more(cast):
    for kind in ("mail", "form"):
        add(
            cast.brand,
            entry=Entry(kind, address="help@leafloom.example" if kind == "mail" else ""),
            by=cast.ruth.as_actor,
        )
    assert not forecast(cast.ruth, Wanted("mail")).gets_out_of_hand
    assert forecast(cast.ruth, Wanted("phone")).gets_out_of_hand


def test_a_forecast_costs_the_same_however_much_came(cast, busy_week, django_assert_num_queries):
    # Inboxes, since when, the days, all inboxes and four of the time since, the team (4), the catalogue.
    with django_assert_num_queries(13):
        forecast(cast.ruth, Wanted("mail"))
