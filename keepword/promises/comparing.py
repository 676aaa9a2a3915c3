"""How long did it take to the solution, by channel? Of the newest that are solved."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from statistics import median

from django.db.models import Count

from keepword.conversations.models import Conversation
from keepword.conversations.models.conversation import SOLVED
from keepword.events.models import Event

MOST_SOLVED = 5_000


@dataclass(frozen=True, slots=True)
class Solved:
    """Of the newest that are solved: how many, the middle and the ninth of ten calendar seconds from the beginning to
    the last resolution, and the share that was opened again before, 0 to 1."""

    n: int
    usual_seconds: int
    long_seconds: int
    opened_again: float


def solved(inbox_ids: list[int], *, since: datetime, until: datetime) -> dict[str, Solved]:
    """What is solved now and was in the period. Merged ones count where they went on, spam nowhere.
    What was deleted since happened all the same."""
    done = Conversation.objects.filter(inbox_id__in=inbox_ids, status__in=SOLVED, resolved_at__gte=since)
    newest = done.filter(resolved_at__lt=until).order_by("-last_activity_at", "-id")
    rows = list(newest.values_list("id", "channel", "created_at", "resolved_at")[:MOST_SOLVED])
    resolved = Event.objects.filter(name="conversation.resolved", conversation_id__in=[row[0] for row in rows])
    times = resolved.order_by().values_list("conversation_id").annotate(times=Count("id"))
    again = {number for number, count in times if count > 1}
    took: dict[str, list[tuple[float, bool]]] = defaultdict(list)
    for number, channel, began_at, solved_at in rows:
        seconds = (solved_at - began_at).total_seconds() if solved_at else 0.0
        took[channel].append((seconds, number in again))
    return {channel: _of(those) for channel, those in took.items()}


def _of(those: list[tuple[float, bool]]) -> Solved:
    lengths = sorted(seconds for seconds, _again in those)
    ninth = lengths[min(len(lengths) - 1, len(lengths) * 9 // 10)]
    return Solved(len(those), round(median(lengths)), round(ninth), sum(again for _, again in those) / len(those))
