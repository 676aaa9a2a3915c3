"""You must mean it: can this time be kept, by the hours and by the load? If not, which can?"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise

from django.db.models import QuerySet

from keepword.conversations.models import Conversation
from keepword.conversations.opening_hours import hours_of
from keepword.hours.in_force import in_force
from keepword.hours.spans import OpeningHours, add, seconds_between
from keepword.kit import clock
from keepword.people.models import Agent
from keepword.promises.models import Promise, Wait
from keepword.promises.models.wait import REPLY

CLOSED, LOAD, NEVER = "closed", "load", "never"
STEP = timedelta(minutes=5)  # people say "by 10:35", never "by 10:33"
RECENT = 50  # answers from which the pace is read
ENOUGH = 10  # with fewer nobody knows the pace, and only the hours count
SINCE = timedelta(days=14)
MOST_AHEAD = 500


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
    conversation: Conversation, *, due_at: datetime, what: str, at: datetime | None = None, by: Agent | None = None
) -> Verdict:
    """Whether a promise to do `what` until `due_at` can be meant `at` (now). `by` is who promises, by their own hours
    and with what they owe; None is the team, with its whole queue. A few bounded queries."""
    now = at or clock.now()
    hours = _hours(conversation, by=by)
    return judge(hours, at=now, due_at=due_at, load=_load(conversation, due_at=due_at, at=now, by=by, hours=hours))


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


def _hours(conversation: Conversation, *, by: Agent | None) -> OpeningHours:
    return in_force(by.business_hours_id).hours if by and by.business_hours_id else hours_of(conversation).hours


def _load(
    conversation: Conversation, *, due_at: datetime, at: datetime, by: Agent | None, hours: OpeningHours
) -> Load:
    pace = _pace(conversation, at=at, by=by, hours=hours)
    return Load(_ahead(conversation, due_at=due_at, by=by) if pace else 0, pace)


def _pace(conversation: Conversation, *, at: datetime, by: Agent | None, hours: OpeningHours) -> float | None:
    """Open seconds from one of the last answers to the next while somebody was at it: the lower quartile, because
    the longer gaps are those in which nobody wrote. Whoever has little to do is not slow."""
    answered = Wait.objects.filter(inbox_id=conversation.inbox_id, started_at__gte=at - SINCE, ended_by=REPLY)
    if by is not None:
        answered = answered.filter(agent=by)
    ended = sorted(one for one in answered.order_by("-started_at").values_list("ended_at", flat=True)[:RECENT] if one)
    if len(ended) < ENOUGH:
        return None
    gaps = sorted(seconds_between(hours, one, following) for one, following in pairwise(ended))
    return float(gaps[len(gaps) // 4])


def _ahead(conversation: Conversation, *, due_at: datetime, by: Agent | None) -> int:
    """Other conversations that come first: who waited longer, and whom something was promised until then."""
    promised = Promise.objects.open().filter(inbox_id=conversation.inbox_id, due_at__lte=due_at)
    waiting = _waiting_before(conversation)
    if by is not None:
        promised = promised.filter(made_by=by)
        waiting = waiting.filter(conversation__assignee=by)
    first = set(_conversations(promised)) | set(_conversations(waiting))
    return len(first - {conversation.pk})


def _waiting_before(conversation: Conversation) -> QuerySet[Wait]:
    waiting = Wait.objects.running().filter(inbox_id=conversation.inbox_id)
    since = conversation.waiting_since
    return waiting if since is None else waiting.filter(started_at__lt=since)


def _conversations(rows: QuerySet[Wait] | QuerySet[Promise]) -> list[int]:
    return list(rows.values_list("conversation_id", flat=True)[:MOST_AHEAD])
