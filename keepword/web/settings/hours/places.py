"""Countries and their regions by name, for choosing whose holidays count."""

import zoneinfo
from functools import lru_cache
from pathlib import Path

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from keepword.hours.dates import locale_of
from keepword.hours.holidays import countries, subdivisions
from keepword.kit.languages import tag_of


def country_choices() -> list[tuple[str, str]]:
    """In the reader's language and order."""
    return [("", str(_("No public holidays"))), *_countries(tag_of(get_language() or "en"))]


@lru_cache(maxsize=16)
def _countries(language: str) -> list[tuple[str, str]]:
    names = locale_of(language).territories
    return sorted(((code, names.get(code, code)) for code in countries()), key=lambda pair: pair[1].casefold())


def region_choices(country: str) -> list[tuple[str, str]]:
    """Empty for a country whose holidays are the same everywhere, or that is none."""
    known = subdivisions(country)
    if not known:
        return []
    named = sorted(known.items(), key=lambda pair: pair[1].casefold())
    return [("", str(_("The whole country"))), *named]


def country_of_zone(zone: str) -> str:
    """The country that a time zone lies in, by the zone database's own list; "" when it has none."""
    return _zones().get(zone, "")


@lru_cache(maxsize=1)
def _zones() -> dict[str, str]:
    for folder in zoneinfo.TZPATH:
        table = Path(folder) / "zone.tab"
        if table.exists():
            lines = (line.split("\t") for line in table.read_text(encoding="utf-8").splitlines() if line[:1] != "#")
            return {parts[2]: parts[0] for parts in lines if len(parts) > 2}
    return {}
