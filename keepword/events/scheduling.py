"""Run what is due at regular times."""

import logging
import threading
import time
from collections.abc import Callable, Sequence
from math import inf

from django.db import close_old_connections, connection

from keepword.events import pulse

log = logging.getLogger(__name__)


def run_until(stopped: threading.Event, *, every: Sequence[tuple[int, Callable[[], object]]]) -> None:
    """Each job at once and then after its number of seconds; one that fails is logged and tried at its next time."""
    ran = [(-inf, -inf) for _ in every]
    while not stopped.is_set():
        pulse.beat("schedule")
        for place, (seconds, job) in enumerate(every):
            if _passed(since=ran[place]) >= seconds:
                ran[place] = (time.monotonic(), time.time())
                _run(job)
        stopped.wait(1.0)
    pulse.end("schedule")
    connection.close()


def _passed(*, since: tuple[float, float]) -> float:
    """Seconds, by the clock that says more: one stands still while the machine sleeps, the other is put back."""
    monotonic, wall = since
    return max(time.monotonic() - monotonic, time.time() - wall)


def _run(job: Callable[[], object]) -> None:
    try:
        close_old_connections()
        job()
    except Exception:  # the next run must come whatever this one met
        log.exception("The job %s failed", job.__name__)
