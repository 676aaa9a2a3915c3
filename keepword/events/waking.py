"""Wake the workers of this process when there is new work. Other processes hear of it through the live hub, and
look by themselves every second besides: a lost wake-up costs a second, never a task."""

import threading


class Bell:
    """Rings for everybody who waits, and counts how often."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._rings = 0

    def ring(self) -> None:
        with self._changed:
            self._rings += 1
            self._changed.notify_all()

    def rings(self) -> int:
        """How often it rang: look at this before looking for work, so that no ring is missed in between."""
        return self._rings

    def wait(self, *, since: int, seconds: float) -> None:
        """Until it rang after `since`, at most `seconds`."""
        with self._changed:
            self._changed.wait_for(lambda: self._rings != since, timeout=seconds)


bell = Bell()
wake = bell.ring
