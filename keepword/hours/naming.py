"""What a day is called."""

from datetime import date

from keepword.hours.holidays import name_on
from keepword.hours.spans import OpeningHours


def occasion(hours: OpeningHours, on: date, *, language: str) -> str:
    """The holiday or occasion of a day in the reader's language, in ours when it is not known there, "" for none."""
    ours = hours.occasions.get(on, "")
    if not ours or not hours.region:
        return ours
    return name_on(hours.region, on, language=language) or ours
