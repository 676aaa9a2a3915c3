"""Whose turn is it when? The queue ahead of somebody, over what the people on duty get done.

Only what happened before is used, so the same tally tells the wait of somebody who writes now and what would have been
told to everybody before.
"""

from dataclasses import dataclass, field

from keepword.promises.waits.rulers import Ruler

REMEMBERED = 0.5 ** (1 / 60)  # what one answer leaves of the weight of those before: half after sixty
FEWEST = 5.0  # answers before their pace says anything


Line = tuple[int, str]  # an inbox and a channel


@dataclass(slots=True)
class _Queue:
    """`waiting` counts by priority. `worked`: seconds of staff while somebody waited, and
    `answered` the answers given meanwhile, both fading; their quotient is the pace of a team that has work."""

    waiting: dict[int, int] = field(default_factory=dict)
    worked: float = 0.0
    answered: float = 0.0
    counted_to: float | None = None

    def count(self, reading: float) -> None:
        if self.counted_to is not None and any(self.waiting.values()):
            self.worked += max(0.0, reading - self.counted_to)
        self.counted_to = reading


@dataclass
class Tally:
    """`business` grows with the opening hours, `staff` with the people on duty; both in seconds."""

    business: Ruler
    staff: Ruler
    lines: dict[Line, _Queue] = field(default_factory=dict)

    def arrived(self, *, at: float, line: Line, priority: int) -> None:
        queue = self._counted(at, line)
        queue.waiting[priority] = queue.waiting.get(priority, 0) + 1

    def ended(self, *, at: float, line: Line, priority: int, has_reply: bool) -> None:
        queue = self._counted(at, line)
        queue.waiting[priority] = max(0, queue.waiting.get(priority, 0) - 1)
        if has_reply:
            queue.worked *= REMEMBERED
            queue.answered = (queue.answered + 1) * REMEMBERED

    def ahead(self, *, line: Line, priority: int) -> int:
        """How many wait whose turn is before that of somebody who comes now."""
        queue = self.lines.get(line)
        return sum(count for other, count in queue.waiting.items() if other >= priority) if queue else 0

    def turn(self, *, at: float, line: Line, priority: int) -> float | None:
        """Business seconds until those ahead and the one who comes now are done at the present pace; None while
        nothing is known of it, or when nobody will ever be on duty."""
        queue = self.lines.get(line)
        if queue is None or queue.answered < FEWEST:
            return None
        work = (self.ahead(line=line, priority=priority) + 1) * queue.worked / queue.answered
        done = self.staff.when(self.staff.read(at) + work)
        return None if done is None else self.business.between(at, done)

    def _counted(self, at: float, line: Line) -> _Queue:
        queue = self.lines.setdefault(line, _Queue())
        queue.count(self.staff.read(at))
        return queue
