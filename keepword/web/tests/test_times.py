"""Moments as words."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import translation

from keepword.web import times
from keepword.web.conversations.choices import snooze_choices
from keepword.web.initials import initials_of

NOW = datetime(2026, 11, 21, 14, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (-5, "now"),
        (59, "now"),
        (60, "1 min"),
        (3599, "59 min"),
        (3600, "1 hr"),
        (86_400, "1 day"),
        (200_000, "2 days"),
    ],
)
def test_a_length_of_time_in_its_largest_unit(seconds, words):
    assert times.length(seconds, "en") == words


READER = times.Reader(NOW, UTC, "en")


def test_today_shows_the_hour_and_another_day_the_date_in_the_readers_zone():
    seoul = replace(READER, zone=ZoneInfo("Asia/Seoul"))
    assert ">23:05<" in seoul.day_or_clock(NOW)
    assert "Nov" in seoul.day_or_clock(NOW - timedelta(hours=23, minutes=30))


def test_a_day_is_named_in_the_readers_language():
    with translation.override("ko"):
        assert "11월 3일" in replace(READER, language="ko").day_or_clock(datetime(2026, 11, 3, tzinfo=UTC))
    assert READER.heading(date(2026, 11, 21)) == "Today"


def test_snoozing_offers_the_hours_of_the_agents_own_day():
    new_york = replace(READER, zone=ZoneInfo("America/New_York"))
    assert [choice.until for choice in snooze_choices(new_york)] == [
        "2026-11-21T11:05:00-05:00",
        "2026-11-21T18:00:00-05:00",
        "2026-11-22T09:00:00-05:00",
        "2026-11-23T09:00:00-05:00",
    ]


def test_on_a_sunday_tomorrow_is_not_offered_twice():
    sunday = replace(READER, now=datetime(2026, 11, 22, 19, tzinfo=UTC), zone=UTC)
    assert [choice.until for choice in snooze_choices(sunday)] == [
        "2026-11-22T21:00:00+00:00",
        "2026-11-23T09:00:00+00:00",
    ]


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Harriet Okafor", "HO"),
        ("王小明", "王"),
        ("김서연", "김"),
        ("ليلى حداد", "ل"),
        ("ann@customer.example", "AC"),
        ("Cher", "C"),
        ("  ", "?"),
        ("!!! ???", "?"),
        ("🙂 Zoe", "Z"),
    ],
)
def test_a_person_without_a_picture_is_known_by_letters(name, letters):
    assert initials_of(name) == letters


@pytest.mark.parametrize(("language", "said"), [("zh-hans", "11月23日"), ("ko", "11월 23일")])
def test_a_day_of_a_chart_is_said_in_the_readers_language(language, said):
    with translation.override(language):
        assert times.day(date(2026, 11, 23)) == said


@pytest.mark.parametrize(
    ("language", "said"), [("en", "Sep 3, 2026"), ("zh-hans", "2026年9月3日"), ("es", "3 de septiembre de 2026")]
)
def test_a_month_is_shortened_in_one_way_only(language, said):
    with translation.override(language):
        assert said in replace(READER, language=language).long_date(datetime(2026, 9, 3, tzinfo=UTC))
        assert "Sept." not in times.day(date(2026, 9, 3))


@pytest.mark.parametrize(
    ("moment", "said"),
    [
        (datetime(2026, 1, 28, 0, tzinfo=UTC), "Jan 28"),  # 299 days
        (datetime(2026, 1, 26, 0, tzinfo=UTC), "Jan 26, 2026"),
        (datetime(2024, 11, 23, 0, tzinfo=UTC), "Nov 23, 2024"),
        (datetime(2027, 1, 2, 9, tzinfo=UTC), "Jan 2"),
        (datetime(2036, 1, 2, 9, tzinfo=UTC), "Jan 2, 2036"),
    ],
)
def test_a_day_of_another_year_says_so(moment, said):
    reader = replace(READER, now=datetime(2026, 11, 23, 10, 30, tzinfo=UTC))
    assert f">{said}<" in reader.day_or_clock(moment)
    assert f">{said} " in reader.moment(moment)
