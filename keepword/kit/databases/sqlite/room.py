"""How much of the file a connection keeps in memory. Beside `base.py`, which loads SQLite: asked on PostgreSQL too."""

import threading

READING = "PRAGMA cache_size=-8000"  # kilobytes; with one thousand, ten views of 100,000 took 0.4 s to count
_thread = threading.local()


def read_much() -> None:
    """This thread shows pages: its connections keep more than those of all other threads, which write, or look at a
    few rows each time."""
    _thread.reads_much = True


def reads_much() -> bool:
    return getattr(_thread, "reads_much", False)
