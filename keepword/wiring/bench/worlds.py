"""A database of the size that is measured: some of it is made up, and where that takes too long the rest is copied."""

import sys
from datetime import timedelta

from keepword.kit import clock
from keepword.wiring import ready
from keepword.wiring.bench.copying import copy_all
from keepword.wiring.demo import filling
from keepword.wiring.demo.showing import PASSWORD
from keepword.wiring.demo.writing import SPAN_DAYS
from keepword.wiring.refusing import Refused

MADE_UP = 100_000
THREE_EACH = 3


def name_of(size: int) -> str:
    """What the row is called that says how long it took."""
    return "filling, one in ten made up" if size == MADE_UP * 10 else "filling"


def fill(size: int) -> None:
    """Raises Refused for what is no round number of hundred thousands, and for more than a million and a half."""
    made_up = min(size, MADE_UP)
    times, rest = divmod(size, made_up)
    if rest:
        raise Refused(f"--sizes: more than {MADE_UP:,} only in steps of as many.", status=2)
    ready.prepare_database()
    # The copies are what happened after it: ids grow with time, as in a shop that grew to this size.
    until = clock.now() - timedelta(days=SPAN_DAYS * (times - 1))
    filling.fill(conversations=made_up, seed=1, password=PASSWORD, each=THREE_EACH, until=until)
    for number in copy_all(times - 1) if times > 1 else ():
        sys.stderr.write(f"{made_up * (number + 1):,} of {size:,}\n")
