"""How many people must be there at once, so that nobody waits long? Erlang's formulas, pure."""

from collections.abc import Iterator
from itertools import count, islice
from math import exp, isfinite


def share_that_waits(load: float, *, servers: int) -> float:
    """The share (0 to 1) of those who come that find nobody free: Erlang C.

    load: in erlangs, arrivals an hour times hours that each takes. 1.0 where the servers cannot keep up. Nobody hangs
    up, so it errs on the safe side. A. K. Erlang (1917), from his formula for lost calls, see `_lost`. Raises
    ValueError for a negative or endless number.
    """
    if load < 0 or servers < 0 or not isfinite(load):
        raise ValueError(f"a load of {load} on {servers}")
    if load == 0:
        return 0.0
    if servers <= load:
        return 1.0
    return _waiting(load, servers=servers, lost=next(islice(_lost(load), servers - 1, None)))


def share_within(load: float, *, servers: int, handling: float, wait: float) -> float:
    """The share (0 to 1) that waits no longer than `wait`: 1 - C exp(-(N - a) wait / handling); who comes first is
    first. handling, wait: in the same unit. Raises ValueError as `share_that_waits`, and for a negative time."""
    if handling < 0 or wait < 0:
        raise ValueError("time is not negative")
    waiting = share_that_waits(load, servers=servers)
    return _within(load, servers=servers, waiting=waiting, handling=handling, wait=wait)


def servers_needed(load: float, *, handling: float, wait: float, share: float) -> int:
    """The fewest that let at least `share` (0 to 1) wait no longer than `wait`; 0 where nobody comes. Raises
    ValueError as `share_within`, and where the share is all: nobody can promise that."""
    if not 0 <= share < 1 or load < 0 or not isfinite(load) or handling < 0 or wait < 0:
        raise ValueError(f"{share} of a load of {load} within {wait}")
    if load == 0:
        return 0
    for servers, lost in enumerate(_lost(load), start=1):
        waiting = 1.0 if servers <= load else _waiting(load, servers=servers, lost=lost)
        if _within(load, servers=servers, waiting=waiting, handling=handling, wait=wait) >= share:
            return servers
    raise AssertionError("there are always enough servers")


def _lost(load: float) -> Iterator[float]:
    """Erlang B for 1, 2, 3 … servers: B(n) = aB(n-1) / (n + aB(n-1)). Counted up, so that no factorial grows too
    large for a float."""
    lost = 1.0
    for n in count(1):
        lost = load * lost / (n + load * lost)
        yield lost


def _waiting(load: float, *, servers: int, lost: float) -> float:
    return servers * lost / (servers - load * (1 - lost))


def _within(load: float, *, servers: int, waiting: float, handling: float, wait: float) -> float:
    if load == 0:
        return 1.0
    if servers <= load:
        return 0.0
    return 1.0 if handling == 0 else 1.0 - waiting * exp(-(servers - load) * wait / handling)
