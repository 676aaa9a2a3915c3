"""What a rush needed goes back to the system when it is over."""

import os
import threading
from pathlib import Path

import pytest

from keepword.wiring import heap

pytestmark = pytest.mark.skipif(heap._glibc() is None, reason="Another C library sees to this itself")
LARGE = 40_000_000  # bytes of a rush


def _resident():
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


def test_what_was_freed_after_a_rush_goes_back_though_something_newer_is_kept():
    rush = [bytes(2_000) for _ in range(LARGE // 2_000)]
    newer = bytes(2_000)
    del rush
    before = _resident()
    heap.give_back(heap._glibc())
    assert before - _resident() > LARGE / 2
    assert newer


def test_whoever_gives_back_ends_with_the_program():
    stopped = threading.Event()
    giving = threading.Thread(target=heap.give_back_until, args=(stopped,), daemon=True)
    giving.start()
    stopped.set()
    giving.join(5)
    assert not giving.is_alive()
