"""What is left out of the tables of languages is missed by nobody."""

import json
import subprocess
import sys

import pytest
from babel import Locale, core, localedata

from keepword.kit import cldr

SAY_ALL = """
import json, sys
from datetime import UTC, date, datetime, timedelta
if sys.argv[1] == "thin":
    from keepword.kit.cldr import leave_out_what_is_never_said
    leave_out_what_is_never_said()
    leave_out_what_is_never_said()
from babel import Locale, UnknownLocaleError
from babel.dates import format_timedelta
from django.conf import settings
settings.configure()
from keepword.hours import dates
from keepword.kit import amounts, languages

AT, ON = datetime(2026, 11, 24, 18, 5, tzinfo=UTC), date(2026, 11, 24)
ZONES = ["UTC", "Asia/Seoul", "Asia/Shanghai", "America/Argentina/Buenos_Aires", "Etc/GMT-9", "Europe/Berlin",
         "Asia/Calcutta", "America/New_York", "Antarctica/Troll", "no zone"]
TAGS = ["en", "en-GB", "en-US", "zh-Hans", "zh-Hant", "zh-TW", "zh-HK", "ko", "ja", "es", "es-MX", "de", "de-AT", "fr",
        "fr-CA", "pt", "pt-PT", "pt-BR", "ar", "ar-EG", "ru", "hi", "he", "sr", "uz", "und", "aaa", "", "nonsense-tag"]

def said(tag):
    for say in (dates.time_of_day, dates.day_and_time, dates.weekday_and_time):
        yield say(AT, language=tag)
    for say in (dates.day, dates.day_and_year, dates.weekday):
        yield say(ON, language=tag)
    yield from (dates.city(zone, language=tag) for zone in ZONES)
    for currency in ("EUR", "JPY", "KWD", "CNY", "KRW", "USD", "ISK"):
        yield amounts.say(123456, currency=currency, language=tag)
        yield amounts.name_of(currency, language=tag)
    yield from (languages.name_in(other, language=tag) for other in TAGS)
    yield from (languages.country_in(one, language=tag) for one in ("DE", "KR", "TW", "419", "XX"))
    locale = dates.locale_of(tag)
    for length in (30, 90, 5400, 100_000, 900_000, 40_000_000):
        for format in ("narrow", "short", "long"):
            yield format_timedelta(timedelta(seconds=length), locale=locale, format=format)

everything = {tag: list(said(tag)) for tag in TAGS} | {"zones": [languages.country_of(zone) for zone in ZONES]}
sys.stdout.write(json.dumps(everything))
"""


def _said(how):
    command = [sys.executable, "-c", SAY_ALL, how]
    env = {"PYTHONPATH": ":".join(filter(None, sys.path))}
    return json.loads(subprocess.run(command, capture_output=True, text=True, check=True, env=env).stdout)


def test_all_that_we_say_in_any_language_is_as_before():
    whole = _said("whole")
    assert len(whole) > 25
    assert _said("thin") == whole


@pytest.mark.parametrize("name", ["en_GB", "ko", "ar"])
def test_a_language_that_is_read_holds_none_of_the_rest(name):
    found = localedata.load(name)
    assert [found[key] for key in cldr.NEVER_SAID if key in found] == [{}] * len(cldr.NEVER_SAID)
    assert set(found["unit_patterns"]) == {one for one in found["unit_patterns"] if one.startswith("duration-")}
    assert found["unit_patterns"]


def test_the_tables_for_all_are_thin_too():
    assert not set(cldr.NEVER_ASKED) & set(core._global_data)
    assert str(Locale.parse("zh_TW")) == "zh_Hant_TW"
