"""Run the tasks that are due: with a lease, attempts, growing pauses, and a dead-letter state that people see.

A task whose worker was killed is run again when its lease ends. A reaction that only touches our own database runs in
one transaction with the removal of its task, many events in one go (`bundling.py`); one that touches the outside runs
alone, and its task is removed after it.
"""

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import TypeVar

from django.db import close_old_connections, connection, transaction
from django.db.utils import InterfaceError, OperationalError

from keepword.events import giving_way, pulse, reacting, waking
from keepword.events.blaming import raise_if_database_is_away
from keepword.events.bundling import run_bundles
from keepword.events.claiming import BATCH, LEASE, LEASE_ALONE, DatabaseAway, Held, claim, claim_bundles, let_go
from keepword.events.models import Bundle, Task, size_of
from keepword.events.waking import INSIDE, OUTSIDE
from keepword.kit import clock

log = logging.getLogger(__name__)

PAUSES = [timedelta(seconds=s) for s in (5, 15, 60, 300, 900, 1800, 3600)]
PATIENCE = timedelta(days=3)  # as long as a mail server tries (RFC 5321, 4.5.4.1: at least 4-5 days; we warn sooner)
ATTEMPTS_WITH_A_FAULT = 8
LOOK_EVERY = 1.0  # seconds
WORKER = "worker"  # its name in `pulse`
Row = TypeVar("Row", Task, Bundle)


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
    dropped: list[Held] = []
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
    """First what was never tried, then what failed before. Raises DatabaseAway."""
    with _held(claim_bundles) as bundles:
        done = sum(size_of(bundle.work) for bundle in bundles)
        run_bundles(bundles)
    with _held(lambda: claim(INSIDE, limit=BATCH, lease=LEASE)) as tasks:
        for reaction in dict.fromkeys(task.reaction for task in tasks):
            run_together([task for task in tasks if task.reaction == reaction])
    return done + len(tasks)


def run_due_outside() -> int:
    """One task, so that several workers share what takes long, and its lease begins when it does. Raises
    DatabaseAway."""
    with _held(lambda: claim(OUTSIDE, limit=1, lease=LEASE_ALONE)) as tasks:
        for task in tasks:
            run_alone(task)
    return len(tasks)


@contextmanager
def _held(claimed: Callable[[], list[Row]]) -> Iterator[list[Row]]:
    """What was claimed. When the database goes away meanwhile, the error says what is still ours to let go."""
    rows: list[Row] = []
    try:
        rows = claimed()
        yield rows
    except (OperationalError, InterfaceError) as error:
        raise DatabaseAway(type(error).__name__, held=rows) from error


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
        raise_if_database_is_away(error)
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
        raise_if_database_is_away(error)
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
        raise_if_database_is_away(error)
        put_back(task, error=error)


def remove(tasks: list[Task]) -> None:
    """They are done. Nothing points to a task, so nobody is asked whether something does."""
    Task.objects.filter(id__in=[task.pk for task in tasks])._raw_delete(connection.alias)


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
