"""Languages by two names: Django's code ("zh-hans") and the BCP 47 tag that is stored and printed ("zh-Hans")."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Protocol, TypeVar

from babel import Locale, UnknownLocaleError
from babel.core import get_global
from django.utils.translation import get_supported_language_variant


class InALanguage(Protocol):
    language: str


Tagged = TypeVar("Tagged", bound=InALanguage)
_TAGS = {"zh-hans": "zh-Hans", "zh-hant": "zh-Hant"}


def tag_of(code: str) -> str:
    """The BCP 47 tag of a Django code."""
    return _TAGS.get(code.lower(), code.lower())


def code_of(tag: str) -> str | None:
    """The code of the language that we speak which is nearest to a tag ("zh-TW" is "zh-hant", "pt-BR" is "pt").
    None when we speak none like it."""
    if not tag or len(tag) > 35:
        return None
    try:
        return get_supported_language_variant(tag.lower())
    except LookupError:
        return None


def nearest(things: Sequence[Tagged], *, language: str) -> Tagged | None:
    """The one of the same tag, else of the nearest that we speak ("zh-TW" is "zh-Hant"), else of the same language
    anyhow. None when none is, and for no language."""
    if not language:
        return None
    closest, kin = code_of(language), language.lower().partition("-")[0]
    tests = (
        lambda tag: tag.lower() == language.lower(),
        lambda tag: closest is not None and code_of(tag) == closest,
        lambda tag: tag.lower().partition("-")[0] == kin,
    )
    return next((one for fits in tests for one in things if one.language and fits(one.language)), None)


@lru_cache(maxsize=1024)
def name_in(tag: str, *, language: str) -> str:
    """What a language is called in another one: "Korean" for "ko" in "en".
    The tag itself for one that nobody named."""
    try:
        reader = Locale.parse(tag_of(language), sep="-")
        return reader.languages.get(tag) or Locale.parse(tag, sep="-").get_display_name(reader) or tag
    except (UnknownLocaleError, ValueError):
        return tag


def country_of(zone: str) -> str:
    """The country (ISO 3166-1) whose clocks a zone tells, "" for none or an unknown zone. CLDR's table."""
    return str(get_global("zone_territories").get(zone, ""))


@lru_cache(maxsize=1024)
def country_in(country: str, *, language: str) -> str:
    """What a country is called in a language; its code where that is unknown."""
    try:
        return Locale.parse(tag_of(language), sep="-").territories.get(country, country)
    except (UnknownLocaleError, ValueError):
        return country
