"""Days, times and zones as each language of our customers writes them."""

import re
from datetime import date, datetime
from functools import lru_cache

from babel import Locale, UnknownLocaleError, dates

from keepword.kit.zones import zone_of

# CLDR's own long patterns bring the year; these are how the day is said without it.
_DAY = {
    "ar": "EEEE، d MMMM",
    "de": "EEEE, d. MMMM",
    "en": "EEEE d MMMM",
    "es": "EEEE d 'de' MMMM",
    "fr": "EEEE d MMMM",
    "ja": "M月d日（EEE）",
    "ko": "M월 d일 EEEE",
    "pt": "EEEE, d 'de' MMMM",
    "zh": "M月d日EEEE",
}
_AHEAD = re.compile(r"Etc/GMT([+-])(\d{1,2})")
_TIME = {"ko": "aaaa h:mm"}  # CLDR's short form says "PM" to Koreans


def time_of_day(at: datetime, *, language: str) -> str:
    """With 24 or with 12 hours, as the language does: "18:00", "6:00 PM", "오후 6:00". `at` is local already."""
    locale = locale_of(language)
    return dates.format_time(at.replace(tzinfo=None), _TIME.get(locale.language, "short"), locale=locale)


def day(on: date, *, language: str) -> str:
    """ "Tuesday 24 November"."""
    locale = locale_of(language)
    return dates.format_date(on, _DAY.get(locale.language, "EEEE d MMMM"), locale=locale)


def day_and_time(at: datetime, *, language: str) -> str:
    """In little space: "Wed 25 Nov, 12:00", "11月25日周三 12:00". `at` is local already."""
    locale = locale_of(language)
    on = dates.format_skeleton("MMMEd", at.replace(tzinfo=None), locale=locale)
    joined = str(dates.get_datetime_format("medium", locale=locale)).replace("'", "")
    return joined.format(time_of_day(at, language=language), on.replace(",", ""))


def weekday_and_time(at: datetime, *, language: str) -> str:
    """ "Wed 12:00". `at` is local already."""
    on = dates.format_date(at, "EEE", locale=locale_of(language))
    return f"{on} {time_of_day(at, language=language)}"


def day_and_year(on: date, *, language: str) -> str:
    return dates.format_date(on, "full", locale=locale_of(language))


def weekday(on: date, *, language: str) -> str:
    return dates.format_date(on, "EEEE", locale=locale_of(language))


def city(zone: str, *, language: str) -> str:
    """The place that a zone is named for: "Seoul", "UTC"; "GMT+9" for a zone that is only so many hours ahead."""
    ahead = _AHEAD.fullmatch(zone)
    if ahead:
        # These names count westwards, and people count eastwards: "Etc/GMT-9" is the time of Seoul.
        return f"GMT{'+' if ahead[1] == '-' else '-'}{ahead[2]}"
    named = dates.get_timezone_location(zone_of(zone), locale=locale_of(language), return_city=True)
    return named.rpartition("/")[2]  # where CLDR knows no name it is the zone's own, "Argentina/Buenos Aires"


@lru_cache(maxsize=64)
def locale_of(language: str) -> Locale:
    """English without a country is written with 24 hours and the day before the month: that is read alike everywhere.
    A tag that nobody knows is English too."""
    try:
        locale = Locale.parse(language or "en", sep="-" if "-" in language else "_")
    except (UnknownLocaleError, ValueError):
        locale = Locale("en")
    return Locale("en", "GB") if str(locale) == "en" else locale
