"""What customers read about our hours."""

from datetime import UTC, date, datetime, timedelta

import pytest

from keepword.hours.saying import say_hours, say_instant
from keepword.hours.spans import ALWAYS, OpeningHours, Slot

HOUR = 3600
OFFICE = OpeningHours(
    "Europe/Berlin",
    ((Slot(9 * HOUR, 18 * HOUR),),) * 5 + ((), ()),
    {date(2026, 12, 25): ()},
    {date(2026, 12, 25): "Christmas Day"},
    "DE-BE",
)
NIGHT = OpeningHours("Europe/Berlin", ((Slot(22 * HOUR, 30 * HOUR),),) * 7)
LONG = OpeningHours("UTC", ((Slot(0, 24 * HOUR),),) * 5 + ((), ()))
MONDAY = datetime(2026, 11, 23, 12, tzinfo=UTC)  # 13:00 in Berlin, 21:00 in Seoul
BEFORE = datetime(2026, 11, 23, 5, tzinfo=UTC)
AFTER = datetime(2026, 11, 23, 19, tzinfo=UTC)
SATURDAY = datetime(2026, 11, 21, 12, tzinfo=UTC)
CHRISTMAS = datetime(2026, 12, 25, 12, tzinfo=UTC)

SAID = {
    "open": (OFFICE, MONDAY, "Open now until 18:00"),
    "before opening": (OFFICE, BEFORE, "Closed, opens at 09:00"),
    "after closing": (OFFICE, AFTER, "Closed, opens tomorrow at 09:00"),
    "on a weekend": (OFFICE, SATURDAY, "Closed, opens Monday at 09:00"),
    "on a holiday": (OFFICE, CHRISTMAS, "Closed today (Christmas Day), opens Monday at 09:00"),
    "in a night": (NIGHT, MONDAY.replace(hour=22), "Open now until 06:00 tomorrow"),
    "for days": (LONG, MONDAY, "Open now until Saturday 28 November, 00:00"),
    "always": (ALWAYS, MONDAY, "Always open"),
    "never": (OpeningHours("UTC", ((),) * 7), MONDAY, "Closed"),
}


@pytest.mark.parametrize(("hours", "now", "words"), SAID.values(), ids=SAID)
def test_a_customer_in_our_zone_reads(hours: OpeningHours, now: datetime, words: str) -> None:
    assert say_hours(hours, now=now, language="en", reader_zone=hours.zone) == words


def test_a_customer_elsewhere_reads_their_own_time_too_and_the_day_when_it_is_another() -> None:
    assert say_hours(OFFICE, now=MONDAY, language="en", reader_zone="America/Sao_Paulo") == (
        "Open now until 18:00 (your time 14:00)"
    )
    assert say_hours(OFFICE, now=MONDAY, language="en", reader_zone="Asia/Seoul") == (
        "Open now until 18:00 (your time Tuesday 02:00)"
    )


@pytest.mark.parametrize(
    ("now", "reader", "words"),
    [
        # Sunday early in Berlin is still Saturday in São Paulo: Monday is the tomorrow of one of the two only.
        (datetime(2026, 11, 22, 2, tzinfo=UTC), "America/Sao_Paulo",
         "Closed, opens Monday at 09:00 (your time 05:00)"),
        (datetime(2026, 11, 23, 2, tzinfo=UTC), "America/Sao_Paulo",
         "Closed, opens Monday at 09:00 (your time 05:00)"),
        (datetime(2026, 11, 23, 17, tzinfo=UTC), "Asia/Seoul",
         "Closed, opens Tuesday at 09:00 (your time 17:00)"),
        (datetime(2026, 12, 25, 22, tzinfo=UTC), "Asia/Seoul", "Closed, opens Monday at 09:00 (your time 17:00)"),
        (datetime(2026, 11, 23, 16, tzinfo=UTC), "Asia/Seoul",
         "Open now until Monday 23 November, 18:00 (your time Tuesday 02:00)"),
    ],
)  # fmt: skip
def test_tomorrow_is_said_only_where_it_is_tomorrow_for_both(now: datetime, reader: str, words: str) -> None:
    assert say_hours(OFFICE, now=now, language="en", reader_zone=reader) == words


def test_a_zone_with_the_same_clocks_is_not_told_apart() -> None:
    assert say_hours(OFFICE, now=MONDAY, language="en", reader_zone="Europe/Madrid") == "Open now until 18:00"


def test_without_the_readers_zone_ours_is_named() -> None:
    assert say_hours(OFFICE, now=MONDAY, language="en") == "Open now until 18:00 (Berlin time)"


def test_a_zone_that_is_none_is_read_as_utc() -> None:
    assert say_hours(OFFICE, now=MONDAY, language="en", reader_zone="Moon/Base") == (
        "Open now until 18:00 (your time 17:00)"
    )


HOLIDAY = {
    "en": "Closed today (Christmas Day), opens Monday at 09:00",
    "zh-Hans": "今天休息（Erster Weihnachtstag），星期一 09:00 开始营业",
    "zh-Hant": "今天休息（Erster Weihnachtstag），星期一上午9:00開始服務",
    "ja": "本日休業（Erster Weihnachtstag）、月曜日 9:00から営業",
    "ko": "오늘 휴무(Erster Weihnachtstag), 월요일 오전 9:00에 시작",
    "es": "Hoy cerrado (Erster Weihnachtstag), abre el lunes a las 9:00",
    "de": "Heute geschlossen (Erster Weihnachtstag), öffnet Montag um 09:00 Uhr",
    "fr": "Fermé aujourd’hui (Erster Weihnachtstag), ouvre lundi à 09:00",
    "pt": "Fechado hoje (Erster Weihnachtstag), abre segunda-feira às 09:00",
    "ar": "مغلق اليوم (Erster Weihnachtstag)، يفتح الاثنين الساعة 9:00 ص",
}


@pytest.mark.parametrize(("language", "words"), HOLIDAY.items(), ids=HOLIDAY)
def test_every_language_says_it_in_its_own_way(language: str, words: str) -> None:
    """The holiday in the reader's language where its country's people wrote it down, else as we keep it."""
    assert say_hours(OFFICE, now=CHRISTMAS, language=language, reader_zone=OFFICE.zone) == words


@pytest.mark.parametrize(
    ("away", "words"),
    [
        (timedelta(hours=2), "14:00 today"),
        (timedelta(days=1), "12:00 tomorrow"),
        (timedelta(days=3), "Thursday 26 November, 12:00"),
        (timedelta(days=400), "Tuesday, 28 December 2027, 12:00"),
        (timedelta(days=-1), "Sunday 22 November, 12:00"),
    ],
)
def test_an_instant_is_told_by_its_day(away: timedelta, words: str) -> None:
    assert say_instant(MONDAY + away, now=MONDAY, language="en", zone="UTC", reader_zone="UTC") == words


def test_an_instant_in_a_guessed_zone_names_it_and_today_is_the_readers() -> None:
    late = MONDAY.replace(hour=20)
    assert say_instant(late, now=MONDAY, language="ko", zone="Asia/Seoul") == "내일 오전 5:00 (서울 시간)"
    assert say_instant(late, now=MONDAY, language="pt-BR", zone="America/Sao_Paulo") == (
        "hoje às 17:00 (horário de São Paulo)"
    )


def test_a_language_that_we_do_not_speak_is_answered_in_english() -> None:
    assert say_instant(MONDAY, now=MONDAY, language="xx", zone="UTC", reader_zone="UTC") == "12:00 today"


@pytest.mark.parametrize(
    ("zone", "named"),
    [("Etc/GMT-9", "GMT+9"), ("Etc/GMT+3", "GMT-3"), ("UTC", "UTC"), ("America/Argentina/Salta", "Salta")],
)
def test_who_lives_east_of_greenwich_is_never_told_that_they_live_west_of_it(zone, named):
    said = say_instant(MONDAY, now=MONDAY, language="en", zone=zone)
    assert said.endswith(f"({named} time)")
