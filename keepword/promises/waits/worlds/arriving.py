"""When customers write: a Poisson process whose rate follows the clock of each country, the weekday and the day."""

import math
import random
from collections.abc import Iterator
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from keepword.conversations.models.conversation import PRIORITIES
from keepword.hours.spans import open_spans
from keepword.promises.waits.rulers import ruler_of
from keepword.promises.waits.worlds.world import Arrival, Channel, Public, World

HOUR = 3600
# How much is written in each hour of a customer's own day, and on each day of the week from Monday: shops see a hump
# before noon, a lower one in the evening, and quiet nights.
OF_HOUR = (2, 1, 1, 1, 1, 2, 4, 7, 9, 11, 12, 11, 10, 10, 10, 9, 8, 8, 8, 9, 9, 8, 6, 3)
OF_WEEKDAY = (1.15, 1.05, 1.0, 1.0, 0.95, 0.6, 0.55)
SHARES = {"normal": 0.82, "high": 0.13, "urgent": 0.05}


def arrivals(world: World, *, chance: random.Random) -> list[Arrival]:
    """All customers' messages of the world, in order."""
    found = [one for channel in world.channels for one in _of_channel(world, channel, chance=chance)]
    return sorted(found, key=lambda one: one.at)


def _of_channel(world: World, channel: Channel, *, chance: random.Random) -> Iterator[Arrival]:
    begin, end = world.begins.timestamp(), world.ends.timestamp()
    opened = ruler_of((a.timestamp(), b.timestamp()) for a, b in open_spans(world.hours, world.begins, world.ends))
    at = begin
    while at < end:
        hour_end = at - at % HOUR + HOUR
        rates = [(public, _rate(world, channel, public, at)) for public in world.publics]
        total = sum(rate for _, rate in rates)
        at += chance.expovariate(total)
        if at >= hour_end:  # the rate changes by the hour, and a Poisson process forgets how long it has waited
            at = hour_end
        elif not channel.is_live or opened.between(at, at + 60) > 0:
            public = chance.choices([each for each, _ in rates], weights=[rate for _, rate in rates])[0]
            yield _arrival(channel, public, at=at, chance=chance)


def _rate(world: World, channel: Channel, public: Public, at: float) -> float:
    """Messages a second."""
    local = datetime.fromtimestamp(at, UTC).astimezone(ZoneInfo(public.zone))
    own_day = datetime.fromtimestamp(at, UTC).astimezone(ZoneInfo(world.hours.zone)).date()
    shape = OF_HOUR[local.hour] / sum(OF_HOUR) * OF_WEEKDAY[local.weekday()] * world.crowds.get(own_day, 1.0)
    return channel.a_day * public.share * shape / HOUR


def _arrival(channel: Channel, public: Public, *, at: float, chance: random.Random) -> Arrival:
    priority = PRIORITIES[chance.choices(list(SHARES), weights=list(SHARES.values()))[0]]
    handling = chance.lognormvariate(math.log(channel.handling), channel.spread)
    leaves_at = at + chance.lognormvariate(math.log(channel.patience), 1.0)
    return Arrival(at, channel, priority, public.language, handling, leaves_at)
