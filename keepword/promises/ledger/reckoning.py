"""Which words did what was promised: those that left the house, since they were written or since they left. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from keepword.conversations.models.message import said_at


@dataclass(frozen=True, slots=True)
class Words:
    """An answer by a person that did not fail. `written_at` is when they pressed "Send", or "Send again"; `left_at`
    None while it lies here."""

    message: int
    written_at: datetime
    left_at: datetime | None


@dataclass(frozen=True, slots=True)
class Reckoned:
    """`message` did it at `done_at`. `waiting` was written at `written_at`, before that, and would have been the first
    had it left. None: there is none."""

    message: int | None = None
    done_at: datetime | None = None
    waiting: int | None = None
    written_at: datetime | None = None


def reckon(answers: Iterable[Words]) -> Reckoned:
    """Done by the earliest that left, by the instant that counts. The same in whatever order one hears of them."""
    found = list(answers)
    left = [(said_at(written_at=one.written_at, left_at=one.left_at), one.message) for one in found if one.left_at]
    at, message = min(left, default=(None, None))
    here = [(one.written_at, one.message) for one in found if one.left_at is None]
    written_at, waiting = min((one for one in here if at is None or one[0] < at), default=(None, None))
    return Reckoned(message, at, waiting, written_at)
