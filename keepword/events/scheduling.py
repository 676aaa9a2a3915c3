"""Run what is due at regular times."""

import logging
import threading
import time
from collections.abc import Callable, Sequence

from django.db import close_old_connections, connection

from keepword.events import pulse

log = logging.getLogger(__name__)


def run_until(stopped: threading.Event, *, every: Sequence[tuple[int, Callable[[], object]]]) -> None:
    """Each job at once and then after its number of seconds; one that fails is logged and tried at its next time."""
    due = [0.0 for _ in every]
    while not stopped.is_set():
        pulse.beat("schedule")
        for place, (seconds, job) in enumerate(every):
            if time.monotonic() >= due[place]:
                due[place] = time.monotonic() + seconds
                _run(job)
        stopped.wait(1.0)
    pulse.end("schedule")
    connection.close()


def _run(job: Callable[[], object]) -> None:
    try:
        close_old_connections()
        job()
    except Exception:  # the next run must come whatever this one met
        log.exception("The job %s failed", job.__name__)
