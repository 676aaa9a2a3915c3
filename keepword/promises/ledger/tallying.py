"""Count what became of promises, by whatever they are grouped by: two queries, however many promises there are."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Count, Q

from keepword.conversations.models.conversation import is_spam
from keepword.promises.ledger.kept_rate import Tally
from keepword.promises.models.promise import BROKEN, KEPT, PromiseQuerySet, broken, still_open

GROUPS = {"team": "team_id", "channel": "channel", "agent": "made_by_id", "kind": "kind", "what": "what"}


@dataclass(slots=True)
class Tallies:
    """`by` has a tally for each value of each group of `GROUPS`; None stands for no team or agent."""

    total: Tally = field(default_factory=Tally)
    by: dict[str, dict[Any, Tally]] = field(default_factory=lambda: {name: defaultdict(Tally) for name in GROUPS})


def counted(promises: PromiseQuerySet) -> PromiseQuerySet:
    """Those that count: spam counts nowhere."""
    return promises.exclude(is_spam("conversation__"))


def tally(promises: PromiseQuerySet, *, at: datetime) -> Tallies:
    """As things stand `at`: what is overdue counts as broken before anybody has written it down."""
    columns = list(GROUPS.values())
    found = Tallies()
    for row in counted(promises).order_by().values(*columns).annotate(**_counts(at)):
        one = Tally(row["kept"], row["broken"], row["late"], row["waiting"])
        found.total = found.total.plus(one)
        for name, column in GROUPS.items():
            found.by[name][row[column]] = found.by[name][row[column]].plus(one)
    return found


def tally_spans(promises: PromiseQuerySet, *, spans: Sequence[tuple[datetime, datetime]], at: datetime) -> list[Tally]:
    """For each span of due times, [begin, end), in one query."""
    wanted = {}
    for number, (begin, end) in enumerate(spans):
        inside = Q(due_at__gte=begin, due_at__lt=end)
        for name, count in _filters(at).items():
            wanted[f"{name}_{number}"] = Count("id", filter=count & inside)
    row = counted(promises).aggregate(**wanted)
    names = ("kept", "broken", "late", "waiting")
    return [Tally(*(row[f"{name}_{number}"] for name in names)) for number in range(len(spans))]


def _filters(at: datetime) -> dict[str, Q]:
    return {
        "kept": Q(state=KEPT),
        "broken": broken(at=at),
        "late": Q(state=BROKEN, done_at__isnull=False),
        "waiting": still_open(at=at),
    }


def _counts(at: datetime) -> dict[str, Count]:
    return {name: Count("id", filter=count) for name, count in _filters(at).items()}
