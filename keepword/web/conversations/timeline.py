"""Everything that was said and done in a conversation, in order, as it is read."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime

from django.utils import timezone
from django.utils.safestring import SafeString

from keepword.conversations.history import Line, history
from keepword.conversations.models import Conversation, Message
from keepword.people.models import Agent
from keepword.web import times
from keepword.web.conversations.letters import Letter, letter_of

ICONS = {
    "conversation.assigned": "user-round-plus",
    "conversation.team_assigned": "users-round",
    "conversation.reopened": "undo-2",
    "conversation.resolved": "circle-check",
    "conversation.waiting": "hourglass",
    "conversation.snoozed": "moon",
    "conversation.woken": "bell",
    "conversation.tagged": "tag",
    "conversation.untagged": "tag",
    "conversation.prioritised": "flag",
    "conversation.marked_spam": "ban",
    "message.failed": "mail-x",
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


def of(conversation: Conversation, *, agent: Agent, now: datetime) -> list[Day | Happened | Letter]:
    """Letters, notes and events, oldest first, with a heading for each day. Four queries at most: messages with who
    wrote them, their files, events, and the names in those events."""
    letters: list[tuple[datetime, Happened | Letter]] = [
        (message.at, letter_of(message, conversation=conversation)) for message in _messages(conversation, agent)
    ]
    events: list[tuple[datetime, Happened | Letter]] = [(line.at, _happened(line)) for line in history(conversation)]
    together = sorted([*events, *letters], key=lambda pair: pair[0])
    return list(_with_days(together, today=timezone.localtime(now).date()))


def _messages(conversation: Conversation, agent: Agent) -> Iterable[Message]:
    messages = Message.objects.visible_to(agent).filter(conversation=conversation)
    return messages.defer("html").select_related("agent").prefetch_related("attachments").order_by("at", "id")


def _happened(line: Line) -> Happened:
    icon = ICONS.get(line.name, "history")
    return Happened(key=f"event-{line.event_id}", words=line.text, icon=icon, when=times.clock(line.at))


def _with_days(items: list[tuple[datetime, Happened | Letter]], *, today: date) -> Iterator[Day | Happened | Letter]:
    last: date | None = None
    for at, item in items:
        day = timezone.localtime(at).date()
        if day != last:
            yield Day(key=f"day-{day.isoformat()}", words=times.long_day(day, today=today))
        last = day
        yield item
