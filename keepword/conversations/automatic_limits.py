"""How many automatic mails may go out: the last fence against two robots that answer each other."""

from collections.abc import Sequence
from datetime import datetime, timedelta

# At most so many in so long, to one recipient or in one conversation.
LIMITS = ((10, timedelta(minutes=10)), (25, timedelta(hours=1)), (100, timedelta(hours=10)))
# And from this desk over all: far above an honest day of receipts, far below what a loop with many ends sends.
LIMITS_OVER_ALL = ((200, timedelta(minutes=1)), (5_000, timedelta(hours=1)))
# How far back the times below must reach.
LONGEST, LONGEST_OVER_ALL = max(span for _, span in LIMITS), max(span for _, span in LIMITS_OVER_ALL)


def may_send(
    now: datetime,
    *,
    to_recipient: Sequence[datetime],
    in_conversation: Sequence[datetime],
    over_all: Sequence[datetime],
) -> bool:
    """Whether one more automatic mail is within every limit. Each list holds when earlier ones were sent, at least
    for the last ten hours (over all: for the last hour), in any order."""
    return (
        _is_within(LIMITS, to_recipient, now=now)
        and _is_within(LIMITS, in_conversation, now=now)
        and _is_within(LIMITS_OVER_ALL, over_all, now=now)
    )


def _is_within(limits: Sequence[tuple[int, timedelta]], sent: Sequence[datetime], *, now: datetime) -> bool:
    return all(sum(at > now - span for at in sent) < most for most, span in limits)
