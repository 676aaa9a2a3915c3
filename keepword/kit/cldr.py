"""What Unicode's tables (CLDR) say of each language and we never say, left out as they are read.

Babel keeps all of a language and of those that it is derived from: 1.7 MB for British English. Three fifths of that
are how to say feet, kilowatts and billions, and the names of zones that no city has. Beside them it keeps 2.2 MB for
all: which languages each country speaks, what it ever paid with, and in which script seven thousand languages are
written of which it knows no word.
"""

from collections.abc import Callable
from typing import Any

from babel import core, localedata

NEVER_ASKED = ("territory_currencies", "territory_languages")
NEVER_SAID = (
    "compact_currency_formats",
    "compact_decimal_formats",
    "compound_unit_patterns",
    "currency_names_plural",
    "interval_formats",
    "meta_zones",
    "unit_display_names",
)
LENGTHS = "duration-"  # of all units we say hours and days


def leave_out_what_is_never_said() -> None:
    """From here on, for every language that is read. Once is enough."""
    read = localedata.load
    if not hasattr(read, "read_by"):
        localedata.load = _thin(read)
        core.get_global("cldr")  # reads the tables for all
        tables: dict[str, Any] = core._global_data  # type: ignore[assignment]  # not public: the tests see it is there
        for key in NEVER_ASKED:
            tables.pop(key, None)
        tables["likely_subtags"] = _of_known_languages(tables["likely_subtags"])


def _of_known_languages(likely: dict[str, str]) -> dict[str, str]:
    """The likeliest script and country of those languages of which there is any word."""
    known = {name.partition("_")[0] for name in localedata.locale_identifiers()}
    return {tag: fuller for tag, fuller in likely.items() if fuller.partition("_")[0] in known}


def _thin(read: Callable[..., Any]) -> Callable[..., Any]:
    def load(*arguments: Any, **named: Any) -> Any:
        found = read(*arguments, **named)
        for key in NEVER_SAID:
            if found.get(key):
                found[key] = {}  # Babel looks into some of them whatever it is asked
        units = found.get("unit_patterns")
        if units and not all(name.startswith(LENGTHS) for name in units):
            found["unit_patterns"] = {name: said for name, said in units.items() if name.startswith(LENGTHS)}
        return found

    load.read_by = read  # type: ignore[attr-defined]
    return load
