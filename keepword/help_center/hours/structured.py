"""Opening hours for search engines: schema.org's OpeningHoursSpecification, as JSON-LD."""

from datetime import date, datetime, timedelta
from typing import Any

from keepword.brands.models import Brand
from keepword.hours.spans import DAY, OpeningHours, Slot
from keepword.kit.zones import zone_of

DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
DAYS_AHEAD = 90


def structured(brand: Brand, hours: OpeningHours, *, now: datetime, address: str) -> dict[str, Any]:
    return {
        "@context": "https://schema.org",
        "@type": "ContactPoint",
        "contactType": "customer support",
        "name": brand.name,
        "url": address,
        "hoursAvailable": hours_available(hours, now=now),
    }


def hours_available(hours: OpeningHours, *, now: datetime) -> list[dict[str, Any]]:
    """The week, then exceptional days as schema.org wants them: valid for that day only, closed as 00:00 to 00:00."""
    today = now.astimezone(zone_of(hours.zone)).date()
    week = [
        _specification(slot) | {"dayOfWeek": f"https://schema.org/{DAYS[day]}"}
        for day, slots in enumerate(hours.week)
        for slot in sorted(slots)
    ]
    special = [
        _specification(slot) | _valid(on)
        for on in sorted(hours.exceptions)
        if today <= on <= today + timedelta(days=DAYS_AHEAD)
        for slot in (*sorted(hours.exceptions[on]), *([] if hours.exceptions[on] else [None]))
    ]
    return week + special


def _specification(slot: Slot | None) -> dict[str, Any]:
    opens, closes = (0, 0) if slot is None else (slot.start, slot.end)
    if closes == DAY:
        closes -= 60  # schema.org's own way of saying "until midnight" is 23:59
    return {"@type": "OpeningHoursSpecification", "opens": clock_time(opens), "closes": clock_time(closes)}


def _valid(on: date) -> dict[str, str]:
    return {"validFrom": on.isoformat(), "validThrough": on.isoformat()}


def clock_time(seconds: int) -> str:
    """Seconds of a day as "09:30"; past the day's end, as the clock of the next day shows it."""
    return f"{seconds % DAY // 3600:02}:{seconds % 3600 // 60:02}"
