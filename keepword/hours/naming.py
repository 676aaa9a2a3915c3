"""What a day is called."""

from datetime import date

from keepword.hours.holidays import name_on
from keepword.hours.spans import OpeningHours


def occasion(hours: OpeningHours, on: date, *, language: str) -> str:
    """The holiday of a day in the reader's language, or in that of the place when it is not known there; an occasion
    that somebody named is called so. "" for none."""
    ours = hours.occasions.get(on, "")
    if not ours or not hours.region or ours != name_on(hours.region, on, language="en"):
        return ours
    return name_on(hours.region, on, language=language)
