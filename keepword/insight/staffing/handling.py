"""How long does one answer take? Nobody presses a stopwatch, so it is read from the rhythm of answers. Pure.

Whoever has the next letter before them already, and answers it so many minutes after the last one, took about that
long. A longer gap was a meal, a meeting or the night.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

PAUSE = timedelta(minutes=45)  # a longer gap between two answers was something else
ENOUGH = 30  # gaps: with fewer the middle one is chance


@dataclass(frozen=True, slots=True)
class Answered:
    """Somebody (`agent`, an id) gave an answer `at`, to words that had waited since `since`. `where`: inbox and
    channel."""

    where: tuple[int, str]
    agent: int
    since: datetime
    at: datetime


def gaps(answers: Iterable[Answered]) -> Iterator[tuple[tuple[int, str], int]]:
    """Where, and how many seconds the answer took there. A gap counts where the words waited already when the same
    agent gave the answer before: else the agent may have waited for work. Answers at the same moment were given by one
    press, so they are no rhythm."""
    before: Answered | None = None
    for one in sorted(answers, key=lambda answer: (answer.agent, answer.at)):
        if before and before.agent == one.agent and one.since <= before.at < one.at <= before.at + PAUSE:
            yield one.where, round((one.at - before.at).total_seconds())
        before = one
