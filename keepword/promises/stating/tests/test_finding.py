"""Times that agents promise, in nine languages: each sentence with what it promises, or that it promises nothing."""

import json
from datetime import UTC, datetime, timedelta
from time import perf_counter
from zoneinfo import ZoneInfo

import pytest

from keepword.promises.stating.calendars import Calendar
from keepword.promises.stating.finding import find
from keepword.promises.stating.tests.measuring import measure
from keepword.promises.stating.tests.reading import ZONES, cases

ALL = [case for language in ZONES for case in cases("cases", language)]
NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)


@pytest.mark.parametrize("case", ALL, ids=lambda case: f"{case.language}: {case.text}")
def test_a_sentence_promises_what_it_says_and_nothing_else(case):
    assert case.found() == case.told


@pytest.mark.parametrize("language", ZONES)
def test_each_language_has_its_table(language):
    told = [bool(case.told) for case in cases("cases", language)]
    assert told.count(True) >= 40
    assert told.count(False) >= 20


@pytest.mark.parametrize("language", ZONES)
def test_sentences_that_no_pattern_was_made_for_are_understood_as_well(language):
    measured = measure("held_out", language)
    assert measured["precision"] >= 0.95
    assert measured["recall"] >= 0.9


def due(text, *, now, zone, language="en"):
    (found,) = find(text, now=now, zone=zone, language=language)
    return found.due_at.astimezone(ZoneInfo(zone)).isoformat(timespec="minutes")


@pytest.mark.parametrize(
    ("text", "now", "zone", "expected"),
    [
        # Clocks go forward on 29 March 2026 in Berlin: a day of 23 hours.
        ("I will call you tomorrow at 9 am.", "2026-03-28T12:00Z", "Europe/Berlin", "2026-03-29T09:00+02:00"),
        ("I will call you tomorrow at 2:30 am.", "2026-03-28T12:00Z", "Europe/Berlin", "2026-03-29T03:30+02:00"),
        ("We will reply within 24 hours.", "2026-03-28T12:00Z", "Europe/Berlin", "2026-03-29T14:00+02:00"),
        ("We will reply in 2 days.", "2026-03-28T12:00Z", "Europe/Berlin", "2026-03-30T13:00+02:00"),
        # Clocks go back on 25 October 2026: half past two comes twice, the first one counts.
        ("I will call you tomorrow at 2:30 am.", "2026-10-24T12:00Z", "Europe/Berlin", "2026-10-25T02:30+02:00"),
        ("We will reply within 24 hours.", "2026-10-24T12:00Z", "Europe/Berlin", "2026-10-25T13:00+01:00"),
        # At ten past two for the second time, the first half past two has gone by.
        ("I will call you at 2:30 am.", "2026-10-25T01:10Z", "Europe/Berlin", "2026-10-25T02:30+01:00"),
        ("I will call you in 3 hours.", "2026-10-24T23:30Z", "Europe/Berlin", "2026-10-25T03:30+01:00"),
        ("I will call you in 3 hours.", "2026-03-28T23:30Z", "Europe/Berlin", "2026-03-29T04:30+02:00"),
        ("I will call you tomorrow at 2:15 am.", "2026-10-02T20:00Z", "Australia/Lord_Howe", "2026-10-04T02:45+11:00"),
        ("I will call you tomorrow at 9 am.", "2026-04-23T12:00Z", "Africa/Cairo", "2026-04-24T09:00+03:00"),
        ("I will call you tomorrow at 9 am.", "2026-11-23T10:30Z", "Pacific/Kiritimati", "2026-11-25T09:00+14:00"),
        ("I will call you tomorrow at 9 am.", "2026-11-23T09:30Z", "Pacific/Honolulu", "2026-11-23T09:00-10:00"),
        # Across the date line it is already tomorrow, or still yesterday.
        ("I will call you tomorrow at noon.", "2026-11-24T12:00Z", "Pacific/Auckland", "2026-11-26T12:00+13:00"),
        ("I will call you tomorrow at noon.", "2026-11-24T08:00Z", "Pacific/Pago_Pago", "2026-11-24T12:00-11:00"),
        ("I will call you today at 5 pm.", "2026-11-24T12:00Z", "Pacific/Kiritimati", "2026-11-25T17:00+14:00"),
        ("I will call you at 9 am Auckland time.", "2026-11-24T12:00Z", "UTC", "2026-11-24T20:00+00:00"),
        # Half-hour zones, the turn of the year, a leap day.
        ("I will call you at 5:30 pm.", "2026-11-24T08:00Z", "Asia/Kolkata", "2026-11-24T17:30+05:30"),
        ("I will call you on 2 January.", "2026-12-30T08:00Z", "UTC", "2027-01-02T23:59+00:00"),
        ("I will call you tomorrow at 10 am.", "2028-02-28T08:00Z", "UTC", "2028-02-29T10:00+00:00"),
        ("We will sort this out this week.", "2026-11-28T08:00Z", "UTC", "2026-11-28T23:59+00:00"),
    ],
)
def test_a_time_is_right_where_the_customer_is(text, now, zone, expected):
    assert due(text, now=datetime.fromisoformat(now.replace("Z", "+00:00")), zone=zone) == expected


def test_business_days_and_the_end_of_the_day_are_the_offices():
    """An office in Seoul that is open from nine to five on weekdays, a customer in New York."""
    seoul = ZoneInfo("Asia/Seoul")

    def spans(start, end):
        days = [datetime(2026, 11, day, tzinfo=seoul) for day in range(23, 31) if day not in (28, 29)]
        opened = [(day.replace(hour=9), day.replace(hour=17)) for day in days]
        return [(max(a, start), min(b, end)) for a, b in opened if b > start and a < end]

    calendar = Calendar("Asia/Seoul", spans)
    now = datetime(2026, 11, 24, 1, tzinfo=UTC)  # Tuesday 10:00 in Seoul, Monday evening in New York

    def until(text):
        (found,) = find(text, now=now, zone="America/New_York", language="en", calendar=calendar)
        return found.due_at.astimezone(seoul).strftime("%d %H:%M")

    assert until("We will reply within one business day.") == "25 17:00"
    assert until("We will reply within 9 business hours.") == "25 11:00"
    assert until("We will reply within four business days.") == "30 17:00"


def test_a_date_that_can_be_read_two_ways_is_less_sure_and_follows_the_customers_country():
    text = "I will call you on 4/12."
    (european,) = find(text, now=NOON, zone="Europe/Paris", language="en")
    (american,) = find(text, now=NOON.replace(month=3), zone="America/New_York", language="en", month_first=True)
    assert european.due_at.month == 12
    assert (american.due_at.astimezone(ZoneInfo("America/New_York")).month) == 4
    assert european.confidence < 0.8


def test_what_is_only_hoped_for_is_less_sure():
    (sure,) = find("We will reply by tomorrow at 10 am.", now=NOON)
    (hoped,) = find("We hope to reply by tomorrow at 10 am.", now=NOON)
    assert hoped.confidence < sure.confidence


def test_the_place_of_the_time_in_the_text_is_given_letter_by_letter():
    text = "Hello İpek!\n\nWe’ll call you  tomorrow at ５ pm ．\nBye"
    (found,) = find(text, now=NOON)
    assert text[found.start : found.end] == found.text == "tomorrow at ５ pm"


def test_an_agent_may_write_in_another_language_than_the_customer():
    (found,) = find("내일 오전까지 답변드리겠습니다.", now=NOON, zone="Asia/Seoul", language="en")
    assert found.language == "ko"
    (found,) = find("Ich rufe Sie morgen um 14 Uhr an.", now=NOON, language="en")
    assert (found.language, found.what) == ("de", "call")


STRANGE = [
    "",
    " ",
    "\n" * 20000,
    "1" * 20000,
    "by " * 7000,
    "am 3. " * 4000,
    "明天" * 9000,
    "내일 " * 9000,
    "(" * 20000,
    "amanhã " * 1500,
    "às 3 da tarde " * 600,
    "غدا " * 2500,
    "س" * 20000,
    "غ" + "\u064b" * 19000,
]


@pytest.mark.parametrize("text", STRANGE)
def test_strange_texts_take_no_time_and_promise_nothing_false(text):
    began = perf_counter()
    json.dumps([one.text for one in find(text, now=NOON)])
    assert perf_counter() - began < 3


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Le risponderemo domani alle 12:00.", "it"),
        ("Li respondrem demà a les 12:00.", "ca"),
        ("We antwoorden morgen om 12:00 uur.", "nl"),
    ],
)
def test_what_we_do_not_read_is_not_read_as_its_neighbour(text, language):
    """Read as Spanish, the first would promise an answer today."""
    assert find(text, now=NOON, zone="Europe/Lisbon", language=language) == []


@pytest.mark.parametrize("language", ["pt", "pt-BR", "es", "es-419", "en", "fr", ""])
@pytest.mark.parametrize(
    ("text", "read_as"),
    [
        ("Responderemos até amanhã às 12:00.", "pt"),
        ("Responderei amanhã às 12:00.", "pt"),
        ("Vou ligar-lhe amanhã às 12:00.", "pt"),
        ("Le responderemos mañana a las 12:00.", "es"),
        ("Le llamo mañana a las 12:00.", "es"),
    ],
)
def test_portuguese_and_spanish_are_told_apart_by_their_own_words(text, read_as, language):
    """Read as the other one, "tomorrow" is not seen, and the answer is promised for today."""
    (found,) = find(text, now=NOON, zone="UTC", language=language)
    assert (found.language, found.due_at) == (read_as, NOON + timedelta(days=1))


@pytest.mark.parametrize("folder", ["cases", "held_out"])
def test_what_promises_nothing_in_portuguese_promises_nothing_in_spanish(folder):
    """Whichever language the customer has, nor the other way round."""
    for language, other in (("pt", "es"), ("es", "pt")):
        for case in cases(folder, language):
            if not case.told:
                assert find(case.text, now=case.now, zone=ZONES[language], language=other) == [], case.text


def test_the_digits_of_any_script_are_read_in_their_place():
    text = "مرحبًا ليلى،\nسأتصل بك يوم ٢٥ نوفمبر الساعة ٣:٣٠ مساءً."
    (found,) = find(text, now=NOON, zone="Asia/Riyadh", language="ar")
    assert text[found.start : found.end] == found.text == "يوم ٢٥ نوفمبر الساعة ٣:٣٠ مساءً"
    assert found.due_at == datetime(2026, 11, 25, 12, 30, tzinfo=UTC)


@pytest.mark.parametrize(("name", "language"), [("ليلى", "ar"), ("김민지", "ko"), ("王小明", "zh-Hans")])
def test_a_name_in_another_script_hides_no_english_promise(name, language):
    assert due(f"Hello {name}, I will call you tomorrow at noon.", now=NOON, zone="UTC", language=language).startswith(
        "2026-11-25T12:00"
    )


def test_english_for_a_customer_whose_language_we_do_not_read_is_read():
    assert due("I will call you tomorrow at noon.", now=NOON, zone="Europe/Rome", language="it").startswith(
        "2026-11-25T12:00"
    )
