"""What would have been told to everybody, each with only what was known when they wrote; and whether it held."""

import heapq
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from keepword.hours.spans import OpeningHours, add, seconds_between
from keepword.promises.waits.guessing import guess, situation
from keepword.promises.waits.lengthening import OUTCOMES, stretch
from keepword.promises.waits.lives import Lived, facts
from keepword.promises.waits.remembering import Arrives, Memory
from keepword.promises.waits.rounding import round_up
from keepword.promises.waits.rulers import Ruler


@dataclass(frozen=True, slots=True)
class Told:
    """`width_seconds`: business seconds from the message to the time told. `is_missed` is None when nobody can know:
    it ended without an answer before it was due, or all history ends before."""

    life: Lived
    due_at: datetime
    width_seconds: int
    is_missed: bool | None


@dataclass
class _Outcomes:
    """Of one channel: those to come, by the instant at which they will be known, and those known."""

    to_come: list[tuple[float, bool]] = field(default_factory=list)
    known: deque[bool] = field(default_factory=lambda: deque(maxlen=OUTCOMES))

    stretched: float = 1.0

    def stretched_at(self, at: float) -> float:
        before = len(self.to_come)
        while self.to_come and self.to_come[0][0] <= at:
            self.known.append(heapq.heappop(self.to_come)[1])
        if len(self.to_come) < before:
            self.stretched = stretch(self.known)
        return self.stretched

    def expect(self, told: Told) -> None:
        if told.is_missed is not None:
            known_at = told.due_at.timestamp() if told.is_missed else told.life.ended_at or 0.0
            heapq.heappush(self.to_come, (known_at, told.is_missed))


def replay(
    lives: Sequence[Lived], *, hours: OpeningHours, business: Ruler, staff: Ruler, since: float, until: float
) -> Iterator[Told]:
    """Every wait that began at or after `since`, where there was enough to tell anything. `lives` in any order."""
    memory, outcomes = Memory(business, staff), {life.channel: _Outcomes() for life in lives}
    for fact in facts(lives, zone=hours.zone, until=until):
        if isinstance(fact, Arrives) and fact.at >= since:
            known = outcomes[fact.channel]
            told = _told(fact, lives[fact.key], memory, known.stretched_at(fact.at), hours=hours, until=until)
            if told is not None:
                known.expect(told)
                yield told
        memory.tell(fact)


def _told(
    fact: Arrives, life: Lived, memory: Memory, stretched: float, *, hours: OpeningHours, until: float
) -> Told | None:
    now = situation(
        memory,
        at=fact.at,
        channel=fact.channel,
        priority=fact.priority,
        language=fact.language,
        hour=fact.hour,
        weekday=fact.weekday,
        inbox=fact.inbox,
    )
    found = guess(memory.sample(fact.channel), now)
    said_at = datetime.fromtimestamp(fact.at, UTC)
    due = add(hours, said_at, round(found.seconds * stretched)) if found else None
    if due is None:
        return None
    due = round_up(due, said_at=said_at, hours=hours)
    return Told(life, due, seconds_between(hours, said_at, due), _is_missed(life, due.timestamp(), until=until))


def _is_missed(life: Lived, due: float, *, until: float) -> bool | None:
    if life.ended_at is not None and life.ended_at <= due:
        return False if life.has_reply else None
    return True if due < until else None
