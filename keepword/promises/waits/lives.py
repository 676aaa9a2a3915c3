"""Waits as they were lived, told in the order in which they were learnt."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from operator import attrgetter
from zoneinfo import ZoneInfo

from keepword.kit.zones import zone_of
from keepword.promises.waits.remembering import Arrives, Ends


@dataclass(frozen=True, slots=True)
class Lived:
    """A wait, in seconds since 1970. `ended_at` is None while it is open; `has_reply` is False when it ended without
    an answer."""

    started_at: float
    ended_at: float | None
    has_reply: bool
    channel: str
    priority: int
    language: str
    inbox: int = 0


def facts(lives: Iterable[Lived], *, zone: str, until: float) -> list[Arrives | Ends]:
    """What was known before `until`, in order; the number of each wait is its place. Who was answered at an instant
    is no longer ahead of who writes at it."""
    found = sorted(_facts(lives, zone=zone_of(zone), until=until), key=lambda fact: isinstance(fact, Arrives))
    return sorted(found, key=attrgetter("at"))


def _facts(lives: Iterable[Lived], *, zone: ZoneInfo, until: float) -> Iterator[Arrives | Ends]:
    for key, one in enumerate(lives):
        if one.started_at < until:
            local = datetime.fromtimestamp(one.started_at, zone)
            yield Arrives(
                one.started_at, key, one.channel, one.priority, one.language, local.hour, local.weekday(), one.inbox
            )
            if one.ended_at is not None and one.ended_at < until:
                yield Ends(one.ended_at, key, one.has_reply)
