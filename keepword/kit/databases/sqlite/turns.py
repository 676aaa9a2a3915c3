"""Who writes next: first come, first served, and woken at once.

SQLite itself lets a writer who finds another one at it sleep and look again, a little longer each time; whoever comes
at the right moment goes first. Between processes that is all there is. Between the threads of one process, waiting in
a line is quicker and fair.
"""

import threading
from collections import deque

LONGEST = 2.0  # seconds in the line; after that SQLite's own patience counts


class Turns:
    """One for each database of this process."""

    def __init__(self) -> None:
        self._mutex = threading.Lock()
        self._line: deque[threading.Lock] = deque()
        self._is_taken = False

    def take(self, *, seconds: float = LONGEST) -> bool:
        """Wait for one's turn. False when it did not come in time."""
        gate = threading.Lock()
        with self._mutex:
            if not self._is_taken:
                self._is_taken = True
                return True
            gate.acquire()
            self._line.append(gate)
        if gate.acquire(timeout=seconds):
            return True
        with self._mutex:
            if gate not in self._line:  # it came at this very moment
                return True
            self._line.remove(gate)
        return False

    def seize(self) -> None:
        """The database let us in although somebody never said that they had finished: the turn is ours."""
        with self._mutex:
            self._is_taken = True

    def finish(self) -> None:
        """The next one is handed the turn; nobody can slip in between."""
        with self._mutex:
            if self._line:
                self._line.popleft().release()
            else:
                self._is_taken = False
