"""Read what people did in conversations: three queries for as many as one likes."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any, NamedTuple

from keepword.conversations.models import Conversation, Message
from keepword.conversations.models.conversation import PRIORITIES, SPAM
from keepword.conversations.models.message import FAILED, INBOUND, NOTE
from keepword.events.models import Event
from keepword.promises.clocks.deeds import (
    ANSWERED,
    ARRIVED,
    MARKED_SPAM,
    PRIORITISED,
    SETTLED,
    TAKEN_BACK,
    Deed,
    Story,
)
from keepword.promises.models.wait import NO_REPLY_NEEDED, RESOLVED

SAID = ["message.received", "message.queued", "message.sent"]
ENDS = {
    "conversation.resolved": RESOLVED,
    "conversation.waiting": NO_REPLY_NEEDED,
    "conversation.no_reply_needed": NO_REPLY_NEEDED,
}
READ = [
    *SAID,
    *ENDS,
    "conversation.reopened",
    "conversation.snoozed",
    "conversation.prioritised",
    "conversation.marked_spam",
]


class _Message(NamedTuple):
    id: int
    conversation_id: int
    kind: str
    at: datetime
    agent_id: int | None
    is_automatic: bool
    delivery_state: str


class _Event(NamedTuple):
    conversation_id: int
    name: str
    at: datetime
    message_id: int | None
    data: dict[str, Any]


def stories_of(conversation_ids: Iterable[int]) -> list[Story]:
    """For the clocks, not for a person: whatever inbox they are in."""
    ids = list(conversation_ids)
    messages = _messages(ids)
    events: dict[int, list[_Event]] = defaultdict(list)
    told = Event.objects.filter(conversation_id__in=ids, name__in=READ).order_by("id")
    for row in told.values_list(*_Event._fields):
        event = _Event(*row)
        events[event.conversation_id].append(event)
    fields = ("id", "inbox_id", "team_id", "channel", "language", "priority", "status")
    return [
        Story(
            conversation_id=one.pk,
            inbox_id=one.inbox_id,
            team_id=one.team_id,
            channel=one.channel,
            language=one.language,
            priority=one.priority,
            is_spam=one.status == SPAM,
            deeds=tuple(_deeds(events[one.pk], messages=messages)),
        )
        for one in Conversation.objects.filter(id__in=ids).order_by("id").only(*fields)
    ]


def _messages(conversation_ids: list[int]) -> dict[int, _Message]:
    """Those that count: no notes, nothing automatic, no reply that failed."""
    said = Message.objects.filter(conversation_id__in=conversation_ids, is_automatic=False).exclude(kind=NOTE)
    rows = (_Message(*row) for row in said.exclude(delivery_state=FAILED).values_list(*_Message._fields))
    return {row.id: row for row in rows}


def _deeds(events: list[_Event], *, messages: dict[int, _Message]) -> Iterator[Deed]:
    """A message stands where it was first told of: when it is sent, or sent again, it is the same answer."""
    seen: set[int] = set()
    for event in events:
        if event.name in SAID:
            message = messages.get(event.message_id or 0)
            if message and message.id not in seen:
                seen.add(message.id)
                yield _said(message)
        else:
            yield from _done(event)


def _said(message: _Message) -> Deed:
    if message.kind == INBOUND:
        return Deed(ARRIVED, message.at)
    return Deed(ANSWERED, message.at, agent_id=message.agent_id)


def _done(event: _Event) -> Iterator[Deed]:
    data = event.data
    if event.name in ENDS:
        if settles(event.name, data):
            yield Deed(SETTLED, event.at, how=ENDS[event.name])
    elif event.name == "conversation.prioritised":
        to, was = PRIORITIES[data["to"]], PRIORITIES[data["was"]]
        yield Deed(PRIORITISED, event.at, priority=to, priority_before=was)
    elif event.name == "conversation.marked_spam":
        yield Deed(MARKED_SPAM, event.at)
    elif data.get("takes_back"):
        yield Deed(TAKEN_BACK, event.at)


def settles(name: str, data: dict[str, Any]) -> bool:
    """Whether this fact declared messages done. In spam nobody waits by name, but messages may lie there."""
    return bool(name == "conversation.no_reply_needed" or data.get("ended_a_wait") or data.get("was") == SPAM)
