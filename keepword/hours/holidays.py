"""Public holidays by country and region: from the library that many countries' people keep."""

import json
import subprocess
import sys
from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from importlib import import_module
from pathlib import Path
from typing import Any

from keepword.kit.languages import code_of

ALMANAC = f"{__package__}.almanac"
PATIENCE = 30  # seconds for what takes a third of one

# Our languages as the library spells them, the nearest first.
_SPELLINGS = {
    "en": ["en_US", "en_GB", "en_CA", "en_AU", "en_IN", "en_SG", "en_HK"],
    "zh-hans": ["zh_CN", "zh_SG", "zh_TW", "zh_HK"],
    "zh-hant": ["zh_TW", "zh_HK", "zh_CN"],
    "pt": ["pt_BR", "pt_PT"],
}


def countries() -> list[str]:
    """The countries whose holidays are known, ISO 3166-1 alpha-2, in order."""
    return list(_atlas())


def subdivisions(country: str) -> dict[str, str]:
    """ISO 3166-2 without the country ("BE" of "DE-BE") in order, and what each is called there. Empty for a country
    that has the same everywhere, and for none that is known."""
    return _atlas()[country]["regions"] if country in _atlas() else {}


def is_known(country: str, subdivision: str) -> bool:
    return country in _atlas() and (not subdivision or subdivision in subdivisions(country))


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
    known = _atlas().get(country, {"languages": [], "own": ""})
    kin = [one for one in known["languages"] if one.partition("_")[0] == code.partition("-")[0]]
    ours = next((one for one in [*_SPELLINGS.get(code, [code]), *kin] if one in known["languages"]), "")
    # Left to itself the library names days in the language of the machine that it runs on.
    return ours or known["own"]


@lru_cache(maxsize=256)
def _between(country: str, subdivision: str, years: tuple[int, ...], spelling: str) -> dict[date, str]:
    found = _asked([country, subdivision, years, spelling])
    return {date.fromisoformat(on): name for on, name in found.items()}


@lru_cache(maxsize=1)
def _atlas() -> dict[str, Any]:
    found: dict[str, Any] = _asked([])
    return found


def _asked(question: list[Any]) -> Any:
    """A process of its own loads the library, answers and ends: a server asks a few times a year, and would keep 12 MB
    for it. A process that has it already is asked itself, and so is one that cannot start another."""
    if ALMANAC not in sys.modules:
        words = [sys.executable, "-P", str(Path(__file__).with_name("almanac.py")), json.dumps(question)]
        try:
            done = subprocess.run(words, capture_output=True, timeout=PATIENCE, check=True)
            return json.loads(done.stdout)
        except (OSError, subprocess.SubprocessError):
            pass
    return json.loads(import_module(ALMANAC).answer(json.dumps(question)))
