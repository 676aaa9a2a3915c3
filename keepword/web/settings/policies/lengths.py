"""Lengths of time as people write them in a small field: "4h", "30 min", "1d 12h"."""

import re

UNITS = {"d": 86_400, "h": 3600, "m": 60}
LONGEST = 366 * 86_400
_PART = re.compile(r"(\d{1,5})\s*(d|h|m)[a-z]*\.?", re.IGNORECASE)


class NoLength(ValueError):
    """Words that are no length of time."""


def read(text: str) -> int | None:
    """Seconds; None for nothing. A bare number is hours. Raises NoLength."""
    words = text.strip()
    if not words:
        return None
    if words.isdecimal():
        words += "h"
    if _PART.sub("", words).strip(" ,"):
        raise NoLength(text)
    seconds = sum(int(count) * UNITS[unit.lower()] for count, unit in _PART.findall(words))
    if not 0 < seconds <= LONGEST:
        raise NoLength(text)
    return seconds


def write(seconds: int | None) -> str:
    """As `read` reads it: "36h 30m"; never in days, because a working day is not of 24 hours."""
    if not seconds:
        return ""
    hours, rest = divmod(seconds, UNITS["h"])
    parts = [(hours, "h"), (rest // 60, "m")]
    return " ".join(f"{count}{unit}" for count, unit in parts if count)
