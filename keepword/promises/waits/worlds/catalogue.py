"""The made-up worlds by name. A seed changes people, customers and days; what makes the world stays."""

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from keepword.hours.spans import OpeningHours, Slot
from keepword.promises.waits.lives import Lived
from keepword.promises.waits.worlds.arriving import arrivals
from keepword.promises.waits.worlds.working import live_through
from keepword.promises.waits.worlds.world import Channel, Public, World

ZONE = "Europe/Madrid"
BEGINS, WEEKS = date(2026, 1, 5), 12  # a Monday; the clocks change on 29 March
HOUR = 3600
MAIL = Channel("email", 85, 8 * 60, 0.7, 1.0, rank=1, is_live=False, patience=9 * 86_400)
FORM = Channel("form", 40, 7 * 60, 0.7, 1.0, rank=1, is_live=False, patience=9 * 86_400)
CHAT = Channel("chat", 75, 7 * 60, 0.6, 0.12, rank=0, is_live=True, patience=3600)
PUBLICS = (
    Public("Europe/Madrid", "es", 0.55),
    Public("America/Sao_Paulo", "pt", 0.2),
    Public("Asia/Seoul", "ko", 0.25),
)
OPEN, SATURDAY = (Slot(9 * HOUR, 19 * HOUR),), (Slot(10 * HOUR, 15 * HOUR),)
# Weekday shifts with their break, and who also comes on Saturday.
SHIFTS = (
    (9, 13, 14, 17),
    (9, 12, 13, 17),
    (10, 14, 15, 19),
    (11, 14, 15, 19),
    (9, 13, 13.5, 17.5),
    (14, 16, 16.5, 19),
)
ON_SATURDAY = (0, 2, 5)


def lived(name: str, *, seed: int) -> tuple[World, list[Lived]]:
    """A world and all its waits, in order. Raises KeyError for a name that is none."""
    chance = random.Random(f"{name} {seed}")  # noqa: S311  a world, not a secret
    world = WORLDS[name](chance)
    return world, live_through(world, arrivals(world, chance=chance), chance=chance)


def _steady(chance: random.Random) -> World:
    return World(
        name="steady",
        hours=OpeningHours(ZONE, (OPEN,) * 5 + (SATURDAY, ())),
        begins=datetime.combine(BEGINS, datetime.min.time(), UTC),
        ends=datetime.combine(BEGINS + timedelta(weeks=WEEKS), datetime.min.time(), UTC),
        channels=(MAIL, FORM, CHAT),
        publics=PUBLICS,
        shifts=tuple(_shift(number) for number in range(len(SHIFTS))),
        absent={number: _days_off(chance) for number in range(len(SHIFTS))},
        crowds={day: chance.lognormvariate(0, 0.12) for day in _days()},
    )


def _monday_rush(chance: random.Random) -> World:
    """Newsletters go out on Sunday evening: on Mondays about twice as many write."""
    world = _steady(chance)
    mondays = {day: chance.uniform(1.7, 2.3) for day in _days() if day.weekday() == 0}
    return replace(world, name="monday_rush", crowds={**world.crowds, **mondays}, special=frozenset(mondays))


def _sale_week(chance: random.Random) -> World:
    """Nine days of sale: 1.8 to 2.6 times as many write, and two of the team work longer."""
    world = _steady(chance)
    first = BEGINS + timedelta(weeks=chance.randrange(6, 9), days=chance.randrange(5))
    sale = {first + timedelta(days=n): chance.uniform(1.8, 2.6) for n in range(9)}
    return replace(world, name="sale_week", crowds={**world.crowds, **sale}, special=frozenset(sale))


def _half_ill(chance: random.Random) -> World:
    """Half the team falls ill over two days, for six to nine days; nobody had planned for it."""
    world = _steady(chance)
    first = BEGINS + timedelta(weeks=chance.randrange(6, 9), days=chance.randrange(5))
    ill, days = chance.sample(range(len(SHIFTS)), len(SHIFTS) // 2), set()
    absent = dict(world.absent)
    for agent in ill:
        begins = first + timedelta(days=chance.randrange(2))
        gone = {begins + timedelta(days=n) for n in range(chance.randrange(6, 10))}
        absent[agent] = absent[agent] | gone
        days |= gone
    return replace(world, name="half_ill", absent=absent, special=frozenset(days))


def _shift(number: int) -> OpeningHours:
    start, pause, back, end = (round(hour * HOUR) for hour in SHIFTS[number])
    week = ((Slot(start, pause), Slot(back, end)),) * 5
    return OpeningHours(ZONE, week + (SATURDAY if number in ON_SATURDAY else (), ()))


def _days() -> list[date]:
    return [BEGINS + timedelta(days=n) for n in range(7 * WEEKS)]


def _days_off(chance: random.Random) -> frozenset[date]:
    """A day now and then: each agent misses one of thirty."""
    return frozenset(day for day in _days() if chance.random() < 1 / 30)


WORLDS: dict[str, Callable[[random.Random], World]] = {
    "steady": _steady,
    "monday_rush": _monday_rush,
    "sale_week": _sale_week,
    "half_ill": _half_ill,
}
