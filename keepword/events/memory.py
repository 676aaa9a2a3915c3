"""Which of the last facts this process knows already: a word may reach it by more than one way."""

import threading
from collections.abc import Hashable

REMEMBERED = 4096


class Memory:
    """The last keys that were asked for. Safe for several threads."""

    def __init__(self) -> None:
        self._known: dict[Hashable, None] = {}  # in the order of their coming
        self._lock = threading.Lock()

    def is_new(self, key: Hashable) -> bool:
        """Whether nobody asked for this one before. Now somebody has."""
        with self._lock:
            if key in self._known:
                return False
            self._known[key] = None
            if len(self._known) > REMEMBERED:
                del self._known[next(iter(self._known))]
            return True

    def forget(self, key: Hashable) -> None:
        """As if nobody had asked."""
        with self._lock:
            self._known.pop(key, None)

    def forget_all(self) -> None:
        with self._lock:
            self._known.clear()
