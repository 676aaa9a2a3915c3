"""How much of the file a connection keeps in memory. Beside `base.py`, which loads SQLite: asked on PostgreSQL too."""

import threading

READING = 5000  # kilobytes; with one thousand, ten views of 100,000 took 0.4 s to count
COMMANDS = 2000  # what makes up a shop writes many indexes in one go
LITTLE = 500  # whoever writes a few rows each time finds the rest in the memory of the system
_thread = threading.local()


def read_much() -> None:
    """This thread shows pages: its connections keep more than those of all other threads, which write, or look at a
    few rows each time."""
    _thread.reads_much = True


def size() -> str:
    """What a connection that this thread opens is told."""
    if getattr(_thread, "reads_much", False):
        return f"PRAGMA cache_size=-{READING}"
    is_command = threading.current_thread() is threading.main_thread()
    return f"PRAGMA cache_size=-{COMMANDS if is_command else LITTLE}"
