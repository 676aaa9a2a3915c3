"""Times as people say them: not 11:23:40 but half past eleven. Always up, and coarser the farther away they are."""

from datetime import datetime, time, timedelta

from keepword.hours.spans import OpeningHours, closing, seconds_between
from keepword.kit.zones import zone_of

MINUTE, HOUR = 60, 3600
# (business seconds up to which, rounded up to multiples of so many seconds of the clock)
GRIDS = (
    (6 * MINUTE, MINUTE),
    (40 * MINUTE, 5 * MINUTE),
    (2 * HOUR, 15 * MINUTE),
    (5 * HOUR, 30 * MINUTE),
    (16 * HOUR, HOUR),
)
NOON = time(12)


def round_up(due: datetime, *, said_at: datetime, hours: OpeningHours) -> datetime:
    """`due` or a little later (UTC), on a round minute, quarter, hour, noon or closing time of the zone of the hours.
    Never past the closing of the span in which it falls: "by 18:00" is said when we close at six."""
    width = seconds_between(hours, said_at, due)
    grid = next((grid for longest, grid in GRIDS if width <= longest), None)
    rounded = _on_grid(due, grid, zone=hours.zone) if grid else _half_day(due, zone=hours.zone)
    closes = closing(hours, due - timedelta(seconds=1))
    return rounded if closes is None or closes < due else min(rounded, closes)


def _on_grid(due: datetime, grid: int, *, zone: str) -> datetime:
    """Offsets of zones are whole minutes, some of them quarters of an hour: the grid is that of the local clock."""
    local = due.astimezone(zone_of(zone))
    past = (local.hour * HOUR + local.minute * MINUTE + local.second) % grid + local.microsecond / 1e6
    return due if past == 0 else due + timedelta(seconds=grid - past)


def _half_day(due: datetime, *, zone: str) -> datetime:
    """Noon or midnight of its day; where we close before midnight, the caller says so instead."""
    local = due.astimezone(zone_of(zone))
    noon = datetime.combine(local.date(), NOON, tzinfo=local.tzinfo)
    midnight = datetime.combine(local.date() + timedelta(days=1), time(), tzinfo=local.tzinfo)
    return (noon if local <= noon else midnight).astimezone(due.tzinfo)
