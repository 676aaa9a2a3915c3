"""What a made-up service is made of."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from keepword.hours.spans import OpeningHours

DAY = 86_400


@dataclass(frozen=True, slots=True)
class Channel:
    """`a_day`: customers' messages on an average weekday. `handling`: the median seconds that one takes an agent, and
    `spread` the standard deviation of its logarithm. `reply_share`: the part of the handling that is over when the
    answer goes out: all of it for a mail, a moment for a chat. `is_live`: customers come only while it is open.
    `patience`: the median seconds after which a customer needs no answer any more (solved it, or left)."""

    name: str
    a_day: float
    handling: float
    spread: float
    reply_share: float
    rank: int
    is_live: bool
    patience: float


@dataclass(frozen=True, slots=True)
class Public:
    """Customers of one country: their share of all, the language that they write, and when they are awake."""

    zone: str
    language: str
    share: float


@dataclass(frozen=True)
class World:
    """`shifts`: the planned hours of each agent. `absent`: who is missing on which days, known to nobody before.
    `crowds`: how many times the usual number of customers writes on a day. `special`: the days that make this world
    what it is; coverage is also counted on them alone."""

    name: str
    hours: OpeningHours
    begins: datetime
    ends: datetime
    channels: tuple[Channel, ...]
    publics: tuple[Public, ...]
    shifts: tuple[OpeningHours, ...]
    absent: Mapping[int, frozenset[date]] = field(default_factory=dict)
    crowds: Mapping[date, float] = field(default_factory=dict)
    special: frozenset[date] = frozenset()


@dataclass(frozen=True, slots=True)
class Arrival:
    """A customer's message. `at`: seconds since 1970. `handling`: the seconds of an agent that it takes. `leaves_at`:
    when an answer is no longer needed."""

    at: float
    channel: Channel
    priority: int
    language: str
    handling: float
    leaves_at: float
