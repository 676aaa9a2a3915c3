"""How many questions about business time are answered in a second of one core, each about a span of a year. Pure
arithmetic waits for nothing, so what else the machine does is left out."""

import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

from keepword.hours.spans import OpeningHours, Slot, add, next_opening, seconds_between
from keepword.wiring.bench.table import Row

HOUR = 3600
TIMES = 300_000
YEAR = timedelta(days=365)
SHOP = OpeningHours(
    "America/New_York",
    ((Slot(9 * HOUR, 12 * HOUR), Slot(13 * HOUR, 18 * HOUR)),) * 5 + ((Slot(10 * HOUR, 14 * HOUR),), ()),
    {date(year, month, day): () for year in range(2024, 2029) for month, day in ((1, 1), (7, 4), (12, 25))},
)
BUSINESS_YEAR = 2_200 * HOUR


def rows() -> Iterator[Row]:
    starts = [datetime(2025, 1, 1, tzinfo=UTC) + timedelta(minutes=997 * number) for number in range(1000)]
    pairs = [(start, start + YEAR) for start in starts]
    seconds_between(SHOP, *pairs[-1])  # laid out once, as in a process that runs for days

    began = time.process_time()
    for _ in range(TIMES // len(pairs)):
        for start, end in pairs:
            seconds_between(SHOP, start, end)
    yield _row("business time: between, over a year", began)

    began = time.process_time()
    for _ in range(TIMES // len(starts)):
        for start in starts:
            add(SHOP, start, BUSINESS_YEAR)
    yield _row("business time: add, over a year", began)

    began = time.process_time()
    for _ in range(TIMES // len(starts)):
        for start in starts:
            next_opening(SHOP, start)
    yield _row("business time: next opening", began)


def _row(what: str, began: float) -> Row:
    return Row(what, "", 0, TIMES / (time.process_time() - began), "/s")
