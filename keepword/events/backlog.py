"""How much work waits: tasks, and those that are still in bundles."""

from datetime import datetime

from django.db.models import Min, Q, Sum

from keepword.events.models import Bundle, Task


def waiting(*, since: datetime | None = None) -> int:
    """How many reactions wait to be run or are running; with `since`, only those that were due before."""
    due = Q() if since is None else Q(run_at__lt=since)
    bundled: int | None = Bundle.objects.filter(due).aggregate(tasks=Sum("size"))["tasks"]
    return Task.objects.alive().filter(due).count() + (bundled or 0)


def oldest_due(*, at: datetime) -> datetime | None:
    """Since when the oldest of what is due `at` this moment has waited. None when nothing is due."""
    found = [
        rows.filter(run_at__lte=at).aggregate(first=Min("run_at"))["first"]
        for rows in (Task.objects.alive(), Bundle.objects.all())
    ]
    return min((one for one in found if one), default=None)
