"""What is good to know before one answers a person: facts, each with the conversation that it comes from, and never a
score of the person."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q

from keepword.conversations.models import Conversation
from keepword.conversations.models.conversation import COMPLAINT, REMEMBERED, SPAM
from keepword.people.models import Agent
from keepword.promises.models import Promise
from keepword.promises.models.promise import BROKEN
from keepword.surveys.models import Survey

YEAR, QUARTER, WEEK = timedelta(days=365), timedelta(days=90), timedelta(days=7)
MANY = 3  # conversations in a week, from which it is said
AT_ONCE = 300  # of the newest conversations that remember something


@dataclass(frozen=True, slots=True)
class Said:
    """Their last answer of a year to the question how it was, 1 to 5."""

    conversation: int
    score: int
    words: str
    language: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Counted:
    """So many, and where the last one was, and when. `subject` is "" for a conversation without one. `solved_seconds`:
    how long the last one took from its beginning, None while it is not solved."""

    times: int
    conversation: int
    subject: str
    language: str
    at: datetime
    solved_seconds: int | None = None


@dataclass(frozen=True, slots=True)
class Beforehand:
    """None for what never was. answer, complaints, opened_again: of a year; broken: promises, of 90 days; lately:
    conversations begun in seven days, where they are three or more."""

    answer: Said | None = None
    complaints: Counted | None = None
    opened_again: Counted | None = None
    broken: Counted | None = None
    lately: Counted | None = None

    @property
    def is_any(self) -> bool:
        return any((self.answer, self.complaints, self.opened_again, self.broken, self.lately))


NOTHING = Beforehand()


def beforehand(contact_id: int, *, by: Agent, at: datetime) -> Beforehand:
    """Of the conversations that `by` may see. Three queries at most, one where nothing is remembered."""
    theirs = Conversation.objects.visible_to(by).filter(contact_id=contact_id).exclude(status=SPAM)
    known = theirs.filter(REMEMBERED | Q(created_at__gte=at - WEEK)).select_related("merged_into")
    rows = list(known.order_by("-id")[:AT_ONCE])
    return Beforehand(
        answer=_answer(rows, by=by, since=at - YEAR),
        complaints=_complaints(rows, since=at - YEAR),
        opened_again=_opened_again(rows, since=at - YEAR),
        broken=_broken(rows, contact_id=contact_id, by=by, since=at - QUARTER, at=at),
        lately=_lately(rows, since=at - WEEK),
    )


def _home(row: Conversation) -> Conversation:
    return row.merged_into or row


def _counted(rows: Sequence[Conversation], *, times: int, at: datetime) -> Counted:
    """`rows`: the last one first."""
    last = _home(rows[0])
    solved = int((last.resolved_at - last.created_at).total_seconds()) if last.resolved_at else None
    return Counted(times, last.pk, last.subject, last.language, at, solved)


def _answer(rows: Sequence[Conversation], *, by: Agent, since: datetime) -> Said | None:
    rated = [row.pk for row in rows if row.rating is not None]
    if not rated:
        return None
    about = Q(conversation__in=rated) | Q(conversation__merged_into__in=rated)
    said = Survey.objects.visible_to(by).answered().filter(about, answered_at__gte=since)
    last = said.select_related("conversation").order_by("-answered_at", "-id").first()
    if last is None:
        return None
    home = last.conversation.merged_into_id or last.conversation_id
    return Said(home, last.score or 0, last.words, last.language, last.answered_at or last.due_at)


def _complaints(rows: Sequence[Conversation], *, since: datetime) -> Counted | None:
    """What was merged into one is one."""
    found = {
        _home(row).pk: row
        for row in sorted(rows, key=lambda row: row.complained_at or since)
        if row.complaint == COMPLAINT and row.complained_at and row.complained_at >= since
    }
    last = max(found.values(), key=lambda row: row.complained_at or since, default=None)
    if last is None:
        return None
    return _counted([last], times=len(found), at=last.complained_at or since)


def _opened_again(rows: Sequence[Conversation], *, since: datetime) -> Counted | None:
    found = [row for row in rows if row.reopened and row.last_activity_at >= since]
    found.sort(key=lambda row: row.last_activity_at, reverse=True)
    if not found:
        return None
    return _counted(found, times=sum(row.reopened for row in found), at=found[0].last_activity_at)


def _broken(
    rows: Sequence[Conversation], *, contact_id: int, by: Agent, since: datetime, at: datetime
) -> Counted | None:
    if not any(row.has_broken_promise for row in rows):
        return None
    promises = Promise.objects.visible_to(by).filter(contact_id=contact_id, state=BROKEN, due_at__range=(since, at))
    found = list(promises.select_related("conversation__merged_into").order_by("-due_at", "-id")[:AT_ONCE])
    if not found:
        return None
    return _counted([found[0].conversation], times=len(found), at=found[0].due_at)


def _lately(rows: Sequence[Conversation], *, since: datetime) -> Counted | None:
    """Merged ones count: the person wrote each time."""
    found = sorted((row for row in rows if row.created_at >= since), key=lambda row: row.created_at, reverse=True)
    if len(found) < MANY:
        return None
    return _counted(found, times=len(found), at=found[0].created_at)
