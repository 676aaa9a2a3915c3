"""Public holidays by country and region: from the library that many countries' people keep."""

from collections.abc import Iterable
from datetime import date
from functools import lru_cache

import holidays as library

from keepword.kit.languages import code_of

# Our languages as the library spells them, the nearest first.
_SPELLINGS = {
    "en": ["en_US", "en_GB", "en_CA", "en_AU", "en_IN", "en_SG", "en_HK"],
    "zh-hans": ["zh_CN", "zh_SG", "zh_TW", "zh_HK"],
    "zh-hant": ["zh_TW", "zh_HK", "zh_CN"],
    "pt": ["pt_BR", "pt_PT"],
}


def countries() -> list[str]:
    """The countries whose holidays are known, ISO 3166-1 alpha-2, in order."""
    return sorted(library.list_supported_countries(include_aliases=False))


def subdivisions(country: str) -> list[str]:
    """ISO 3166-2 without the country ("BE" of "DE-BE"), in order. None for a country that has the same everywhere."""
    return sorted(library.list_supported_countries(include_aliases=False).get(country, []))


def is_known(country: str, subdivision: str) -> bool:
    return country in countries() and (not subdivision or subdivision in subdivisions(country))


def holidays_of(country: str, subdivision: str, *, years: Iterable[int]) -> dict[date, str]:
    """Each day and its name in English, or in the country's own language when English is not known. In order."""
    return dict(sorted(_between(country, subdivision, tuple(years), _spelling(country, "en")).items()))


def name_on(region: str, on: date, *, language: str) -> str:
    """What the holiday of a region ("DE-BE") on a day is called in a language (BCP 47), else where it is kept: a name
    of the place is better than a foreign one. "" for a day that is no holiday."""
    country, _, subdivision = region.partition("-")
    spelling = _spelling(country, code_of(language) or "en")
    if not is_known(country, subdivision):
        return ""
    return _between(country, subdivision, (on.year,), spelling).get(on, "")


def _spelling(country: str, code: str) -> str:
    """The library's own language for names of that country nearest to ours, else the country's, "" for none."""
    known = library.list_localized_countries(include_aliases=False).get(country, [])
    ours = next((one for one in _SPELLINGS.get(code, [code]) if one in known), "")
    # Left to itself the library names days in the language of the machine that it runs on.
    return ours or (library.country_holidays(country).default_language or "" if country in countries() else "")


@lru_cache(maxsize=256)
def _between(country: str, subdivision: str, years: tuple[int, ...], spelling: str) -> dict[date, str]:
    found = library.country_holidays(country, subdiv=subdivision or None, years=years, language=spelling or None)
    return dict(found.items())
