"""When a zone's clocks change."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

DAY = 86_400
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_SECOND = timedelta(seconds=1)


def offsets(zone: ZoneInfo, start: int, end: int) -> Iterator[tuple[int, int, int]]:
    """The parts of start..end (seconds since 1970 UTC) with the seconds by which the zone's clocks are ahead of UTC.

    Looks once a day: no zone has ever changed its clocks and changed them back within one.
    """
    since, offset = start, _offset(zone, start)
    for at in range(start, end, DAY):
        until = min(at + DAY, end)
        if _offset(zone, until - 1) != offset:
            change = _change(zone, max(at - 1, start), until - 1)
            yield since, change, offset
            since, offset = change, _offset(zone, change)
    yield since, end, offset


def _change(zone: ZoneInfo, low: int, high: int) -> int:
    """The first second of the new offset, between one that has the old (`low`) and one that has the new (`high`)."""
    old = _offset(zone, low)
    while high - low > 1:
        middle = (low + high) // 2
        if _offset(zone, middle) == old:
            low = middle
        else:
            high = middle
    return high


def _offset(zone: ZoneInfo, at: int) -> int:
    local = (_EPOCH + at * _SECOND).astimezone(zone)
    ahead = local.utcoffset()
    return 0 if ahead is None else ahead // _SECOND
