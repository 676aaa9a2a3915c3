"""What is good to know before one answers a person: facts, each with the conversation that it comes from, and never a
score of the person."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from keepword.conversations.models.conversation import COMPLAINT
from keepword.insight.remembered import Home, Remembered, answers, broken, remembered
from keepword.people.models import Agent

YEAR, QUARTER, WEEK = timedelta(days=365), timedelta(days=90), timedelta(days=7)
MANY = 3  # conversations in a week, from which it is said


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
    """Of the conversations that `by` may see. Four queries at most, one where nothing is remembered."""
    rows = remembered(contact_id, by=by, week=at - WEEK)
    return Beforehand(
        answer=_answer(rows, contact_id=contact_id, by=by, since=at - YEAR),
        complaints=_complaints(rows, since=at - YEAR),
        opened_again=_opened_again(rows, since=at - YEAR),
        broken=_broken(rows, contact_id=contact_id, by=by, since=at - QUARTER, at=at),
        lately=_lately(rows, since=at - WEEK),
    )


def _counted(home: Home, *, times: int, at: datetime) -> Counted:
    """`home`: of the last one."""
    solved = int((home.resolved_at - home.created_at).total_seconds()) if home.resolved_at else None
    return Counted(times, home.id, home.subject, home.language, at, solved)


def _answer(rows: Sequence[Remembered], *, contact_id: int, by: Agent, since: datetime) -> Said | None:
    rated = {row.id for row in rows if row.rating is not None}
    if not rated:
        return None
    known = [one for one in answers(contact_id, by=by, since=since) if rated & {one.conversation, one.merged_into}]
    last = max(known, key=lambda one: (one.at, one.id), default=None)
    if last is None:
        return None
    return Said(last.merged_into or last.conversation, last.score, last.words, last.language, last.at)


def _complaints(rows: Sequence[Remembered], *, since: datetime) -> Counted | None:
    """What was merged into one is one."""
    found = {
        row.home.id: row
        for row in sorted(rows, key=lambda row: row.complained_at or since)
        if row.complaint == COMPLAINT and row.complained_at and row.complained_at >= since
    }
    last = max(found.values(), key=lambda row: row.complained_at or since, default=None)
    if last is None:
        return None
    return _counted(last.home, times=len(found), at=last.complained_at or since)


def _opened_again(rows: Sequence[Remembered], *, since: datetime) -> Counted | None:
    found = [row for row in rows if row.reopened and row.last_activity_at >= since]
    found.sort(key=lambda row: row.last_activity_at, reverse=True)
    if not found:
        return None
    return _counted(found[0].home, times=sum(row.reopened for row in found), at=found[0].last_activity_at)


def _broken(
    rows: Sequence[Remembered], *, contact_id: int, by: Agent, since: datetime, at: datetime
) -> Counted | None:
    if not any(row.has_broken_promise for row in rows):
        return None
    found = broken(contact_id, by=by, since=since, until=at)
    return _counted(found[0].home, times=len(found), at=found[0].due_at) if found else None


def _lately(rows: Sequence[Remembered], *, since: datetime) -> Counted | None:
    """Merged ones count: the person wrote each time."""
    found = sorted((row for row in rows if row.created_at >= since), key=lambda row: row.created_at, reverse=True)
    if len(found) < MANY:
        return None
    return _counted(found[0].home, times=len(found), at=found[0].created_at)
