"""What the library of public holidays knows, as plain data. Whoever imports this has all its countries in memory,
12 MB: `holidays.py` asks a process that ends. Run as a file of its own, it answers one question in JSON."""

import json
import sys
from typing import Any

import holidays as library


def answer(question: str) -> str:
    """JSON to JSON: [] asks for all countries, [country, subdivision, years, language] for the days of one."""
    asked = json.loads(question)
    return json.dumps(_days(*asked) if asked else _countries())


def _countries() -> dict[str, dict[str, Any]]:
    """By ISO 3166-1 alpha-2: the subdivisions and what each is called, the languages that days are named in, and the
    country's own of them, "" for none."""
    languages = library.list_localized_countries(include_aliases=False)
    return {
        country: {
            "regions": _named(country, sorted(regions)),
            "languages": languages.get(country, []),
            "own": getattr(library, country).default_language or "",
        }
        for country, regions in sorted(library.list_supported_countries(include_aliases=False).items())
    }


def _named(country: str, regions: list[str]) -> dict[str, str]:
    aliases = getattr(library, country).get_subdivision_aliases() if regions else {}
    return {region: (aliases.get(region) or [region])[0] for region in regions}


def _days(country: str, subdivision: str, years: list[int], language: str) -> dict[str, str]:
    found = library.country_holidays(country, subdiv=subdivision or None, years=years, language=language or None)
    return {on.isoformat(): name for on, name in sorted(found.items())}


if __name__ == "__main__":
    sys.stdout.write(answer(sys.argv[1]))
