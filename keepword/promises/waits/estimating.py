"""When will somebody who writes now hear from a person? As an instant that a customer can be told."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from keepword.conversations.models import Inbox
from keepword.conversations.models.conversation import PRIORITIES
from keepword.hours.spans import OpeningHours, add, seconds_between
from keepword.kit import clock
from keepword.kit.zones import zone_of
from keepword.promises.models.estimate import HISTORY, TARGET
from keepword.promises.waits.aiming import Aim, aim
from keepword.promises.waits.guessing import Guess, guess, situation
from keepword.promises.waits.recalling import Recalled, recalled, stretched
from keepword.promises.waits.rounding import round_up

# What lies farther ahead is no expectation of anybody, but a sign that nothing is known: half of an inbox forgotten.
FARTHEST = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Estimate:
    """`due_at` (UTC): by then they have heard from us, rounded up to what people say. `usual_at`: half of all do by
    then, for whoever wants a range. `business_seconds`: to `due_at`. `basis`: "history", or "target" where there is
    none: then it is what we aim at, and must be said so. `n` and `group`: the waits that it was read from. `stretch`:
    how many times longer than these waits, because too many estimates did not hold."""

    due_at: datetime
    business_seconds: int
    basis: str
    n: int
    group: str
    usual_at: datetime
    stretch: float = 1.0


def estimate(
    inbox: Inbox, *, at: datetime | None = None, priority: str = "normal", language: str = "", channel: str = "email"
) -> Estimate | None:
    """None when there is neither history nor a target, or when we never open again. History that lies beyond
    `FARTHEST` is none. Raises KeyError for a priority that is none. Asks the database at most once a minute for each
    inbox and channel where there is history."""
    said_at = at or clock.now()
    known, level = recalled(inbox.pk, at=said_at), PRIORITIES[priority]
    found = _guess(inbox, known, said_at=said_at, priority=level, language=language, channel=channel)
    if found is not None:
        told = _laid_out(found, known.hours, said_at=said_at, stretch=stretched(inbox.pk, channel, at=said_at))
        if told is not None:
            return told
    wanted = aim(inbox, at=said_at, priority=level, language=language, channel=channel)
    return _aimed(wanted, known.hours, said_at=said_at) if wanted else None


def _guess(
    inbox: Inbox, known: Recalled, *, said_at: datetime, priority: int, language: str, channel: str
) -> Guess | None:
    local = said_at.astimezone(zone_of(known.hours.zone))
    now = situation(
        known.memory,
        at=said_at.timestamp(),
        channel=channel,
        priority=priority,
        language=language,
        hour=local.hour,
        weekday=local.weekday(),
        inbox=inbox.pk,
    )
    return guess(known.memory.sample(channel), now)


def _laid_out(found: Guess, hours: OpeningHours, *, said_at: datetime, stretch: float) -> Estimate | None:
    if found.seconds * stretch > FARTHEST.total_seconds():  # before a calendar is walked for thousands of years
        return None
    due_at = add(hours, said_at, round(found.seconds * stretch))
    usual_at = add(hours, said_at, round(min(found.usual_seconds, found.seconds)))
    if due_at is None or usual_at is None or due_at - said_at > FARTHEST:
        return None
    due_at = round_up(due_at, said_at=said_at, hours=hours)
    usual_at = min(due_at, round_up(usual_at, said_at=said_at, hours=hours))
    seconds = seconds_between(hours, said_at, due_at)
    return Estimate(due_at, seconds, HISTORY, found.n, found.group, usual_at, stretch)


def _aimed(wanted: Aim, hours: OpeningHours, *, said_at: datetime) -> Estimate | None:
    """A target is told as it is, to the second: it was set by people."""
    due_at = said_at + timedelta(seconds=wanted.seconds)
    if wanted.is_business:
        found = add(hours, said_at, wanted.seconds)
        if found is None:
            return None
        due_at = found
    return Estimate(due_at, seconds_between(hours, said_at, due_at), TARGET, 0, "", due_at)
