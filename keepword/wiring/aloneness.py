"""Whether this process is the only one that works on a database."""

import fcntl
import os
from pathlib import Path

from django.conf import settings
from django.db import connection


def is_only_worker() -> bool:
    """With SQLite every worker shares the data folder, so a lock there tells; it is held until the process ends,
    however it ends. With PostgreSQL workers may be anywhere: False, and leases run out by themselves."""
    if connection.vendor != "sqlite":
        return False
    lock = os.open(Path(settings.DATA) / "worker.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(lock)
        return False
    return True
