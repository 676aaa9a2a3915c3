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


@dataclass(frozen=True, slots=True)
class _Word:
    """A customer's message that nobody has answered. `place` None: whatever is sent again is no answer to it."""

    at: datetime
    place: int | None
    priority: int

    def came_before(self, place: int | None) -> bool:
        return place is None or (self.place is not None and self.place < place)


@dataclass(frozen=True, slots=True)
class _Settled:
    """A wait that was declared done: its place among the spans, and its words, or what is left of them."""

    place: int
    words: list[_Word]
    is_whole: bool = True

    def without(self, place: int | None) -> "_Settled":
        left = [word for word in self.words if not word.came_before(place)]
        return replace(self, words=left, is_whole=self.is_whole and len(left) == len(self.words))


class _Told:
    """The waits as the deeds come one after the other. `words` are those that wait; `settled` the last waits that
    ended without an answer and can still be taken back."""

    def __init__(self, priority: int) -> None:
        self.spans: list[Span] = []
        self.priority = priority
        self.words: list[_Word] = []
        self.settled: list[_Settled] = []

    @property
    def is_waiting(self) -> bool:
        return bool(self.spans) and self.spans[-1].ended_at is None

    def take(self, deed: Deed) -> None:
        if deed.what in (deeds.ARRIVED, deeds.TOOK_IN):
            self._arrive(deed)
        elif deed.what == deeds.ANSWERED:
            self._answer(deed)
        elif deed.what == deeds.MERGED:
            self._end(deed, by=MERGED)
        elif deed.settles and self.is_waiting:
            self.settled.append(_Settled(len(self.spans) - 1, self.words))
            self._end(deed, by=ENDED_BY[deed.what])
        elif deed.takes_back:
            self._take_back()
        elif deed.what == deeds.PRIORITISED and isinstance(deed.value, int):
            self.priority = deed.value

    def _arrive(self, deed: Deed) -> None:
        """What comes while another word waits is one wait with it; so is a wait that was taken in, since the earlier
        of the two began."""
        word = _Word(deed.at, deed.place, self.priority)
        if not self.is_waiting:
            self._begin([word])
        elif deed.what == deeds.TOOK_IN:
            last = self.spans[-1]
            self.spans[-1] = replace(last, started_at=min(last.started_at, deed.at))
            self.words.append(word)
        else:
            self.words.append(word)

    def _begin(self, words: list[_Word]) -> None:
        oldest = min(words, key=lambda word: word.at)  # a merge brings older words than those that are there
        self.spans.append(Span(oldest.at, oldest.priority))
        self.words = words

    def _answer(self, deed: Deed) -> None:
        """What came after the words that were sent again goes on waiting, since it came."""
        left = [word for word in self.words if not word.came_before(deed.before)]
        if self.is_waiting and len(left) < len(self.words):
            self._end(deed, by=REPLY)
            self.settled = []
            if left:
                self._begin(left)
        rest = [one.without(deed.before) for one in self.settled]
        self.settled = [one for one in rest if one.words]

    def _end(self, deed: Deed, *, by: str) -> None:
        if self.is_waiting:
            last = self.spans[-1]
            # A mail of a moment ago may be stored after an answer was begun: a wait is never shorter than nothing.
            ended_at = max(deed.at, last.started_at)
            self.spans[-1] = replace(last, ended_at=ended_at, ended_by=by, agent_id=deed.agent_id)
            self.words = []

    def _take_back(self) -> None:
        """What was declared done and is not: it waits again since the oldest message that nobody answered. A wait of
        which something was answered meanwhile stays."""
        if self.settled:
            first = self.settled[0]
            words = [word for one in self.settled for word in one.words] + self.words
            oldest = self.spans[first.place]
            if first.is_whole:
                self.spans[first.place :] = [Span(oldest.started_at, oldest.priority)]
            else:
                self.spans[first.place + 1 :] = [Span(words[0].at, words[0].priority)]
            self.words, self.settled = words, []


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
