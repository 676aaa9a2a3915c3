"""Wake the workers who have something to do, and nobody else. A lost wake-up costs a second, never a task: every
worker looks by itself that often besides.
"""

import secrets
import threading
from collections.abc import Mapping
from functools import cache

INSIDE, OUTSIDE = "inside", "outside"  # where a reaction works: in our own database only, or out in the world
PREFIX = "work"


class Bell:
    """Rings for as many of those who wait as there are tasks, and counts how often."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._rings = 0
        self._waiting = 0

    def ring(self, *, tasks: int) -> None:
        with self._changed:
            self._rings += 1
            self._changed.notify(tasks)

    def rings(self) -> int:
        """How often it rang: look at this before looking for work, so that no ring is missed in between."""
        return self._rings

    def wait(self, *, since: int, seconds: float) -> bool:
        """Until it rang after `since`, at most `seconds`. False when it did not."""
        with self._changed:
            self._waiting += 1
            try:
                return self._changed.wait_for(lambda: self._rings != since, timeout=seconds)
            finally:
                self._waiting -= 1

    def waiting(self) -> int:
        """How many wait now."""
        with self._changed:
            return self._waiting


bells: Mapping[str, Bell] = {INSIDE: Bell(), OUTSIDE: Bell()}


def wake(work: Mapping[str, int]) -> None:
    """The workers of this process. `work` says how many tasks there are for each place."""
    for place, tasks in work.items():
        bells[place].ring(tasks=tasks)


def as_texts(work: Mapping[str, int]) -> list[str]:
    """The same for other processes: a word for each place, however many tasks there are."""
    return [f"{PREFIX} {place} {tasks} {_here()}" for place, tasks in work.items()]


def hear(text: str) -> bool:
    """A word of `as_texts`. Our own comes back to us too: those whom it is for are awake already. False when it is
    none."""
    match text.split(" "):
        case [word, place, tasks, where] if word == PREFIX and place in bells and tasks.isdecimal():
            if where != _here():
                wake({place: int(tasks)})
            return True
    return False


@cache
def _here() -> str:
    """This process, told apart from all others."""
    return secrets.token_hex(8)
