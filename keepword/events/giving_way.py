"""Somebody who waits for a page goes before work that nobody waits for: both share one interpreter."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

PATIENCE = 0.05  # seconds at most, so that a desk that is never idle sends its answers too


class Quiet:
    """Whether anybody is being served."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._served = 0

    @contextmanager
    def serving(self) -> Iterator[None]:
        with self._changed:
            self._served += 1
        try:
            yield
        finally:
            with self._changed:
                self._served -= 1
                if not self._served:
                    self._changed.notify_all()

    def wait(self, *, seconds: float) -> bool:
        """Until nobody is served, at most that long. False when somebody still is."""
        with self._changed:
            return self._changed.wait_for(lambda: not self._served, timeout=seconds)


quiet = Quiet()


def to_pages() -> None:
    """Call this before a stretch of work that can wait a moment."""
    quiet.wait(seconds=PATIENCE)
