"""Everything that was said and done in a conversation, in order, as it is read."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar

from django.utils.translation import ngettext

from keepword.conversations.calls.reading import calls_of
from keepword.conversations.history.lines import LAST, Line, part_of_history
from keepword.conversations.models import Conversation
from keepword.conversations.models.message import INBOUND
from keepword.people.models import Agent
from keepword.web import times
from keepword.web.conversations.folding import folds
from keepword.web.conversations.happenings import BEGINNING, ICONS, QUIET, TROUBLE, Day, Fold, Happened
from keepword.web.conversations.letters import NO_PHOTOS, Letter, letter_of
from keepword.web.conversations.said import Said, said_in
from keepword.web.conversations.stretches import Place, Stretch, cut
from keepword.web.notes.marks import Marks, marks_of
from keepword.web.whose.offering import passes_on

Item = Day | Fold | Happened | Letter
Timed = tuple[datetime, Happened | Letter]
T = TypeVar("T", Fold | Happened | Letter, Happened)
Folded = tuple[datetime, Fold | Happened | Letter]


@dataclass(frozen=True, slots=True)
class Thread:
    """A part of what was said and done, oldest first, and the customer's own words in it, `theirs`; `passed_on` are
    messages by which one of us passed on a mail. `earlier` is the
    cursor of the part before, "" at the beginning; `last_day` is the key of the last heading."""

    items: list[Item]
    earlier: str
    last_day: str
    theirs: list[str]
    passed_on: list[Said]


def of(
    conversation: Conversation,
    *,
    to: Agent,
    reader: times.Reader,
    agents: Mapping[int, str],
    photos: Mapping[int, str] = NO_PHOTOS,
    before: Place | None = None,
) -> Thread:
    """Letters, notes and events, with a heading for each day: the newest part, or the one before a place. Three
    queries: messages, their files, events; one more for names that are not among those of `agents`, and one each
    where a call was logged, a note corrected or taken back. `photos` are addresses by agent. `to` is who reads:
    what they may not see is not named."""
    said = said_in(conversation.pk, before=before.message if before else None)
    done = part_of_history(conversation, before=before.event if before else LAST, agents_known=agents, to=to)
    shown = cut(said, done, before=before)
    calls = calls_of(message.pk for message, _files in shown.messages if "call" in message.recipients)
    notes = marks_of((message for message, _files in shown.messages), agent=to, reader=reader)
    letters: list[Timed] = [
        (
            message.at,
            letter_of(
                message,
                files,
                conversation=conversation,
                reader=reader,
                photos=photos,
                call=calls.get(message.pk),
                note=notes.get(message.pk),
            ),
        )
        for message, files in shown.messages
        if _is_there(message, notes.get(message.pk))
    ]
    begun = letters[0][0] if letters else reader.now
    events: list[Timed] = [
        (line.at if shown.earlier else _moment(line, begun=begun), _happened(line, reader=reader))
        for line in shown.lines
    ]
    in_order = _folded(sorted([*letters, *events], key=_place), reader=reader, is_newest=before is None)
    return _thread(list(_with_days(in_order, reader=reader)), shown)


def _thread(items: list[Item], shown: Stretch) -> Thread:
    days = [item.key for item in items if isinstance(item, Day)]
    theirs = [message for message, _files in shown.messages if message.kind == INBOUND]
    return Thread(
        items,
        earlier=shown.earlier.encode() if shown.earlier else "",
        last_day=days[-1] if days else "",
        theirs=[message.text for message in theirs],
        passed_on=[message for message in theirs if passes_on(message)],
    )


def _is_there(message: Said, note: Marks | None) -> bool:
    """A note that was taken back is seen by whoever can undo that; a call stays without its words."""
    return note is None or not note.is_gone or bool(note.until) or "call" in message.recipients


def _moment(line: Line, *, begun: datetime) -> datetime:
    """When it is read. A conversation began with its first message, though we wrote that down a moment later."""
    return min(line.at, begun) if line.name == "conversation.created" else line.at


def _place(pair: Timed) -> tuple[datetime, int]:
    """What happened in one moment: the conversation begins, then the words, then what followed from them."""
    at, item = pair
    if isinstance(item, Letter):
        return at, 1
    return at, 0 if item.icon == BEGINNING else 2


def _happened(line: Line, *, reader: times.Reader) -> Happened:
    return Happened(
        key=f"event-{line.event_id}",
        words=line.text,
        icon=ICONS.get(line.name, "history"),
        when=reader.clock(line.at),
        who=line.who,
        is_quiet=line.name in QUIET,
        is_trouble=line.name in TROUBLE,
    )


def _folded(items: list[Timed], *, reader: times.Reader, is_newest: bool) -> Iterator[Folded]:
    """With the quiet lines between two letters as one, where they are many."""
    shown = 0
    places = folds([isinstance(item, Happened) and item.is_quiet for _, item in items], is_newest=is_newest)
    for first, end in places:
        yield from items[shown:first]
        lines = [(at, item) for at, item in items[first:end] if isinstance(item, Happened)]
        yield lines[0][0], _fold(lines, reader=reader, is_last=(first, end) == places[-1])
        shown = end
    yield from items[shown:]


def _fold(lines: list[tuple[datetime, Happened]], *, reader: times.Reader, is_last: bool) -> Fold:
    (begun, first), (ended, last) = lines[0], lines[-1]
    words = ngettext("%(num)s change, last by %(who)s", "%(num)s changes, last by %(who)s", len(lines))
    since = begun.astimezone(reader.zone).date()
    key = f"fold-of-{first.key}"
    return Fold(
        key=key,
        words=words % {"num": len(lines), "who": last.who},
        when=last.when if since == ended.astimezone(reader.zone).date() else reader.moment(ended),
        lines=list(_with_days(lines, reader=reader, after=since, within=f"{key}-")),
        is_last=is_last,
    )


def _with_days(
    items: Iterable[tuple[datetime, T]], *, reader: times.Reader, after: date | None = None, within: str = ""
) -> Iterator[Day | T]:
    """With a heading where a day begins; the day `after` has had its own. `within` tells apart the headings of a day
    that goes on outside a fold."""
    last = after
    for at, item in items:
        day = at.astimezone(reader.zone).date()
        if day != last:
            yield Day(key=f"{within}day-{day.isoformat()}", words=reader.heading(day))
        last = day
        yield item
