"""Whose turn it was: the waits of a conversation, read off what people did. Pure."""

from dataclasses import dataclass, replace
from datetime import datetime

from keepword.promises.clocks import deeds
from keepword.promises.clocks.deeds import Deed, Story
from keepword.promises.models.wait import MERGED, NO_REPLY_NEEDED, REPLY, RESOLVED, SPAM

ENDED_BY = {deeds.RESOLVED: RESOLVED, deeds.AWAITED: NO_REPLY_NEEDED, deeds.NO_REPLY_NEEDED: NO_REPLY_NEEDED}


@dataclass(frozen=True, slots=True)
class Span:
    """One wait: `ended_at` None and `ended_by` "" while it runs."""

    started_at: datetime
    priority: int
    ended_at: datetime | None = None
    ended_by: str = ""
    agent_id: int | None = None


def waits_of(story: Story) -> list[Span]:
    """Every wait of a conversation, oldest first; only one can be running, the last unless another conversation was
    merged into this one."""
    told = _Told(_first_priority(story))
    for deed in story.deeds:
        told.take(deed)
    spans = _as_spam(told.spans, story=story) if story.is_spam else told.spans
    return sorted(spans, key=lambda span: span.started_at)


class _Told:
    """The waits as the deeds come one after the other. `settled` is how many of the last ended without an answer and
    can still be taken back."""

    def __init__(self, priority: int) -> None:
        self.spans: list[Span] = []
        self.priority = priority
        self.settled = 0

    @property
    def is_waiting(self) -> bool:
        return bool(self.spans) and self.spans[-1].ended_at is None

    def take(self, deed: Deed) -> None:
        if deed.what == deeds.ARRIVED and not self.is_waiting:
            self.spans.append(Span(deed.at, self.priority))
        elif deed.what == deeds.TOOK_IN:
            self._take_in(deed)
        elif deed.what == deeds.ANSWERED:
            self._end(deed, by=REPLY)
            self.settled = 0
        elif deed.what == deeds.MERGED:
            self._end(deed, by=MERGED)
        elif deed.settles and self.is_waiting:
            self._end(deed, by=ENDED_BY[deed.what])
            self.settled += 1
        elif deed.takes_back:
            self._take_back()
        elif deed.what == deeds.PRIORITISED and isinstance(deed.value, int):
            self.priority = deed.value

    def _take_in(self, deed: Deed) -> None:
        """One wait, since the earlier of the two began."""
        if self.is_waiting:
            last = self.spans[-1]
            self.spans[-1] = replace(last, started_at=min(last.started_at, deed.at))
        else:
            self.spans.append(Span(deed.at, self.priority))

    def _end(self, deed: Deed, *, by: str) -> None:
        if self.is_waiting:
            last = self.spans[-1]
            # A mail of a moment ago may be stored after an answer was begun: a wait is never shorter than nothing.
            ended_at = max(deed.at, last.started_at)
            self.spans[-1] = replace(last, ended_at=ended_at, ended_by=by, agent_id=deed.agent_id)

    def _take_back(self) -> None:
        """What was declared done and is not: it waits again since the oldest message that nobody answered."""
        if self.settled:
            place = len(self.spans) - self.settled - self.is_waiting
            oldest = self.spans[place]
            self.spans[place:] = [Span(oldest.started_at, oldest.priority)]
            self.settled = 0


def _first_priority(story: Story) -> int:
    """That of the beginning: each change says what was before."""
    before = [deed.was for deed in story.deeds if deed.what == deeds.PRIORITISED]
    return (before[0] if before else None) or story.priority


def _as_spam(spans: list[Span], *, story: Story) -> list[Span]:
    """What was marked as spam ends there and is counted nowhere; it is kept, because the mark may be taken away."""
    marked_at = story.when(deeds.MARKED_SPAM)
    return [] if marked_at is None else [_cut(span, at=marked_at) for span in spans if span.started_at < marked_at]


def _cut(span: Span, *, at: datetime) -> Span:
    if span.ended_at and span.ended_at <= at:
        return replace(span, ended_by=SPAM)
    return replace(span, ended_at=at, ended_by=SPAM, agent_id=None)
