"""How long will somebody wait who writes now? Pure: from what is remembered, the queue and the hour.

Each past wait is compared with what the queue promised when it began (its *turn*), so that a quiet day and a swamped
one teach the same thing: how much longer than one's turn it takes. Of those, waits that began in a similar situation
count most. The quantile is that of Kaplan and Meier, so waits that are still open count as being at least so long.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import log

from keepword.promises.waits.remembering import Memory, Past
from keepword.promises.waits.survival import Seen, quantile

SHARE = 0.95  # aimed at, so that the ninety of a hundred that are promised hold in bad weeks too
USUAL = 0.5
FEWEST = 8  # answered waits; fewer say nothing
ENOUGH = 30.0  # waits (in weight) that a group needs before it speaks for itself
NEAR = 0.4  # how far apart two situations are (as logarithm of their turns) when one counts half for the other
FADES = 28 * 10 * 3600.0  # business seconds after which a wait counts half: about four weeks of full days
BEYOND = 1.25  # times the longest of those in a similar situation, when even all waits together do not tell
ODD = 0.002  # of all weight: the longest so many are no measure, for their situations have nothing to do with this one
SHORTEST = 30.0  # seconds: nothing is answered sooner than it can be read


@dataclass(frozen=True, slots=True)
class Situation:
    """Who writes now. `reading`: the business ruler now; `turn`: what the queue promises, in business seconds,
    None where nothing is known of its pace: then all past waits are compared as they are."""

    reading: float
    turn: float | None
    channel: str
    priority: int
    language: str
    hour: int
    weekday: int
    inbox: int = 0


@dataclass(frozen=True, slots=True)
class Guess:
    """Business seconds: within `seconds` with great certainty, within `usual_seconds` as often as not. `n` waits of
    the group said so."""

    seconds: float
    usual_seconds: float
    n: int
    group: str


# From the narrowest to the widest: the first that holds enough speaks.
GROUPS = ("hour of the week", "hour", "kind", "inbox", "channel")


def situation(
    memory: Memory, *, at: float, channel: str, priority: int, language: str, hour: int, weekday: int, inbox: int = 0
) -> Situation:
    turn = memory.tally.turn(at=at, line=(inbox, channel), priority=priority)
    return Situation(memory.business.read(at), turn, channel, priority, language, hour, weekday, inbox)


def guess(pasts: Sequence[Past], now: Situation) -> Guess | None:
    """None when fewer than `FEWEST` were answered."""
    floor = _floor(pasts)
    if floor is None:
        return None
    by_group: list[list[Seen]] = [[] for _ in GROUPS]
    for past in pasts:
        by_group[_narrowest(past, now)].append(_seen(past, now, floor=floor))
    seen: list[Seen] = []
    for name, more in zip(GROUPS, by_group, strict=True):
        seen += more
        if _effective(seen) >= ENOUGH and (ratio := quantile(seen, share=SHARE)) is not None:
            return _guess(seen, now, ratio=ratio, floor=floor, group=name)
    ratio = quantile(seen, share=SHARE) or BEYOND * _longest(seen)
    return _guess(seen, now, ratio=ratio, floor=floor, group="few")


def _longest(seen: Sequence[Seen]) -> float:
    """Also of those who still wait; but for the odd ones: who wrote to an empty queue and was forgotten has waited a
    thousand times their turn, and such a number says nothing of a queue that is long."""
    beyond = ODD * sum(one.weight for one in seen)
    for one in sorted(seen, reverse=True):
        beyond -= one.weight
        if beyond < 0:
            return one.value
    raise ValueError("nothing was seen")


def _guess(seen: list[Seen], now: Situation, *, ratio: float, floor: float, group: str) -> Guess:
    usual = quantile(seen, share=USUAL) or ratio
    scale = (now.turn or 0.0) + floor
    return Guess(max(SHORTEST, ratio * scale - floor), max(SHORTEST, usual * scale - floor), len(seen), group)


def _floor(pasts: Sequence[Past]) -> float | None:
    """A quarter of the usual wait: below it, differences between turns say nothing (an empty queue is answered no
    faster than an almost empty one)."""
    ended = sorted(past.ended - past.began for past in pasts if past.has_reply and past.ended is not None)
    return max(SHORTEST, ended[len(ended) // 2] / 4) if len(ended) >= FEWEST else None


def _seen(past: Past, now: Situation, *, floor: float) -> Seen:
    """How many times its turn the wait took, weighed by how alike the situations are and how long ago it was."""
    end = now.reading if past.ended is None else past.ended
    turn, own_turn = (0.0, 0.0) if now.turn is None else (past.turn or 0.0, now.turn)
    apart = log((turn + floor) / (own_turn + floor)) / NEAR
    weight = 1 / (1 + apart * apart * apart * apart)
    weight /= 1 + (now.reading - past.began) / FADES
    if past.priority != now.priority:
        weight *= 0.1
    if past.language != now.language:
        weight *= 0.7
    return Seen((end - past.began + floor) / (turn + floor), not past.has_reply, weight)


def _effective(seen: list[Seen]) -> float:
    """The number of equal waits that would say as much (Kish, "Survey Sampling", 1965)."""
    whole = sum(one.weight for one in seen)
    return whole * whole / sum(one.weight * one.weight for one in seen) if seen else 0.0


def _narrowest(past: Past, now: Situation) -> int:
    """The place in `GROUPS` of the narrowest that holds the wait; all wider ones hold it too."""
    if past.inbox != now.inbox:
        return 4
    if past.priority != now.priority:
        return 3
    apart = abs(past.hour - now.hour)
    if apart > 1 and apart != 23:
        return 2
    return 0 if apart == 0 and past.weekday == now.weekday else 1
