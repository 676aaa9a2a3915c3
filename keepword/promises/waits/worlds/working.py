"""How a team works through what arrives: people come and go, take the next one, and answer.

A simulation of events (a customer writes, an agent is free or comes), with the untidy order of real desks: live talks
first, then what is urgent, then mostly the oldest, and sometimes one that looks easy.
"""

import heapq
import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from keepword.hours.spans import open_spans
from keepword.promises.waits.lives import Lived
from keepword.promises.waits.worlds.world import Arrival, World

OUT_OF_TURN = 0.15  # the share of takings that are not the oldest of their rank
WITHIN = 15  # and how far back these reach


@dataclass(frozen=True, slots=True)
class _Agent:
    """`speed` divides the time that a message takes."""

    spans: list[tuple[float, float]]
    speed: float

    def is_on_duty(self, at: float) -> bool:
        return any(start <= at < end for start, end in self.spans)


@dataclass
class _Desk:
    """`waiting` by rank (smaller first), in order of arrival. `events` are (instant, number, arrival or agent)."""

    chance: random.Random
    waiting: dict[tuple[int, int], list[Arrival]] = field(default_factory=dict)
    busy: set[int] = field(default_factory=set)
    idle: set[int] = field(default_factory=set)
    events: list[tuple[float, int, Arrival | int]] = field(default_factory=list)

    def expect(self, at: float, what: Arrival | int) -> None:
        heapq.heappush(self.events, (at, len(self.events) + self.chance.getrandbits(40), what))

    def take(self, at: float) -> Arrival | None:
        """The next to be answered; those who need no answer any more are dropped."""
        for rank in sorted(self.waiting):
            line = self.waiting[rank]
            while line:
                is_oldest = self.chance.random() >= OUT_OF_TURN
                arrival = line.pop(0 if is_oldest else self.chance.randrange(min(WITHIN, len(line))))
                if arrival.leaves_at > at:
                    return arrival
        return None


def live_through(world: World, arrivals: list[Arrival], *, chance: random.Random) -> list[Lived]:
    """The waits of all arrivals, in their order."""
    agents = _agents(world, chance=chance)
    desk, until = _Desk(chance), world.ends.timestamp()
    for arrival in arrivals:
        desk.expect(arrival.at, arrival)
    for number, agent in enumerate(agents):
        for start, _ in agent.spans:
            desk.expect(start, number)
    answered = dict(_work(desk, agents, until=until))
    return [_lived(arrival, answered.get(id(arrival)), until=until) for arrival in arrivals]


def _agents(world: World, *, chance: random.Random) -> list[_Agent]:
    zone, found = ZoneInfo(world.hours.zone), []
    for number, shift in enumerate(world.shifts):
        gone = world.absent.get(number, frozenset())
        spans = [(a.timestamp(), b.timestamp()) for a, b in open_spans(shift, world.begins, world.ends)]
        there = [span for span in spans if datetime.fromtimestamp(span[0], UTC).astimezone(zone).date() not in gone]
        found.append(_Agent(there, chance.uniform(0.85, 1.2)))
    return found


def _work(desk: _Desk, agents: list[_Agent], *, until: float) -> Iterator[tuple[int, float]]:
    """The instant of the answer for each arrival that got one, by the arrival's identity."""
    ends: dict[int, float] = {}
    while desk.events:
        at, _, what = heapq.heappop(desk.events)
        if at >= until:
            return
        if isinstance(what, Arrival):
            desk.waiting.setdefault((what.channel.rank, -what.priority), []).append(what)
        elif ends.get(what, 0.0) <= at:  # who comes from a break may still be busy with what began before it
            desk.idle.add(what)
        for number in sorted(desk.idle):
            if not agents[number].is_on_duty(at):
                desk.idle.discard(number)
            elif arrival := desk.take(at):
                desk.idle.discard(number)
                taken = arrival.handling / agents[number].speed
                ends[number] = at + taken
                desk.expect(at + taken, number)
                yield id(arrival), at + taken * arrival.channel.reply_share


def _lived(arrival: Arrival, answered_at: float | None, *, until: float) -> Lived:
    """Customers leave only where nobody has begun to answer."""
    ended_at, has_reply = answered_at, answered_at is not None
    if answered_at is None and arrival.leaves_at < until:
        ended_at = arrival.leaves_at
    if ended_at is not None and ended_at >= until:
        ended_at, has_reply = None, False
    return Lived(arrival.at, ended_at, has_reply, arrival.channel.name, arrival.priority, arrival.language)
