"""The hours of a day as a person types them: "9-12, 13:30-18", "22–6", "9am-5pm", "24h", or nothing for closed."""

import re

from keepword.hours.calendar import DAY_MINUTES, MOST_SLOTS, Minutes

_TIME = r"(\d{1,2})(?:[:.h：](\d{2}))?\s*(am|pm)?"
_SLOT = re.compile(rf"{_TIME}\s*[-–—~〜～至]\s*{_TIME}", re.IGNORECASE)
_ALL_DAY = {"24h", "24 h", "24/7", "0-24", "always"}


class NotSlots(ValueError):
    """The part that is not understood."""


def typed(text: str) -> tuple[Minutes, ...]:
    """In order. An end that is not after its start is on the next day. Raises NotSlots."""
    plain = text.strip().lower()
    if plain in _ALL_DAY:
        return ((0, DAY_MINUTES),)
    parts = [part.strip() for part in re.split(r"[,;、，/\n]| and ", plain) if part.strip()]
    if len(parts) > MOST_SLOTS:
        raise NotSlots(text)
    return tuple(sorted(_slot(part) for part in parts))


def shown(slots: tuple[Minutes, ...]) -> str:
    """As it can be typed again: "09:00–12:00, 13:00–17:00"."""
    return ", ".join(f"{_clock(start)}–{_clock(end)}" for start, end in slots)


def _slot(part: str) -> Minutes:
    found = _SLOT.fullmatch(part)
    if found is None:
        raise NotSlots(part)
    start = _minutes(found[1], found[2], found[3], part=part)
    end = _minutes(found[4], found[5], found[6], part=part)
    if start == DAY_MINUTES:
        raise NotSlots(part)
    return start, end if end > start else end + DAY_MINUTES


def _minutes(hour: str, minute: str | None, half: str | None, *, part: str) -> int:
    hours = int(hour)
    if half:
        hours = hours % 12 + (12 if half == "pm" else 0) if 1 <= hours <= 12 else 99
    total = hours * 60 + int(minute or 0)
    if int(minute or 0) > 59 or total > DAY_MINUTES:
        raise NotSlots(part)
    return total


def _clock(minutes: int) -> str:
    """The end of a whole day is 24:00, a later one is shown as the next morning's clock shows it."""
    if minutes > DAY_MINUTES:
        minutes -= DAY_MINUTES
    return f"{minutes // 60:02}:{minutes % 60:02}"
