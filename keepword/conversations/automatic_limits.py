"""How many automatic mails may go out: the last fence against two robots that answer each other."""

from bisect import bisect_right, insort
from collections.abc import Iterable
from datetime import datetime, timedelta

Limits = tuple[tuple[int, timedelta], ...]

# At most so many in so long, to one recipient or in one conversation.
LIMITS = ((10, timedelta(minutes=10)), (25, timedelta(hours=1)), (100, timedelta(hours=10)))
# And from this desk over all: far above an honest day of receipts, far below what a loop with many ends sends.
LIMITS_OVER_ALL = ((200, timedelta(minutes=1)), (5_000, timedelta(hours=1)))
# How far back the times below must reach.
LONGEST, LONGEST_OVER_ALL = max(span for _, span in LIMITS), max(span for _, span in LIMITS_OVER_ALL)


class Sent:
    """When automatic mails were sent to one recipient, in one conversation, or over all: at least for the last ten
    hours (over all: for the last hour), in any order. Counted by halving, for a rush asks as often as it writes."""

    def __init__(self, times: Iterable[datetime] = ()) -> None:
        self._times = sorted(times)

    def add(self, at: datetime) -> None:
        insort(self._times, at)

    def is_within(self, limits: Limits, *, now: datetime) -> bool:
        """Whether one more is."""
        return all(len(self._times) - bisect_right(self._times, now - span) < most for most, span in limits)


def may_send(now: datetime, *, to_recipient: Sent, in_conversation: Sent, over_all: Sent) -> bool:
    """Whether one more automatic mail is within every limit."""
    return (
        to_recipient.is_within(LIMITS, now=now)
        and in_conversation.is_within(LIMITS, now=now)
        and over_all.is_within(LIMITS_OVER_ALL, now=now)
    )
