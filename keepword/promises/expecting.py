"""By when may a customer expect to hear from us? What is published, else what the latest waits say; and never a time
that hours and load cannot meet."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from keepword.brands.models import BrandChannel
from keepword.conversations.models import Conversation, Inbox
from keepword.hours.spans import OpeningHours, add, seconds_between
from keepword.promises.ledger.guarding import Load, Verdict, can_answer, can_keep, judge
from keepword.promises.ledger.looking_out import Lookout
from keepword.promises.models.estimate import HISTORY
from keepword.promises.models.promise import REPLY
from keepword.promises.waits.estimating import Estimate, estimate

PUBLISHED, ESTIMATED, GOAL = "published", "estimated", "goal"
CHANNELS = {"mail": "email"}  # the catalogue's word, and the conversation's where it is another


@dataclass(frozen=True, slots=True)
class Expectation:
    """`basis`: "published" (the catalogue's own time), "estimated" (from history) or "goal" (our target). `read_from`
    is the estimate as it is told, None for a published time."""

    due_at: datetime
    basis: str
    read_from: Estimate | None = None


def expected(
    inbox: Inbox,
    *,
    entry: BrandChannel | None,
    hours: OpeningHours,
    at: datetime,
    channel: str = "email",
    priority: str = "normal",
    language: str = "",
) -> Expectation | None:
    """For somebody who writes to this inbox `at` that instant. `entry` is what the catalogue says of the way by which
    they write. None when nothing can be said: then no time is told at all."""
    if entry is not None and entry.answer_seconds is not None:
        due_at = published_due(entry, hours=hours, at=at)
        return None if due_at is None else Expectation(as_said(due_at), PUBLISHED)
    found = estimate(inbox, at=at, priority=priority, language=language, channel=channel)
    if found is None:
        return None
    told = _moved(found, to=as_said(found.due_at), hours=hours, at=at)
    return Expectation(told.due_at, ESTIMATED if found.basis == HISTORY else GOAL, told)


def kept_by(
    expectation: Expectation | None, *, conversation: Conversation, at: datetime, lookout: Lookout | None = None
) -> Expectation | None:
    """The same, or later where hours and load cannot meet it: what is told is meant. None when no time can be."""
    if expectation is None:
        return None
    seen = lookout or Lookout(at=at)
    verdict = can_keep(conversation, due_at=expectation.due_at, what=REPLY, at=at, lookout=seen)
    return _later(expectation, verdict=verdict, hours=seen.hours(conversation), at=at)


def _later(expectation: Expectation, *, verdict: Verdict, hours: OpeningHours, at: datetime) -> Expectation | None:
    if verdict.is_possible:
        return expectation
    if verdict.earliest is None:
        return None
    read_from = expectation.read_from
    told = _moved(read_from, to=verdict.earliest, hours=hours, at=at) if read_from else None
    return replace(expectation, due_at=verdict.earliest, read_from=told)


def meant(
    expectation: Expectation | None, *, inbox: Inbox | None, hours: OpeningHours, at: datetime
) -> Expectation | None:
    """As `kept_by` for a page, where nobody has written yet. `inbox` None: a way of which only the hours are known."""
    if expectation is None:
        return None
    if inbox is None:
        verdict = judge(hours, at=at, due_at=expectation.due_at, load=Load(0, None))
    else:
        verdict = can_answer(inbox, due_at=expectation.due_at, hours=hours, at=at)
    return _later(expectation, verdict=verdict, hours=hours, at=at)


def as_said(due_at: datetime) -> datetime:
    """Times are said to the minute, and what was said counts: not the seconds after it, of which nobody was told."""
    return due_at.replace(second=0, microsecond=0)


def _moved(found: Estimate, *, to: datetime, hours: OpeningHours, at: datetime) -> Estimate:
    """As it is told: whether it held is asked of that, not of what it was first."""
    if to == found.due_at:
        return found
    return replace(found, due_at=to, business_seconds=seconds_between(hours, at, to))


def published_due(entry: BrandChannel, *, hours: OpeningHours, at: datetime) -> datetime | None:
    """When the published answer time of a channel is over for a message of that instant. None when the channel
    publishes none, or never opens again."""
    if entry.answer_seconds is None:
        return None
    if entry.is_calendar_time:
        return at + timedelta(seconds=entry.answer_seconds)
    return add(hours, at, entry.answer_seconds)
