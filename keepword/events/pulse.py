"""Signs of life of the threads of this process, so that somebody can ask whether they still work."""

import threading
import time

_beats: dict[tuple[str, int], float] = {}


def beat(name: str) -> None:
    """This thread is alive, now. Several threads may do the same work under one name."""
    _beats[name, threading.get_ident()] = time.monotonic()


def end(name: str) -> None:
    """This thread ends because it was told to."""
    _beats.pop((name, threading.get_ident()), None)


def seconds_of_silence() -> dict[str, float]:
    """For each name that works in this process, how long its most silent thread has been; empty when the work is
    done by another process."""
    now = time.monotonic()
    silent: dict[str, float] = {}
    for (name, _thread), at in list(_beats.items()):
        silent[name] = max(silent.get(name, 0.0), now - at)
    return silent
