"""A connection over which nobody says anything may be dead without a word: a firewall forgot it, or the machine at its
other end lost its power. So whoever only listens asks now and then, and gives up when nothing answers."""

import time

ASK_AFTER = 4.0  # seconds in which nothing came
GIVE_UP_AFTER = 4.0  # seconds without an answer: with LISTEN_FOR nine at most until it is noticed
LISTEN_FOR = 1.0  # seconds at a time


class Silent(ConnectionError):
    """Nothing answers any more."""


class Silence:
    """How long nothing came over one connection."""

    def __init__(self) -> None:
        self._heard_at = self._asked_at = time.monotonic()

    def broken(self) -> None:
        """Something came."""
        self._heard_at = time.monotonic()

    def must_ask(self) -> bool:
        """Whether it is time to ask, once for each silence. Raises Silent when what was asked found no answer."""
        now = time.monotonic()
        if self._asked_at > self._heard_at:
            if now - self._asked_at > GIVE_UP_AFTER:
                raise Silent
            return False
        if now - self._heard_at <= ASK_AFTER:
            return False
        self._asked_at = now
        return True
