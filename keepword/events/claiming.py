"""Lease what is due, so that no two workers do the same. A lease that nobody gave back runs out."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from functools import cache

from django.db import connection, transaction
from django.db.models import Q, QuerySet
from django.db.utils import InterfaceError, OperationalError

from keepword.events.models import Bundle, Task, TaskQuerySet
from keepword.kit import clock
from keepword.kit.prepared import Prepared, PreparedModels
from keepword.kit.updating import update

LEASE = timedelta(seconds=60)  # of a claimed batch; a killed worker's tasks wait that long
LEASE_ALONE = timedelta(seconds=150)  # of one task that talks to the outside: longer than all its timeouts together
BATCH = 100  # half of what a group costs is the same for few and many; so many hold the database for 0.2 s
Held = Task | Bundle


class DatabaseAway(Exception):
    """The database cannot be reached or written to. `held` is what we hold a lease on."""

    def __init__(self, what: str, *, held: Sequence[Held]) -> None:
        super().__init__(what)
        self.held = held


def claim(place: str, *, limit: int, lease: timedelta) -> list[Task]:
    """Lease the tasks that waited longest. On PostgreSQL workers pass each other by (SKIP LOCKED); on SQLite one
    writer at a time does the same by the IMMEDIATE transaction."""
    now = clock.now()
    if not ANY_DUE(now=now, place=place):
        return []
    with transaction.atomic():
        tasks = _due(limit).rows(now=now, place=place)
        _lease(Task, tasks, until=now + lease)
    return tasks


def claim_bundles() -> list[Bundle]:
    """The same for bundles, as many as make a batch."""
    now = clock.now()
    if not ANY_BUNDLE_DUE(now=now):
        return []
    with transaction.atomic():
        bundles = enough(DUE_BUNDLES.rows(now=now))
        _lease(Bundle, bundles, until=now + LEASE)
    return bundles


def enough(bundles: Iterable[Bundle]) -> list[Bundle]:
    """The first ones that give no reaction more than a batch of facts, but always one. Pure."""
    taken: list[Bundle] = []
    facts: Counter[str] = Counter()
    for bundle in bundles:
        facts.update({name: len(numbers) for name, numbers in bundle.work})
        if taken and max(facts.values()) > BATCH:
            break
        taken.append(bundle)
    return taken


def _lease(model: type[Held], rows: Sequence[Held], *, until: datetime) -> None:
    if len(rows) == 1:
        update(model, pk=rows[0].pk, leased_until=until)
    else:
        model._default_manager.filter(id__in=[row.pk for row in rows]).update(leased_until=until)


def due_at(now: datetime, *, place: str) -> TaskQuerySet:
    """What nobody has a lease on, in the order of the index: reading its first rows is a walk of as many steps."""
    return Task.objects.alive().filter(_free(now), place=place, run_at__lte=now).order_by("run_at", "id")


def bundles_due_at(now: datetime) -> QuerySet[Bundle]:
    """As `due_at`."""
    return Bundle.objects.filter(_free(now), run_at__lte=now).order_by("run_at", "id")


def _free(now: datetime) -> Q:
    return Q(leased_until__isnull=True) | Q(leased_until__lt=now)


def _passing_by(due: QuerySet) -> QuerySet:
    if connection.features.has_select_for_update_skip_locked:
        return due.select_for_update(skip_locked=True, of=("self",))
    return due


ANY_DUE = Prepared(lambda now, place: due_at(now, place=place).values_list("id")[:1])
ANY_BUNDLE_DUE = Prepared(lambda now: bundles_due_at(now).values_list("id")[:1])
DUE_BUNDLES: PreparedModels[Bundle] = PreparedModels(lambda now: _passing_by(bundles_due_at(now))[:BATCH])


@cache
def _due(limit: int) -> PreparedModels[Task]:
    return PreparedModels(lambda now, place: _passing_by(due_at(now, place=place)).select_related("event")[:limit])


def let_go(held: Sequence[Held]) -> None:
    """The database is back: what we held when it went away need not wait until the lease ends. Raises DatabaseAway."""
    try:
        for model in (Task, Bundle):
            ids = [one.pk for one in held if isinstance(one, model)]
            if ids:
                model._default_manager.filter(id__in=ids).update(leased_until=None)
    except (OperationalError, InterfaceError) as error:
        raise DatabaseAway(type(error).__name__, held=[]) from error


def take_over() -> int:
    """Free what dead workers still hold. Only for a worker that knows that it is the only one. Returns how many rows
    that were."""
    held = [Task.objects.alive(), Bundle.objects.all()]
    return sum(rows.filter(leased_until__isnull=False).update(leased_until=None) for rows in held)
