"""Who comes first, and how fast it goes: what a promise of this moment is measured by.

For one promise it costs a few bounded queries; for many that are made together, hardly more.
"""

from bisect import bisect_left, bisect_right, insort
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise

from django.db.models import QuerySet

from keepword.conversations.models import Conversation
from keepword.conversations.opening_hours import hours_of
from keepword.hours.in_force import in_force
from keepword.hours.spans import OpeningHours, seconds_between
from keepword.people.models import Agent
from keepword.promises.models import Promise, Wait
from keepword.promises.models.wait import REPLY

RECENT = 50  # answers from which the pace is read
ENOUGH = 10  # with fewer nobody knows the pace, and only the hours count
SINCE = timedelta(days=14)
MOST_AHEAD = 500

Place = tuple[datetime, int]  # when it is due or began, and the conversation


@dataclass(frozen=True, slots=True)
class _Line:
    """The first of those whom something was promised, by when it is due, and of those who wait, by since when."""

    promised: list[Place]
    waiting: list[Place]

    def ahead(self, conversation: Conversation, *, due_at: datetime) -> int:
        """Other conversations that come first: who waited longer, and whom something was promised until then."""
        since = conversation.waiting_since
        waiting = self.waiting if since is None else self.waiting[: bisect_left(self.waiting, since, key=_when)]
        return len(self._first(waiting, due_at=due_at) - {conversation.pk})

    def ahead_of_the_next(self, *, due_at: datetime) -> int:
        """All who wait, and whom something was promised until then."""
        return len(self._first(self.waiting, due_at=due_at))

    def _first(self, waiting: list[Place], *, due_at: datetime) -> set[int]:
        promised = self.promised[: bisect_right(self.promised, due_at, key=_when)]
        return {number for _, number in promised} | {number for _, number in waiting}


def _when(place: Place) -> datetime:
    return place[0]


class Lookout:
    """Of one moment, for the team or for one agent (`by`). What was read once is not read again, so a promise that is
    made meanwhile must be told."""

    def __init__(self, *, at: datetime, by: Agent | None = None) -> None:
        self._at, self._by = at, by
        self._hours: dict[tuple[int, int | None], OpeningHours] = {}
        self._paces: dict[tuple[int, int | None], float | None] = {}
        self._lines: dict[int, _Line] = {}

    def hours(self, conversation: Conversation) -> OpeningHours:
        """The agent's own, else those that count for the conversation."""
        key = (conversation.inbox_id, conversation.team_id)
        if key not in self._hours:
            own = self._by.business_hours_id if self._by else None
            self._hours[key] = in_force(own).hours if own else hours_of(conversation).hours
        return self._hours[key]

    def pace(self, conversation: Conversation, *, hours: OpeningHours) -> float | None:
        """Open seconds from one of the last answers to the next while somebody was at it: the lower quartile, because
        the longer gaps are those in which nobody wrote. Whoever has little to do is not slow. None when too little is
        known to tell."""
        key = (conversation.inbox_id, conversation.team_id)
        if key not in self._paces:
            self._paces[key] = self._read_pace(conversation.inbox_id, hours=hours)
        return self._paces[key]

    def ahead(self, conversation: Conversation, *, due_at: datetime) -> int:
        """How many other conversations come before one that is due then; at most some hundreds are counted."""
        return self._line(conversation.inbox_id).ahead(conversation, due_at=due_at)

    def pace_of_inbox(self, inbox_id: int, *, hours: OpeningHours) -> float | None:
        """As `pace`, of the whole inbox."""
        return self._read_pace(inbox_id, hours=hours)

    def ahead_in_inbox(self, inbox_id: int, *, due_at: datetime) -> int:
        """As `ahead`, of somebody who would write now."""
        return self._line(inbox_id).ahead_of_the_next(due_at=due_at)

    def _line(self, inbox_id: int) -> _Line:
        if inbox_id not in self._lines:
            self._lines[inbox_id] = _Line(
                _places(self._promised(inbox_id), "due_at"), _places(self._waiting(inbox_id), "started_at")
            )
        return self._lines[inbox_id]

    def promised(self, conversation: Conversation, *, due_at: datetime) -> None:
        """It was, and counts for those after it."""
        line = self._lines.get(conversation.inbox_id)
        if line is not None:
            insort(line.promised, (due_at, conversation.pk))
            del line.promised[MOST_AHEAD:]

    def _read_pace(self, inbox_id: int, *, hours: OpeningHours) -> float | None:
        answered = Wait.objects.filter(inbox_id=inbox_id, started_at__gte=self._at - SINCE, ended_by=REPLY)
        if self._by is not None:
            answered = answered.filter(agent=self._by)
        newest = answered.order_by("-started_at").values_list("ended_at", flat=True)[:RECENT]
        ended = sorted(one for one in newest if one)
        if len(ended) < ENOUGH:
            return None
        gaps = sorted(seconds_between(hours, one, following) for one, following in pairwise(ended))
        return float(gaps[len(gaps) // 4])

    def _promised(self, inbox_id: int) -> QuerySet[Promise]:
        promised = Promise.objects.open().filter(inbox_id=inbox_id)
        return promised if self._by is None else promised.filter(made_by=self._by)

    def _waiting(self, inbox_id: int) -> QuerySet[Wait]:
        waiting = Wait.objects.running().filter(inbox_id=inbox_id)
        return waiting if self._by is None else waiting.filter(conversation__assignee=self._by)


def _places(rows: QuerySet[Wait] | QuerySet[Promise], when: str) -> list[Place]:
    return list(rows.order_by(when, "conversation_id").values_list(when, "conversation_id")[:MOST_AHEAD])
