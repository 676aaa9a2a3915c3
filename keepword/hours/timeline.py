"""Opening hours laid out on the line of instants, with running sums: any question about them is a bisection.

Everything here is in whole seconds since 1970 UTC, days are counted from there too.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from threading import Lock

from keepword.hours.offsets import offsets
from keepword.kit.zones import zone_of

DAY = 86_400
THURSDAY = 3  # the weekday of day 0
EPOCH = date(1970, 1, 1).toordinal()
FIRST_YEAR, LAST_YEAR = 2, 9998  # a datetime shows all of these in every zone

Span = tuple[int, int]
Day = tuple[Span, ...]  # slots in seconds of the wall-clock day


@dataclass(frozen=True, slots=True)
class Stretch:
    """The open spans of some whole years (from `lo`, before `hi`), and how many open seconds lie `before` each."""

    lo: int
    hi: int
    starts: list[int]
    ends: list[int]
    before: list[int]

    @property
    def total(self) -> int:
        return self.before[-1] + self.ends[-1] - self.starts[-1] if self.starts else 0

    def seconds_until(self, at: int) -> int:
        """Open seconds from `lo` to `at`."""
        i = bisect_right(self.starts, at) - 1
        if i < 0:
            return 0
        end = self.ends[i]
        return self.before[i] + (at if at < end else end) - self.starts[i]

    def is_open(self, at: int) -> bool:
        i = bisect_right(self.starts, at) - 1
        return i >= 0 and at < self.ends[i]

    def spans(self, first: int, last: int) -> Iterator[Span]:
        for i in range(bisect_right(self.ends, first), bisect_left(self.starts, last)):
            yield max(self.starts[i], first), min(self.ends[i], last)


class Timeline:
    """Opening hours for ever, of which so much is laid out as was asked about.

    Safe among threads: a stretch never changes, a longer one takes its place.
    """

    def __init__(self, zone: str, week: tuple[Day, ...], exceptions: Mapping[int, Day]) -> None:
        self._zone = zone_of(zone)
        self._week = week
        self._exceptions = exceptions
        self._last_exception = _year(max(exceptions) * DAY) if exceptions else FIRST_YEAR
        self._years: dict[int, list[Span]] = {}
        self._growing = Lock()
        self._stretch: Stretch | None = None

    def covering(self, first: int, last: int) -> Stretch:
        """A stretch that holds both instants. Raises ValueError outside of the years 2 to 9998."""
        stretch = self._stretch
        if stretch is not None and stretch.lo <= first and last < stretch.hi:
            return stretch
        return self._grown(_year(first), _year(last))

    def after(self, first: int, seconds: int) -> int | None:
        """See spans.add; `seconds` > 0."""
        stretch = self.covering(first, first)
        while stretch.total < (target := stretch.seconds_until(first) + seconds):
            if not self._can_open_after(stretch):
                return None
            stretch = self._longer(stretch)
        i = bisect_left(stretch.before, target) - 1
        return stretch.starts[i] + target - stretch.before[i]

    def next_open(self, at: int) -> int | None:
        stretch = self.covering(at, at)
        while (i := bisect_right(stretch.ends, at)) == len(stretch.ends):
            if not self._can_open_after(stretch):
                return None
            stretch = self._longer(stretch)
        return max(stretch.starts[i], at)

    def end_of_span(self, at: int) -> int | None:
        """None when closed at that time, and when nothing ends the span: a whole year after the last exception shows
        every week that there is."""
        stretch = self.covering(at, at)
        while (i := bisect_right(stretch.starts, at) - 1) >= 0 and stretch.ends[i] == stretch.hi:
            if _year(stretch.hi) > max(_year(at), self._last_exception) + 1 or _year(stretch.hi) > LAST_YEAR:
                return None
            stretch = self._longer(stretch)
        return stretch.ends[i] if i >= 0 and at < stretch.ends[i] else None

    def _can_open_after(self, stretch: Stretch) -> bool:
        following = _year(stretch.hi)
        return following <= LAST_YEAR and (any(self._week) or following <= self._last_exception + 1)

    def _longer(self, stretch: Stretch) -> Stretch:
        """Twice as long, so that growing far costs little."""
        first, following = _year(stretch.lo), _year(stretch.hi)
        return self._grown(first, min(following + (following - first), LAST_YEAR))

    def _grown(self, first: int, last: int) -> Stretch:
        if first < FIRST_YEAR or last > LAST_YEAR:
            raise ValueError(f"business time is kept for the years {FIRST_YEAR} to {LAST_YEAR}")
        with self._growing:
            if self._stretch is not None:
                first, last = min(first, _year(self._stretch.lo)), max(last, _year(self._stretch.hi) - 1)
            for year in range(first, last + 1):
                if year not in self._years:
                    self._years[year] = _joined(self._spans_of(year))
            self._stretch = _summed(
                _joined(span for year in range(first, last + 1) for span in self._years[year]),
                lo=_start_of(first),
                hi=_start_of(last + 1),
            )
            return self._stretch

    def _spans_of(self, year: int) -> list[Span]:
        spans = []
        for start, end, offset in offsets(self._zone, _start_of(year), _start_of(year + 1)):
            yesterday = (start + offset) // DAY - 1  # its night may reach into today
            today = (end + offset - 1) // DAY
            for day in range(yesterday, today + 1):
                midnight = day * DAY - offset
                for opens, closes in self._slots(day):
                    spans.append((max(midnight + opens, start), min(midnight + closes, end)))
        return sorted(span for span in spans if span[0] < span[1])

    def _slots(self, day: int) -> Day:
        exception = self._exceptions.get(day)
        return self._week[(day + THURSDAY) % 7] if exception is None else exception


def _joined(spans: Iterator[Span] | list[Span]) -> list[Span]:
    """Spans in order of their starts, without the seams between those that overlap or adjoin."""
    joined: list[Span] = []
    for start, end in spans:
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def _summed(spans: list[Span], *, lo: int, hi: int) -> Stretch:
    before, total = [], 0
    for start, end in spans:
        before.append(total)
        total += end - start
    return Stretch(lo, hi, [start for start, _ in spans], [end for _, end in spans], before)


def _year(at: int) -> int:
    return date.fromordinal(at // DAY + EPOCH).year


def _start_of(year: int) -> int:
    return (date(year, 1, 1).toordinal() - EPOCH) * DAY
