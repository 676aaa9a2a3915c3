"""Time zones by their names, and which instant is meant by what a clock on a wall there shows."""

import zoneinfo
from datetime import UTC, datetime, tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo

from django.utils.dateparse import parse_datetime

FIRST_YEAR, LAST_YEAR = 2, 9998  # every zone has an instant for their days


def zone_of(name: str) -> ZoneInfo:
    """UTC for a name that is none: what browsers and contacts bring is not ours to trust, and a name that was good
    when it was chosen is taken out of a system's tables some day ("US/Pacific")."""
    try:
        return ZoneInfo(name)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
        return ZoneInfo("UTC")


def is_zone(name: str) -> bool:
    """Whether a clock goes by that name here, today."""
    return name in _names()


@lru_cache(maxsize=1)
def _names() -> frozenset[str]:
    """To ask the system each time is to walk through all its files."""
    return frozenset(zoneinfo.available_timezones())


def shown_on(typed: datetime, *, zone: tzinfo, now: datetime) -> datetime:
    """The instant (aware UTC) at which clocks there show what was typed (naive).

    A time that the clocks skip is as much later as they leap. Of one that they show twice the first, unless `now`
    lies between the two: whoever types it then means the one that is still to come.
    """
    first, second = (typed.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1))
    return second if first <= now < second else first


def moment_in(text: str, *, zone: tzinfo, now: datetime) -> datetime | None:
    """The instant (aware UTC) of a text in ISO 8601, with an offset or as a clock in `zone` shows it. None for what is
    none, and for years that lie outside of those that every zone has."""
    try:
        found = parse_datetime(text.strip())
    except ValueError:
        return None
    if found is None or not FIRST_YEAR <= found.year <= LAST_YEAR:
        return None
    return shown_on(found, zone=zone, now=now) if found.tzinfo is None else found.astimezone(UTC)
