"""Everything that was said and done in a conversation, in order, as it is read."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from django.utils.safestring import SafeString

from keepword.conversations.history.lines import LAST, Line, part_of_history
from keepword.conversations.models import Conversation
from keepword.web import times
from keepword.web.conversations.letters import Letter, letter_of
from keepword.web.conversations.said import said_in
from keepword.web.conversations.stretches import Place, cut

BEGINNING = "mail"
ICONS = {
    "conversation.created": BEGINNING,
    "conversation.assigned": "user-round-plus",
    "conversation.team_assigned": "users-round",
    "conversation.reopened": "undo-2",
    "conversation.resolved": "circle-check",
    "conversation.waiting": "hourglass",
    "conversation.snoozed": "moon",
    "conversation.woken": "bell",
    "conversation.tagged": "tag",
    "conversation.untagged": "tag",
    "conversation.fields_changed": "pencil",
    "conversation.prioritised": "flag",
    "conversation.marked_spam": "ban",
    "message.failed": "mail-x",
    **dict.fromkeys(["conversation.merged", "conversation.took_in"], "merge"),
    **dict.fromkeys(["conversation.unmerged", "conversation.gave_back"], "split"),
    **dict.fromkeys(["conversation.split", "conversation.split_off"], "split"),
    **dict.fromkeys(["conversation.linked", "conversation.unlinked"], "link"),
    "reply.scheduled": "clock",
    "reply.cancelled": "undo-2",
    "reply.held": "mail-warning",
    "macro.used": "layers",
    "mention.made": "at-sign",
    "aside.begun": "forward",
    "aside.answered": "reply",
    "aside.finished": "circle-check",
    "aside.reopened": "undo-2",
    "aside.recalled": "undo-2",
    "aside.failed": "mail-x",
}


@dataclass(frozen=True, slots=True)
class Day:
    key: str
    words: str
    kind: str = "day"


@dataclass(frozen=True, slots=True)
class Happened:
    """An event as one quiet line."""

    key: str
    words: str
    icon: str
    when: SafeString
    kind: str = field(default="event")


Timed = tuple[datetime, Happened | Letter]


@dataclass(frozen=True, slots=True)
class Thread:
    """A part of what was said and done, oldest first. `earlier` is the cursor of the part before, "" at the beginning;
    `last_day` is the key of the last heading."""

    items: list[Day | Happened | Letter]
    earlier: str
    last_day: str


def of(
    conversation: Conversation, *, reader: times.Reader, agents: Mapping[int, str], before: Place | None = None
) -> Thread:
    """Letters, notes and events, with a heading for each day: the newest part, or the one before a place. Three
    queries: messages, their files, events; and a fourth for names that are not among those of `agents`."""
    said = said_in(conversation.pk, before=before.message if before else None)
    done = part_of_history(conversation, before=before.event if before else LAST, agents_known=agents)
    shown = cut(said, done, before=before)
    letters: list[Timed] = [
        (message.at, letter_of(message, files, conversation=conversation, reader=reader))
        for message, files in shown.messages
    ]
    begun = letters[0][0] if letters else reader.now
    events: list[Timed] = [
        (line.at if shown.earlier else _moment(line, begun=begun), _happened(line, reader=reader))
        for line in shown.lines
    ]
    items = list(_with_days(sorted([*letters, *events], key=_place), reader=reader))
    days = [item.key for item in items if isinstance(item, Day)]
    return Thread(items, shown.earlier.encode() if shown.earlier else "", days[-1] if days else "")


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
    icon = ICONS.get(line.name, "history")
    return Happened(key=f"event-{line.event_id}", words=line.text, icon=icon, when=reader.clock(line.at))


def _with_days(items: list[Timed], *, reader: times.Reader) -> Iterator[Day | Happened | Letter]:
    last: date | None = None
    for at, item in items:
        day = at.astimezone(reader.zone).date()
        if day != last:
            yield Day(key=f"day-{day.isoformat()}", words=reader.heading(day))
        last = day
        yield item
