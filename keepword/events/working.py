"""Run the tasks that are due: with a lease, attempts, growing pauses, and a dead-letter state that people see.

A task whose worker was killed is run again when its lease ends. A reaction that only touches our own database runs in
one transaction with the removal of its task, many events in one go; one that touches the outside runs alone, and its
task is removed after it.
"""

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from functools import cache

from django.db import close_old_connections, connection, transaction
from django.db.models import Q
from django.db.utils import InterfaceError, OperationalError

from keepword.events import giving_way, pulse, reacting, waking
from keepword.events.blaming import is_about_the_request
from keepword.events.models import Task, TaskQuerySet
from keepword.events.waking import INSIDE, OUTSIDE
from keepword.kit import clock
from keepword.kit.prepared import Prepared, PreparedModels
from keepword.kit.updating import update

log = logging.getLogger(__name__)

LEASE = timedelta(seconds=60)  # of a claimed batch; a killed worker's tasks wait that long
LEASE_ALONE = timedelta(seconds=150)  # of one task that talks to the outside: longer than all its timeouts together
BATCH = 100  # half of what a group costs is the same for few and many; so many hold the database for 0.2 s
PAUSES = [timedelta(seconds=s) for s in (5, 15, 60, 300, 900, 1800, 3600)]
PATIENCE = timedelta(days=3)  # as long as a mail server tries (RFC 5321, 4.5.4.1: at least 4-5 days; we warn sooner)
ATTEMPTS_WITH_A_FAULT = 8
LOOK_EVERY = 1.0  # seconds
WORKER = "worker"  # its name in `pulse`


class DatabaseAway(Exception):
    """The database cannot be reached or written to. `held` are the ids of the tasks that we hold a lease on."""

    def __init__(self, what: str, *, held: list[int]) -> None:
        super().__init__(what)
        self.held = held


def pause(attempts: int) -> timedelta:
    """How long to wait after that many failed attempts (1 is the first)."""
    return PAUSES[min(attempts, len(PAUSES)) - 1]


def work_inside(stopped: threading.Event) -> None:
    """Run the reactions that only touch our own database, until told to stop. One thread of this is enough."""
    _work_until(stopped, run_due_inside, bell=waking.bells[INSIDE])


def work_outside(stopped: threading.Event) -> None:
    """Run the reactions that touch the outside world, until told to stop. A few threads of this, because one slow
    relay must hold up neither incoming mail nor every other reply."""
    _work_until(stopped, run_due_outside, bell=waking.bells[OUTSIDE])


def _work_until(stopped: threading.Event, run: Callable[[], int], *, bell: waking.Bell) -> None:
    """The task in hand is finished first. Whatever happens, the worker goes on: nobody would miss it until the mail
    stays away."""
    dropped: list[int] = []
    while not stopped.is_set():
        pulse.beat(WORKER)
        rings, done = bell.rings(), 0
        try:
            close_old_connections()
            let_go(dropped)
            dropped = []
            done = run()
        except DatabaseAway as away:
            log.warning("The database is away, trying again: %s", away)
            dropped += away.held
            _begin_anew(stopped)
        except Exception:
            log.exception("The worker stumbled and goes on")
            _begin_anew(stopped)
        if not done:
            bell.wait(since=rings, seconds=LOOK_EVERY)
    pulse.end(WORKER)
    connection.close()


def _begin_anew(stopped: threading.Event) -> None:
    connection.close()
    stopped.wait(LOOK_EVERY)


def run_due() -> int:
    """Run one batch of everything that is due. Returns how many tasks were claimed."""
    return run_due_inside() + run_due_outside()


def run_due_inside() -> int:
    """Raises DatabaseAway."""
    with _held(INSIDE, limit=BATCH, lease=LEASE) as tasks:
        for reaction in dict.fromkeys(task.reaction for task in tasks):
            run_together([task for task in tasks if task.reaction == reaction])
    return len(tasks)


def run_due_outside() -> int:
    """One task, so that several workers share what takes long, and its lease begins when it does. Raises
    DatabaseAway."""
    with _held(OUTSIDE, limit=1, lease=LEASE_ALONE) as tasks:
        for task in tasks:
            run_alone(task)
    return len(tasks)


@contextmanager
def _held(place: str, *, limit: int, lease: timedelta) -> Iterator[list[Task]]:
    """Claimed tasks. When the database goes away meanwhile, the error says which are still ours to let go."""
    tasks: list[Task] = []
    try:
        tasks = claim(place, limit=limit, lease=lease)
        yield tasks
    except (OperationalError, InterfaceError) as error:
        raise DatabaseAway(type(error).__name__, held=[task.pk for task in tasks]) from error


def let_go(task_ids: list[int]) -> None:
    """The database is back: what we held when it went away need not wait until the lease ends. Raises DatabaseAway."""
    if not task_ids:
        return
    try:
        Task.objects.alive().filter(id__in=task_ids).update(leased_until=None)
    except (OperationalError, InterfaceError) as error:
        raise DatabaseAway(type(error).__name__, held=[]) from error


def claim(place: str, *, limit: int, lease: timedelta) -> list[Task]:
    """Lease the tasks that waited longest. On PostgreSQL workers pass each other by (SKIP LOCKED); on SQLite one
    writer at a time does the same by the IMMEDIATE transaction."""
    now = clock.now()
    if not ANY_DUE(now=now, place=place):
        return []
    with transaction.atomic():
        tasks = _due(limit).rows(now=now, place=place)
        if len(tasks) == 1:
            update(Task, pk=tasks[0].pk, leased_until=now + lease)
        else:
            Task.objects.filter(id__in=[task.pk for task in tasks]).update(leased_until=now + lease)
    return tasks


def due_at(now: datetime, *, place: str) -> TaskQuerySet:
    """What nobody has a lease on, in the order of the index: reading its first rows is a walk of as many steps."""
    free = Q(leased_until__isnull=True) | Q(leased_until__lt=now)
    return Task.objects.alive().filter(free, place=place, run_at__lte=now).order_by("run_at", "id")


def _held_due(now: datetime, *, place: str, limit: int) -> TaskQuerySet:
    due = due_at(now, place=place)
    if connection.features.has_select_for_update_skip_locked:
        due = due.select_for_update(skip_locked=True, of=("self",))
    return due.select_related("event")[:limit]


ANY_DUE = Prepared(lambda now, place: due_at(now, place=place).values_list("id")[:1])


@cache
def _due(limit: int) -> PreparedModels[Task]:
    return PreparedModels(lambda now, place: _held_due(now, place=place, limit=limit))


def take_over() -> int:
    """Free what dead workers still hold. Only for a worker that knows that it is the only one."""
    return Task.objects.alive().filter(leased_until__isnull=False).update(leased_until=None)


def run_together(tasks: list[Task]) -> None:
    """Tasks of one reaction in one transaction. When that fails each has its own, so that a bad task never undoes
    its neighbours. A reaction that another version ran in groups, and this one does not, runs alone."""
    together = reacting.groups_by_name().get(tasks[0].reaction)
    if together is None:
        for task in tasks:
            run_alone(task)
        return
    try:
        with transaction.atomic():
            together([task.event for task in tasks])
            remove(tasks)
    except Exception as error:  # noqa: BLE001  it is raised again below by the task that it belongs to
        _raise_if_database_is_away(error)
        log.info("%s of %s events failed together: %s", tasks[0].reaction, len(tasks), type(error).__name__)
        for task in tasks:
            run_apart(task)


def run_apart(task: Task) -> None:
    """A task that touches our own database only: done and gone in one transaction."""
    try:
        with transaction.atomic():
            reacting.afterwards_by_name()[task.reaction](task.event)
            remove([task])
    except Exception as error:  # noqa: BLE001  whatever a reaction raises is kept on its task
        _raise_if_database_is_away(error)
        put_back(task, error=error)


def run_alone(task: Task) -> None:
    pulse.beat(WORKER)
    giving_way.to_pages()
    reaction = reacting.afterwards_by_name().get(task.reaction)
    try:
        if reaction is None:
            raise reacting.GiveUp("No such reaction in this version.")
        finish = reaction(task.event)
        giving_way.to_pages()
        with transaction.atomic():
            if finish:
                finish()
            remove([task])
    except Exception as error:  # noqa: BLE001  whatever a reaction raises is kept on its task
        _raise_if_database_is_away(error)
        put_back(task, error=error)


def remove(tasks: list[Task]) -> None:
    """They are done. Nothing points to a task, so nobody is asked whether something does."""
    Task.objects.filter(id__in=[task.pk for task in tasks])._raw_delete(connection.alias)


def _raise_if_database_is_away(error: Exception) -> None:
    """Then no task is to blame: the leases run out and all are tried again. A request that the database can never
    fulfil is its task's fault, as any other."""
    if isinstance(error, InterfaceError):
        raise error
    if isinstance(error, OperationalError) and not is_about_the_request(error):
        raise error


def put_back(task: Task, *, error: Exception) -> None:
    """Later, or to the dead letters when it is hopeless."""
    now = clock.now()
    task.attempts += 1
    task.first_failed_at = task.first_failed_at or now
    task.last_error = f"{type(error).__name__}: {error}"[:2000]
    task.leased_until = None
    task.run_at = now + pause(task.attempts)
    task.dead_at = now if _is_hopeless(task, error=error, now=now) else None
    task.save(update_fields=["attempts", "first_failed_at", "last_error", "leased_until", "run_at", "dead_at"])
    if isinstance(error, reacting.TryLater | reacting.GiveUp):
        log.info("%s of event %s put back: %s", task.reaction, task.event_id, type(error).__name__)
    else:
        log.error("%s of event %s failed", task.reaction, task.event_id, exc_info=error)


def _is_hopeless(task: Task, *, error: Exception, now: datetime) -> bool:
    if isinstance(error, reacting.GiveUp):
        return True
    if isinstance(error, reacting.TryLater):
        return task.first_failed_at is not None and now - task.first_failed_at > PATIENCE
    return task.attempts >= ATTEMPTS_WITH_A_FAULT


def run_again(task: Task) -> None:
    """A person looked at it and says "again"."""
    Task.objects.filter(id=task.pk).update(
        dead_at=None, leased_until=None, run_at=clock.now(), attempts=0, first_failed_at=None
    )
    transaction.on_commit(lambda: waking.wake({task.place: 1}))
