"""What screens were told lately, so that whoever comes, or comes back, hears what they missed and nothing else.

A page notes how far the telling was before it read anything. When its stream opens a moment later, it hears of what
was told since; only one whose note is too old, or of another process, has to look again at everything.
"""

import secrets
import threading
from collections import deque
from typing import Generic, TypeVar

KEPT = 1000
Word = TypeVar("Word")


class Recent(Generic[Word]):
    """The last words in their order. Safe for several threads. `here` tells this process from all others."""

    def __init__(self, *, here: str = "") -> None:
        self._here = here or secrets.token_hex(4)
        self._words: deque[Word] = deque(maxlen=KEPT)
        self._count = 0
        self._lock = threading.Lock()

    def keep(self, word: Word) -> int:
        """Its number: how many there are now."""
        with self._lock:
            self._words.append(word)
            self._count += 1
            return self._count

    def mark(self, number: int | None = None) -> str:
        """A note of this number, or of how far it is now."""
        return f"{self._here}-{self._count if number is None else number}"

    def since(self, mark: str) -> list[Word] | None:
        """What was kept after this note was made. None when that is not known any more, or never was."""
        here, _, number = mark.rpartition("-")
        if here != self._here or not (number.isascii() and number.isdecimal()) or len(number) > 18:
            return None
        with self._lock:
            missed = self._count - int(number)
            if not 0 <= missed <= len(self._words):
                return None
            return list(self._words)[len(self._words) - missed :]
