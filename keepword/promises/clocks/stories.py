"""Read what people did in conversations: a few queries for as many as one likes."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Any, NamedTuple

from keepword.conversations.models import Conversation, Merge, Message
from keepword.conversations.models.conversation import BINNED, DELETED, PRIORITIES, SPAM
from keepword.conversations.models.message import FAILED, INBOUND, NOTE
from keepword.events.models import Event
from keepword.people.models import Identity
from keepword.promises.clocks import deeds
from keepword.promises.clocks.deeds import Deed, Story

SAID = ["message.received", "message.queued", "message.sent", "message.moved"]
JOINED = {"conversation.merged", "conversation.took_in"}
PARTED = {"conversation.unmerged", "conversation.gave_back"}
LEFT = "message.left"
SETTLES = {
    "conversation.resolved": deeds.RESOLVED,
    "conversation.waiting": deeds.AWAITED,
    "conversation.no_reply_needed": deeds.NO_REPLY_NEEDED,
}
DONE = {
    "conversation.reopened": deeds.REOPENED,
    "conversation.snoozed": deeds.SNOOZED,
    "conversation.woken": deeds.WOKEN,
    "conversation.marked_spam": deeds.MARKED_SPAM,
    "conversation.unmarked_spam": deeds.UNMARKED_SPAM,
    "conversation.tagged": deeds.TAGGED,
    "conversation.untagged": deeds.UNTAGGED,
    "conversation.team_assigned": deeds.TEAM_ASSIGNED,
    "conversation.prioritised": deeds.PRIORITISED,
    "message.failed": deeds.FAILED,
}
DEEDS = {*SETTLES, *DONE}
TOLD = [*SAID, *SETTLES, *DONE, *JOINED, *PARTED, LEFT]


class _Message(NamedTuple):
    id: int
    conversation_id: int
    kind: str
    at: datetime
    agent_id: int | None
    delivery_state: str
    sent_again_at: datetime | None


class _Event(NamedTuple):
    conversation_id: int
    name: str
    at: datetime
    message_id: int | None
    actor_kind: str
    data: dict[str, Any]


def stories_of(conversation_ids: Iterable[int]) -> list[Story]:
    """For the clocks, not for a person: whatever inbox they are in."""
    ids = list(conversation_ids)
    homes = _homes(ids)
    messages, events = _messages([*ids, *homes.values()]), _events(ids)
    tags, domains = _tags(ids), _domains(ids)
    brought = _brought(event for told in events.values() for event in told)
    fields = (
        "id",
        "inbox_id",
        "inbox__brand_id",
        "team_id",
        "channel",
        "language",
        "priority",
        "status",
        "resolved_at",
        "contact_id",
    )
    return [
        Story(
            conversation_id=row["id"],
            inbox_id=row["inbox_id"],
            brand_id=row["inbox__brand_id"],
            team_id=row["team_id"],
            channel=row["channel"],
            language=row["language"],
            priority=row["priority"],
            is_spam=_is_spam(row["status"], row["resolved_at"]),
            tags=frozenset(tags[row["id"]]),
            domains=frozenset(domains[row["contact_id"]]),
            deeds=tuple(_deeds(events[row["id"]], messages=messages, home=homes.get(row["id"]), brought=brought)),
        )
        for row in Conversation.objects.filter(id__in=ids).order_by("id").values(*fields)
    ]


def _is_spam(status: str, resolved_at: datetime | None) -> bool:
    """As `conversation.is_spam` asks it of the database."""
    return status == SPAM or (status in (BINNED, DELETED) and resolved_at is None)


def _homes(conversation_ids: list[int]) -> dict[int, int]:
    """Where those that were merged go on: their messages are there."""
    merged = Conversation.objects.filter(id__in=conversation_ids, merged_into__isnull=False)
    return dict(merged.values_list("id", "merged_into_id"))


def _messages(conversation_ids: list[int]) -> dict[int, _Message]:
    """No notes, and nothing automatic."""
    said = Message.objects.filter(conversation_id__in=conversation_ids, is_automatic=False).exclude(kind=NOTE)
    return {row[0]: _Message(*row) for row in said.values_list(*_Message._fields)}


def _events(conversation_ids: list[int]) -> dict[int, list[_Event]]:
    events: dict[int, list[_Event]] = defaultdict(list)
    told = Event.objects.filter(conversation_id__in=conversation_ids, name__in=TOLD)
    for row in told.order_by("id").values_list(*_Event._fields):
        events[row[0]].append(_Event(*row))
    return events


def _brought(events: Iterable[_Event]) -> dict[int, list[int]]:
    """By merge: the messages that the other one brought with it, for those in which somebody waited."""
    merges = {event.data["merge"] for event in events if event.name == "conversation.took_in" and event.data["since"]}
    return dict(Merge.objects.filter(id__in=merges).values_list("id", "messages")) if merges else {}


def _tags(conversation_ids: list[int]) -> dict[int, list[str]]:
    tags: dict[int, list[str]] = defaultdict(list)
    worn = Conversation.tags.through.objects.filter(conversation_id__in=conversation_ids)
    for conversation_id, name in worn.values_list("conversation_id", "tag__name"):
        tags[conversation_id].append(name)
    return tags


def _domains(conversation_ids: list[int]) -> dict[int, list[str]]:
    """By contact."""
    domains: dict[int, list[str]] = defaultdict(list)
    wrote = Conversation.objects.filter(id__in=conversation_ids).values("contact_id")
    for contact_id, address in Identity.objects.filter(contact_id__in=wrote).values_list("contact_id", "value"):
        domains[contact_id].append(address.rpartition("@")[2])
    return domains


def _deeds(
    events: list[_Event], *, messages: dict[int, _Message], home: int | None, brought: dict[int, list[int]]
) -> Iterator[Deed]:
    """A message stands where it was first told of, and an answer that was sent again where that was last done. What
    went to another conversation for good is not told here, and a merge that was undone never was."""
    seen = _left(events)
    again = _sent_again(events, messages=messages)
    if home:  # what came back here and was sent again there is an answer where the conversation went on
        seen |= {one.id for one in messages.values() if one.sent_again_at and one.id not in again}
    undone = {event.data["merge"] for event in events if event.name in PARTED}
    for event in events:
        message = messages.get(event.message_id or 0)
        is_here = message is not None and message.conversation_id in (event.conversation_id, home)
        if event.name in JOINED:
            of_other = [messages[one] for one in brought.get(event.data["merge"], ()) if one in messages]
            yield from _joined(event, brought=of_other) if event.data["merge"] not in undone else ()
        elif event.name in SAID:
            is_new = message and is_here and message.id not in seen and not event.data.get("settled")
            if message and is_new and again.get(message.id, event) is event:
                seen.add(message.id)
                yield from _said(message, still_waits=bool(event.data.get("still_waits")))
        elif event.name in DEEDS and (event.name != "message.failed" or is_here):
            yield _done(event)


def _left(events: list[_Event]) -> set[int]:
    """The messages whose last move was away from here."""
    left: set[int] = set()
    for event in events:
        if event.name == LEFT and event.message_id:
            left.add(event.message_id)
        elif event.name == "message.moved":
            left.discard(event.message_id or 0)
    return left


def _sent_again(events: list[_Event], *, messages: dict[int, _Message]) -> dict[int, _Event]:
    """By message: the last time. What was sent again before that was written on the message counts as it did."""
    told = [event for event in events if event.name == "message.queued" and event.data.get("again")]
    known = {event.message_id: messages.get(event.message_id or 0) for event in told}
    return {event.message_id or 0: event for event in told if (one := known[event.message_id]) and one.sent_again_at}


def _joined(event: _Event, *, brought: list[_Message]) -> Iterator[Deed]:
    """A wait of the one that was merged goes on in the kept one, each word of it, so that an answer which is sent
    again there leaves those after it. `brought` are those of its messages that are there now."""
    if event.name == "conversation.merged":
        yield Deed(deeds.MERGED, event.at)
    elif event.data["since"]:
        since = datetime.fromisoformat(event.data["since"]).astimezone(UTC)
        words = sorted(one for one in brought if one.kind == INBOUND)  # by id
        first = next((place for place, one in enumerate(words) if one.at == since), len(words))
        yield from (Deed(deeds.TOOK_IN, one.at, place=one.id) for one in words[first:])
        if first == len(words):
            yield Deed(deeds.TOOK_IN, since)


def _said(message: _Message, *, still_waits: bool) -> Iterator[Deed]:
    """A reply that failed answered nothing, and one that was sent again answers since then."""
    if message.kind == INBOUND:
        yield Deed(deeds.ARRIVED, message.at, place=message.id)
    elif message.delivery_state == FAILED:
        return
    elif message.sent_again_at is None:
        yield Deed(deeds.ANSWERED, message.at, agent_id=message.agent_id)
    else:
        at, who = message.sent_again_at, message.agent_id
        yield Deed(deeds.ANSWERED, at, agent_id=who, before=message.id, still_waits=still_waits)


def _done(event: _Event) -> Deed:
    data = event.data
    if event.name in SETTLES:
        return Deed(SETTLES[event.name], event.at, settles=settles(event.name, data))
    what = DONE[event.name]
    if what == deeds.PRIORITISED:
        return Deed(what, event.at, value=PRIORITIES[data["to"]], was=PRIORITIES[data["was"]])
    if what == deeds.TEAM_ASSIGNED:
        return Deed(what, event.at, value=data["to"], was=data["was"])
    return Deed(what, event.at, value=data.get("tag"), takes_back=bool(data.get("takes_back")))


def settles(name: str, data: dict[str, Any]) -> bool:
    """Whether this fact declared messages done. In spam nobody waits by name, but messages may lie there."""
    return bool(name == "conversation.no_reply_needed" or data.get("ended_a_wait") or data.get("was") == SPAM)
