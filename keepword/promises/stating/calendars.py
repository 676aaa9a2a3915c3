"""The office as far as words need it: when it closes, and how long open time lasts."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from keepword.kit.zones import zone_of

HORIZON = 62  # days; a promise is seldom about more


@dataclass(frozen=True, slots=True)
class Calendar:
    """`spans` gives the open spans (aware) between two instants, in order; `zone` is the office's."""

    zone: str
    spans: Callable[[datetime, datetime], list[tuple[datetime, datetime]]]

    def closing_on(self, day: date) -> datetime:
        """When the office closes on that day; on a day when it is closed, the end of the last day before it."""
        zone = zone_of(self.zone)
        begins = datetime.combine(day, time(0), tzinfo=zone).astimezone(UTC)
        ends = datetime.combine(day + timedelta(days=1), time(0), tzinfo=zone).astimezone(UTC)
        spans = self.spans(begins, ends) or self.spans(begins - timedelta(days=7), begins)
        return spans[-1][1] if spans else ends

    def closing_after(self, at: datetime, *, days: int) -> datetime | None:
        """The close of the last of so many open days, not counting the day of `at`. None when they do not come."""
        zone = zone_of(self.zone)
        closings: dict[date, datetime] = {}
        for begins, ends in self.spans(at, at + timedelta(days=HORIZON)):
            day = begins.astimezone(zone).date()
            if day > at.astimezone(zone).date():
                closings[day] = ends
        ordered = list(closings.values())
        return ordered[days - 1] if 0 < days <= len(ordered) else None

    def add(self, at: datetime, seconds: int) -> datetime | None:
        """So much open time from `at`, ending at closing time when it fits exactly. None when it does not come."""
        for begins, ends in self.spans(at, at + timedelta(days=HORIZON)):
            here = int((ends - begins).total_seconds())
            if seconds <= here:
                return begins + timedelta(seconds=seconds)
            seconds -= here
        return None


def office(zone: str) -> Calendar:
    """Monday to Friday, nine to six: what people mean who never said."""
    return Calendar(zone, lambda start, end: _weekdays(zone_of(zone), start, end))


def _weekdays(zone: ZoneInfo, start: datetime, end: datetime) -> list[tuple[datetime, datetime]]:
    found = []
    day = start.astimezone(zone).date()
    while day <= end.astimezone(zone).date():
        opens = datetime.combine(day, time(9), tzinfo=zone).astimezone(UTC)
        closes = datetime.combine(day, time(18), tzinfo=zone).astimezone(UTC)
        if day.weekday() < 5 and closes > start and opens < end:
            found.append((max(opens, start), min(closes, end)))
        day += timedelta(days=1)
    return found
