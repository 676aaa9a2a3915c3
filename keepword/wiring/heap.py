"""The memory that C libraries hold for us goes back to the system after a rush.

glibc gives each thread that allocates a heap of its own, as many as eight for each processor, and keeps what was freed
in them: after three thousand mails 34 MB of 183 lay there unused. Other libraries are left alone.
"""

import ctypes
import platform
import threading
from typing import Any

HEAPS = 2  # who computes in Python waits for each other anyway
EVERY = 5.0  # seconds: a look takes 1 to 3 ms, beside the other threads
_M_ARENA_MAX = -8  # malloc.h


def keep_few() -> None:
    """Before there are threads: they then share their heaps."""
    library = _glibc()
    if library is not None:
        library.mallopt(_M_ARENA_MAX, HEAPS)


def give_back_until(stopped: threading.Event) -> None:
    """Again and again until told to stop, whether there was a rush or not: it costs little where nothing was freed."""
    library = _glibc()
    while library is not None and not stopped.wait(EVERY):
        give_back(library)


def give_back(library: Any) -> None:
    """Whole pages in which nothing is kept (man 3 malloc_trim). Other threads run meanwhile."""
    library.malloc_trim(0)


def _glibc() -> Any:
    """The C library of this process, None when it is another one."""
    return ctypes.CDLL(None) if platform.libc_ver()[0] == "glibc" else None
