"""How good were the published waits? Coverage, width, and the width that an oracle with hindsight would have needed.

The oracle knows all waits of its channel and priority, those before and those after; it does not know which customer
will be lucky. For each customer it says the shortest time within which nine of ten of the fifty who wrote around that
moment (in its channel, with its priority) were answered. So it knows beforehand of every rush and every illness.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from math import ceil
from statistics import median

from keepword.hours.spans import OpeningHours, seconds_between
from keepword.promises.waits.lives import Lived
from keepword.promises.waits.replaying import Told

AROUND = 50
PROMISED = 0.9


@dataclass(frozen=True, slots=True)
class Score:
    """`n`: published waits of which it is known whether they held. `coverage`: the share that did. The widths are
    medians in business seconds, `ratio` is `width_seconds` over that of the oracle. `special`: coverage on the days
    that make a made-up world what it is (arrivals on them), None without such days."""

    channel: str
    n: int
    coverage: float
    width_seconds: int
    oracle_width_seconds: int
    ratio: float
    special: float | None = None


def scores(told: Sequence[Told], *, oracle: Mapping[Lived, int], is_special: Sequence[bool] = ()) -> list[Score]:
    """By channel, in alphabetical order. `is_special` for each of `told`, or nothing."""
    flags = is_special or [False] * len(told)
    rows = [(one, flag) for one, flag in zip(told, flags, strict=True) if one.is_missed is not None]
    channels = sorted({one.life.channel for one, _ in rows})
    return [_score(channel, [row for row in rows if row[0].life.channel == channel], oracle) for channel in channels]


def _score(channel: str, rows: Sequence[tuple[Told, bool]], oracle: Mapping[Lived, int]) -> Score:
    width = round(median(one.width_seconds for one, _ in rows))
    needed = round(median(oracle[one.life] for one, _ in rows if one.life in oracle) if oracle else 0)
    special = [one for one, flag in rows if flag]
    return Score(
        channel,
        len(rows),
        _held(one for one, _ in rows),
        width,
        needed,
        width / needed if needed else 0.0,
        _held(special) if special else None,
    )


def _held(told: Iterable[Told]) -> float:
    outcomes = [not one.is_missed for one in told]
    return sum(outcomes) / len(outcomes)


def oracle_of(lives: Iterable[Lived], *, hours: OpeningHours) -> dict[Lived, int]:
    """What the oracle says to each who was answered, in business seconds."""
    alike: dict[tuple[int, str, int], list[Lived]] = {}
    for life in lives:
        if life.has_reply:
            alike.setdefault((life.inbox, life.channel, life.priority), []).append(life)
    found: dict[Lived, int] = {}
    for group in alike.values():
        waits = [_length(life, hours=hours) for life in group]
        for place, life in enumerate(group):
            begin = max(0, min(place - AROUND // 2, len(waits) - AROUND))
            around = sorted(waits[begin : begin + AROUND])
            found[life] = around[ceil(PROMISED * len(around)) - 1]
    return found


def _length(life: Lived, *, hours: OpeningHours) -> int:
    start, end = (datetime.fromtimestamp(at, UTC) for at in (life.started_at, life.ended_at or life.started_at))
    return seconds_between(hours, start, end)
