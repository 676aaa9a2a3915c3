"""How many automatic mails may go out: the last fence against two robots that answer each other."""

from bisect import bisect_right, insort
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

Limits = tuple[tuple[int, timedelta], ...]

# At most so many in so long, to one recipient or in one conversation.
LIMITS = ((10, timedelta(minutes=10)), (25, timedelta(hours=1)), (100, timedelta(hours=10)))
# And from this desk over all: far above an honest day of receipts, far below what a loop with many ends sends.
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
LIMITS_OVER_ALL = ((200, MINUTE), (5_000, HOUR))
# How far back the times below must reach.
LONGEST = max(span for _, span in LIMITS)


class Sent:
    """When automatic mails were sent to one recipient or in one conversation: at least for the last ten hours, in any
    order. Counted by halving, for a rush asks as often as it writes."""

    def __init__(self, times: Iterable[datetime] = ()) -> None:
        self._times = sorted(times)

    def add(self, at: datetime) -> None:
        insort(self._times, at)

    def is_within(self, limits: Limits, *, now: datetime) -> bool:
        """Whether one more is."""
        return all(len(self._times) - bisect_right(self._times, now - span) < most for most, span in limits)


class Counted:
    """The same from numbers alone, for one moment: how many were sent in each span before it. What a desk sends in an
    hour is more than anybody should read to learn that it was not too much."""

    def __init__(self, counts: Mapping[timedelta, int]) -> None:
        self._counts, self._added = dict(counts), 0

    def add(self, at: datetime) -> None:
        """`at` is that moment."""
        self._added += 1

    def is_within(self, limits: Limits, *, now: datetime) -> bool:
        """`limits` has the spans that were counted, and `now` is that moment."""
        return all(self._counts[span] + self._added < most for most, span in limits)


def may_send(now: datetime, *, to_recipient: Sent, in_conversation: Sent, over_all: Sent | Counted) -> bool:
    """Whether one more automatic mail is within every limit."""
    return (
        to_recipient.is_within(LIMITS, now=now)
        and in_conversation.is_within(LIMITS, now=now)
        and over_all.is_within(LIMITS_OVER_ALL, now=now)
    )
