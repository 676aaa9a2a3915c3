"""Whose turn is it when? The queue ahead of somebody, over what the people on duty get done.

Only what happened before is used, so the same tally tells the wait of somebody who writes now and what would have been
told to everybody before.
"""

from dataclasses import dataclass, field

from keepword.promises.waits.rulers import Ruler

REMEMBERED = 0.5 ** (1 / 60)  # what one answer leaves of the weight of those before: half after sixty
FEWEST = 5.0  # answers before their pace says anything


@dataclass(slots=True)
class _Line:
    """The queue of one channel. `waiting` counts by priority. `worked`: seconds of staff while somebody waited, and
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
    lines: dict[str, _Line] = field(default_factory=dict)

    def arrived(self, *, at: float, channel: str, priority: int) -> None:
        line = self._counted(at, channel)
        line.waiting[priority] = line.waiting.get(priority, 0) + 1

    def ended(self, *, at: float, channel: str, priority: int, has_reply: bool) -> None:
        line = self._counted(at, channel)
        line.waiting[priority] = max(0, line.waiting.get(priority, 0) - 1)
        if has_reply:
            line.worked *= REMEMBERED
            line.answered = (line.answered + 1) * REMEMBERED

    def ahead(self, *, channel: str, priority: int) -> int:
        """How many wait whose turn is before that of somebody who comes now."""
        line = self.lines.get(channel)
        return sum(count for other, count in line.waiting.items() if other >= priority) if line else 0

    def turn(self, *, at: float, channel: str, priority: int) -> float:
        """Business seconds until those ahead and the one who comes now are done at the present pace; 0.0 while
        nothing is known of it, or when nobody will ever be on duty."""
        line = self.lines.get(channel)
        if line is None or line.answered < FEWEST:
            return 0.0
        work = (self.ahead(channel=channel, priority=priority) + 1) * line.worked / line.answered
        done = self.staff.when(self.staff.read(at) + work)
        return 0.0 if done is None else self.business.between(at, done)

    def _counted(self, at: float, channel: str) -> _Line:
        line = self.lines.setdefault(channel, _Line())
        line.count(self.staff.read(at))
        return line
