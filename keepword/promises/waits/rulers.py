"""A ruler along time that grows only while something counts: opening hours, or the people on duty.

Reading it at two instants and subtracting gives the business seconds (or the seconds of staff) between them; thousands
of times a second, where walking the calendar each time would be too slow. Instants are seconds since 1970.
"""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Ruler:
    """Piecewise linear, never falling: at `instants[i]` it reads `readings[i]`. Level before the first and after the
    last."""

    instants: tuple[float, ...]
    readings: tuple[float, ...]

    def read(self, at: float) -> float:
        place = bisect_right(self.instants, at)
        if place == 0:
            return self.readings[0] if self.readings else 0.0
        if place == len(self.instants):
            return self.readings[-1]
        begin, end = self.instants[place - 1], self.instants[place]
        low, high = self.readings[place - 1], self.readings[place]
        return low + (high - low) * (at - begin) / (end - begin)

    def between(self, start: float, end: float) -> float:
        """0 when end is not after start."""
        return max(0.0, self.read(end) - self.read(start))

    def when(self, reading: float) -> float | None:
        """The first instant that reads so much; None when it is never reached."""
        if not self.readings or reading > self.readings[-1]:
            return None
        low, high = 0, len(self.readings)
        while low < high:
            middle = (low + high) // 2
            low, high = (middle + 1, high) if self.readings[middle] < reading else (low, middle)
        if low == 0:
            return self.instants[0]
        before, after = self.readings[low - 1], self.readings[low]
        begin, end = self.instants[low - 1], self.instants[low]
        return begin + (end - begin) * (reading - before) / (after - before)


def ruler_of(spans: Iterable[tuple[float, float]]) -> Ruler:
    """Spans may overlap: while two people are there, it grows twice as fast."""
    changes: dict[float, int] = {}
    for start, end in spans:
        changes[start] = changes.get(start, 0) + 1
        changes[end] = changes.get(end, 0) - 1
    instants, readings = sorted(changes), []
    reading, slope, before = 0.0, 0, 0.0
    for instant in instants:
        reading += slope * (instant - before)
        readings.append(reading)
        slope += changes[instant]
        before = instant
    return Ruler(tuple(instants), tuple(readings))
