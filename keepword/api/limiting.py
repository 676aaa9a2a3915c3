"""How often one token may ask. Generous: it is there for the loop that somebody forgot to end."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(slots=True)
class _Bucket:
    left: float
    at: float


class Limiter:
    """A bucket for each token, of `per_minute` requests, filled evenly. Kept in the memory of this process: several
    processes allow as many times as much."""

    def __init__(self, *, per_minute: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._most = per_minute
        self._clock = clock
        self._buckets: dict[str, _Bucket] = {}
        self._lock = threading.Lock()

    def seconds_to_wait(self, token: str) -> float:
        """0.0 when the token may ask now, and then it has asked."""
        now, a_second = self._clock(), self._most / 60
        with self._lock:
            bucket = self._buckets.setdefault(token, _Bucket(self._most, now))
            bucket.left = min(self._most, bucket.left + (now - bucket.at) * a_second)
            bucket.at = now
            if bucket.left < 1:
                return (1 - bucket.left) / a_second
            bucket.left -= 1
        return 0.0
