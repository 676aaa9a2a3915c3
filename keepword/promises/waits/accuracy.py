"""Did what we published hold? By channel and week, for people: the measure of the published wait itself."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from statistics import median

from keepword.kit import clock
from keepword.kit.zones import zone_of
from keepword.people.models import Agent
from keepword.promises.models.estimate import HELD, MISSED, PublishedWait

AIM = 0.9  # what is promised: nine of ten hold
COUNTED = (HELD, MISSED)
WEEKS = 12
ROWS = 20_000  # at most so many are read, the newest first


@dataclass(frozen=True, slots=True)
class Accuracy:
    """Of the waits published in one channel on the seven days from `week` (a Monday): `n` of which it is known
    whether they held (both those from history and targets), the share that did, their median width in business
    seconds, and how many are still open. `coverage` and `width_seconds` are None where n is 0."""

    channel: str
    week: date
    n: int
    coverage: float | None
    width_seconds: int | None
    open: int

    @property
    def is_kept(self) -> bool:
        return self.coverage is None or self.coverage >= AIM


def accuracy(
    agent: Agent, *, inbox_id: int | None = None, weeks: int = WEEKS, zone: str = "UTC", now: datetime | None = None
) -> list[Accuracy]:
    """What the agent may see, the newest week first, then by channel. Weeks are those of `zone`. One query."""
    since = (now or clock.now()) - timedelta(weeks=weeks)
    rows = PublishedWait.objects.visible_to(agent).filter(said_at__gte=since)
    if inbox_id is not None:
        rows = rows.filter(inbox_id=inbox_id)
    fields = rows.order_by("-said_at").values_list("channel", "said_at", "outcome", "business_seconds")[:ROWS]
    return summed_up(fields, zone=zone)


def summed_up(rows: Iterable[tuple[str, datetime, str, int]], *, zone: str) -> list[Accuracy]:
    """Pure: from (channel, said_at, outcome, business seconds) of each."""
    alike: dict[tuple[date, str], list[tuple[str, int]]] = {}
    for channel, said_at, outcome, seconds in rows:
        day = said_at.astimezone(zone_of(zone)).date()
        alike.setdefault((day - timedelta(days=day.weekday()), channel), []).append((outcome, seconds))
    found = [_of(channel, week, told) for (week, channel), told in alike.items()]
    return sorted(found, key=lambda one: (-one.week.toordinal(), one.channel))


def _of(channel: str, week: date, told: list[tuple[str, int]]) -> Accuracy:
    known = [(outcome, seconds) for outcome, seconds in told if outcome in COUNTED]
    held = sum(outcome == HELD for outcome, _ in known)
    return Accuracy(
        channel=channel,
        week=week,
        n=len(known),
        coverage=held / len(known) if known else None,
        width_seconds=round(median(seconds for _, seconds in known)) if known else None,
        open=sum(not outcome for outcome, _ in told),
    )
