"""The slow truth: business time by looking at the clocks of the zone every few minutes.

Knows nothing of the arithmetic that it judges: it asks zoneinfo what the clocks show, and reads the slots.
"""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from keepword.hours.spans import DAY, OpeningHours, Slot

STEP = timedelta(minutes=5)


def is_open(hours: OpeningHours, at: datetime) -> bool:
    local = at.astimezone(ZoneInfo(hours.zone))
    clock = local.hour * 3600 + local.minute * 60 + local.second
    today, yesterday = local.date(), local.date() - timedelta(days=1)
    return any(slot.start <= clock < slot.end for slot in _slots(hours, today)) or any(
        clock < slot.end - DAY for slot in _slots(hours, yesterday)
    )


def seconds_between(hours: OpeningHours, start: datetime, end: datetime) -> int:
    """For instants and slots on whole steps only."""
    seconds, at = 0, start
    while at < end:
        seconds += is_open(hours, at) * int(STEP.total_seconds())
        at += STEP
    return seconds


def _slots(hours: OpeningHours, on: date) -> tuple[Slot, ...]:
    return hours.exceptions.get(on, hours.week[on.weekday()])
