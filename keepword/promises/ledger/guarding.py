"""You must mean it: can this time be kept, by the hours and by the load? If not, which can?"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from keepword.conversations.models import Conversation, Inbox
from keepword.hours.spans import OpeningHours, add, seconds_between
from keepword.kit import clock
from keepword.people.models import Agent
from keepword.promises.ledger.looking_out import Lookout

CLOSED, LOAD, NEVER = "closed", "load", "never"
STEP = timedelta(minutes=5)  # people say "by 10:35", never "by 10:33"


@dataclass(frozen=True, slots=True)
class Load:
    """`ahead`: how many customers must be served before. `pace`: open seconds from one answer to the next of those
    who serve them; None when too little is known to tell."""

    ahead: int
    pace: float | None


@dataclass(frozen=True, slots=True)
class Verdict:
    """`earliest` is a time that can be kept, aware UTC; None when we never open again. `why` is "", "closed" (no open
    second before the due time), "load" or "never"."""

    is_possible: bool
    earliest: datetime | None
    why: str


def can_keep(
    conversation: Conversation,
    *,
    due_at: datetime,
    what: str,
    at: datetime | None = None,
    by: Agent | None = None,
    lookout: Lookout | None = None,
) -> Verdict:
    """Whether a promise to do `what` until `due_at` can be meant `at` (now). `by` is who promises, by their own hours
    and with what they owe; None is the team, with its whole queue. A few bounded queries; with a `lookout` of that
    moment, none for what it has seen already."""
    now = at or clock.now()
    seen = lookout or Lookout(at=now, by=by)
    hours = seen.hours(conversation)
    pace = seen.pace(conversation, hours=hours)
    load = Load(seen.ahead(conversation, due_at=due_at) if pace else 0, pace)
    return judge(hours, at=now, due_at=due_at, load=load)


def can_answer(inbox: Inbox, *, due_at: datetime, hours: OpeningHours, at: datetime) -> Verdict:
    """The same of somebody who would write to this inbox `at` that instant: after all who wait there, in the `hours`
    of the way by which they write. For pages, where there is no conversation yet."""
    seen = Lookout(at=at)
    pace = seen.pace_of_inbox(inbox.pk, hours=hours)
    load = Load(seen.ahead_in_inbox(inbox.pk, due_at=due_at) if pace else 0, pace)
    return judge(hours, at=at, due_at=due_at, load=load)


def judge(hours: OpeningHours, *, at: datetime, due_at: datetime, load: Load) -> Verdict:
    """Pure. There must be open time before `due_at`, and as much of it as those ahead and this one take."""
    needed = int((load.ahead + 1) * load.pace) if load.pace else 1
    soonest = add(hours, at, max(needed, 1))
    if soonest is None:
        return Verdict(False, None, NEVER)
    if soonest <= due_at:
        return Verdict(True, _said(soonest), "")
    why = LOAD if seconds_between(hours, at, due_at) else CLOSED
    return Verdict(False, _said(soonest), why)


def _said(at: datetime) -> datetime:
    """Rounded up to what people say."""
    over = timedelta(minutes=at.minute % 5, seconds=at.second, microseconds=at.microsecond)
    return at + (STEP - over if over else timedelta(0))
