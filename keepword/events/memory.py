"""Which of the last facts this process knows already: a word may reach it by more than one way."""

import threading

REMEMBERED = 4096


class Memory:
    """The last ids that were asked for. Safe for several threads."""

    def __init__(self) -> None:
        self._known: dict[int, None] = {}  # in the order of their coming
        self._lock = threading.Lock()

    def is_new(self, event_id: int) -> bool:
        """Whether nobody asked for this id before. Now somebody has."""
        with self._lock:
            if event_id in self._known:
                return False
            self._known[event_id] = None
            if len(self._known) > REMEMBERED:
                del self._known[next(iter(self._known))]
            return True
