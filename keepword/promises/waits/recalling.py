"""What this installation remembers of its waits: recent rows of an inbox, told as they happened.

Everything is read as it stood at the begin of the minute and kept for that minute, so that a rush of acknowledgements
costs no more than one.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from sys import intern

from keepword.conversations.models import Inbox
from keepword.conversations.opening_hours import hours_of_inbox
from keepword.hours.spans import OpeningHours
from keepword.promises.models.estimate import HELD, HISTORY, MISSED, PublishedWait
from keepword.promises.models.wait import REPLY, Wait, WaitQuerySet
from keepword.promises.waits.guessing import FEWEST
from keepword.promises.waits.lengthening import OUTCOMES, stretch
from keepword.promises.waits.lives import Lived, facts
from keepword.promises.waits.remembering import Memory
from keepword.promises.waits.staffing import ruler, staff

BACK, AHEAD = timedelta(weeks=8), timedelta(weeks=16)
MOST = 4000  # rows that are read: they are walked along an index, the newest first
MINUTE = 60
FIELDS = ("started_at", "ended_at", "ended_by", "channel", "priority", "language", "inbox_id")


@dataclass(frozen=True)
class Recalled:
    memory: Memory
    hours: OpeningHours


def recalled(inbox_id: int, *, at: datetime) -> Recalled:
    """As it stood at the begin of the minute of `at`."""
    return _recalled(inbox_id, int(at.timestamp()) // MINUTE)


def stretched(inbox_id: int, channel: str, *, at: datetime) -> float:
    """The factor by which misses of this inbox and channel lengthen the next published waits."""
    return _stretched(inbox_id, channel, int(at.timestamp()) // MINUTE)


def forget() -> None:
    """For tests, whose rows are rolled back and their numbers given out again."""
    _recalled.cache_clear()
    _stretched.cache_clear()


@lru_cache(maxsize=256)
def _recalled(inbox_id: int, minute: int) -> Recalled:
    at = datetime.fromtimestamp(minute * MINUTE, UTC)
    inbox = Inbox.objects.get(pk=inbox_id)
    hours = hours_of_inbox(inbox).hours
    begin, end = at - BACK, at + AHEAD
    memory = Memory(ruler(hours, begin=begin, end=end), staff(inbox, hours, begin=begin, end=end))
    lives = list(_lives(inbox_id, at=at))
    memory.tell_all(facts(lives, zone=hours.zone, until=at.timestamp()))
    return Recalled(memory, hours)


@lru_cache(maxsize=1024)
def _stretched(inbox_id: int, channel: str, minute: int) -> float:
    known = PublishedWait.objects.filter(
        inbox_id=inbox_id, channel=channel, known_at__lte=datetime.fromtimestamp(minute * MINUTE, UTC)
    )
    newest = known.filter(outcome__in=[HELD, MISSED], basis=HISTORY).order_by("-known_at", "-id")[:OUTCOMES]
    outcomes = list(newest.values_list("outcome", flat=True))
    return stretch(outcome == MISSED for outcome in reversed(outcomes))


def _lives(inbox_id: int, *, at: datetime) -> Iterator[Lived]:
    """Those of the inbox; where it is new, those of all inboxes."""
    since = Wait.objects.counted().filter(started_at__lt=at, started_at__gte=at - BACK)
    own = list(lives_of(since.filter(inbox_id=inbox_id).order_by("-started_at")[:MOST], at=at))
    if sum(life.has_reply for life in own) >= FEWEST:
        return iter(own)
    return lives_of(since.order_by("-id")[:MOST], at=at)


def lives_of(waits: WaitQuerySet, *, at: datetime) -> Iterator[Lived]:
    """As they stood `at` that instant."""
    for started_at, ended_at, ended_by, channel, priority, language, inbox_id in waits.values_list(*FIELDS).iterator():
        end = ended_at.timestamp() if ended_at and ended_at < at else None
        is_answered = end is not None and ended_by == REPLY
        # Eight thousand of them are remembered, in a few languages: each word is kept once.
        words = (intern(channel), priority, intern(language))
        yield Lived(started_at.timestamp(), end, is_answered, *words, inbox_id)
