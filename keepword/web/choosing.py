"""What can be chosen in more than one form."""

import zoneinfo
from collections.abc import Iterable
from functools import cache

from django.conf import settings
from django.utils.translation import get_language

from keepword.kit.languages import country_in, country_of, name_in

LANGUAGES = [(code, name) for code, name in settings.LANGUAGES if code in settings.AGENT_LANGUAGES]
# In which customers are answered; a language of its own for each writing that a reader would miss.
SPOKEN = [
    "ar",
    "de",
    "en",
    "es",
    "fr",
    "hi",
    "id",
    "it",
    "ja",
    "ko",
    "nl",
    "pl",
    "pt",
    "ru",
    "sv",
    "th",
    "tr",
    "uk",
    "vi",
    "zh",
]
# What customers may write in besides: theirs is known, whoever of ours speaks it.
WRITTEN = [
    *(one for one in SPOKEN if one != "zh"), "zh-Hans", "zh-Hant", "bg", "bn", "ca", "cs", "da", "el", "et", "fa",
    "fi", "fil", "he", "hr", "hu", "lt", "lv", "ms", "nb", "pt-BR", "ro", "sk", "sl", "sr", "sw", "ta", "ur",
    "de-AT", "de-CH", "en-GB", "en-US", "es-MX", "fr-CA",
]  # fmt: skip
REGIONS = ("Africa/", "America/", "Antarctica/", "Asia/", "Atlantic/", "Australia/", "Europe/", "Indian/", "Pacific/")


@cache
def spoken_languages() -> list[tuple[str, str]]:
    """In their own words, as on a passport."""
    return sorted(((code, name_in(code, language=code)) for code in SPOKEN), key=lambda pair: pair[1].casefold())


@cache
def customer_languages(language: str, *, also: str = "") -> tuple[tuple[str, str], ...]:
    """As the reader calls them, and as those do who speak them; with `also`, whatever code that is."""
    codes = [*WRITTEN, *([also] if also and also not in WRITTEN else [])]
    return tuple(
        sorted(((code, _both(code, language=language)) for code in codes), key=lambda pair: pair[1].casefold())
    )


def languages_to_choose(kept: Iterable[str]) -> list[tuple[str, str]]:
    """Those that most customers write in, and whatever is `kept` already, by what the reader calls them."""
    reader = get_language() or "en"
    codes = dict.fromkeys([*(one for one in SPOKEN if one != "zh"), "zh-Hans", "zh-Hant", *kept])
    return sorted(((code, name_in(code, language=reader)) for code in codes), key=lambda pair: pair[1].casefold())


def _both(code: str, *, language: str) -> str:
    ours, own = name_in(code, language=language), name_in(code, language=code)
    return ours if ours.casefold() == own.casefold() else f"{ours} · {own}"


@cache
def countries(language: str) -> tuple[tuple[str, str], ...]:
    """Those in which clocks go, by what they are called in that language."""
    codes = {country_of(name) for name in zoneinfo.available_timezones()} - {"", "001", "ZZ"}
    return tuple(sorted(((code, country_in(code, language=language)) for code in codes), key=lambda pair: pair[1]))


@cache
def time_zones() -> list[tuple[str, str]]:
    """Those that are named by a place, and UTC; the others are old names of the same."""
    places = sorted(name for name in zoneinfo.available_timezones() if name.startswith(REGIONS))
    return [("UTC", "UTC"), *((name, name.replace("_", " ")) for name in places)]
