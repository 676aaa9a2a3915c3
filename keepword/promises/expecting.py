"""By when may a customer expect to hear from us? What is published, else what the latest waits say; and never a time
that hours and load cannot meet."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from keepword.brands.models import BrandChannel
from keepword.conversations.models import Inbox
from keepword.hours.spans import OpeningHours, add

PUBLISHED, ESTIMATED, GOAL = "published", "estimated", "goal"


@dataclass(frozen=True, slots=True)
class Expectation:
    """`basis`: "published" (the catalogue's own time), "estimated" (from history) or "goal" (our target)."""

    due_at: datetime
    basis: str


def expected(
    inbox: Inbox,
    *,
    entry: BrandChannel | None,
    hours: OpeningHours,
    at: datetime,
    priority: str = "normal",
    language: str = "",
) -> Expectation | None:
    """For somebody who writes to this inbox `at` that instant. `entry` is what the catalogue says of the way by which
    they write. None when nothing can be said: then no time is told at all."""
    if entry is not None and entry.answer_seconds is not None:
        due_at = published_due(entry, hours=hours, at=at)
        return Expectation(due_at, PUBLISHED) if due_at is not None else None
    return None


def published_due(entry: BrandChannel, *, hours: OpeningHours, at: datetime) -> datetime | None:
    """When the published answer time of a channel is over for a message of that instant. None when the channel
    publishes none, or never opens again."""
    if entry.answer_seconds is None:
        return None
    if entry.is_calendar_time:
        return at + timedelta(seconds=entry.answer_seconds)
    return add(hours, at, entry.answer_seconds)
