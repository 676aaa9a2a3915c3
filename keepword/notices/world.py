"""What the facts of one go stand in, and a word to somebody about one of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any

from django.db.models import QuerySet

from keepword.conversations.models import Conversation, Follower, Mention, Message
from keepword.conversations.teamwork.seers import Seers
from keepword.events.models import Event
from keepword.kit.among import Among, listed
from keepword.kit.prepared import Prepared, PreparedModels
from keepword.promises.ledger.owing import Owing, owing

RINGS = timedelta(minutes=2)  # a chat that nobody took is with somebody else by then


@dataclass(frozen=True, slots=True)
class Word:
    """Somebody is to hear of `event`. `needed_by` is when it is too late to know, None for never."""

    kind: str
    agent_id: int
    event: Event
    needed_by: datetime | None = None


class World:
    """What the facts of one go stand in, read at most once and only when asked for."""

    def __init__(self, events: Sequence[Event]) -> None:
        self._events = events
        self._ids = sorted({event.conversation_id for event in events if event.conversation_id})

    @cached_property
    def conversations(self) -> dict[int, Conversation]:
        return {one.pk: one for one in CONVERSATIONS.rows(ids=listed(self._ids))}

    @cached_property
    def seers(self) -> Seers:
        return Seers()

    @cached_property
    def followers(self) -> dict[int, list[int]]:
        found: dict[int, list[int]] = {}
        for number, agent in FOLLOWERS(ids=listed(self._ids)):
            found.setdefault(number, []).append(agent)
        return found

    @cached_property
    def begun(self) -> set[tuple[int | None, datetime]]:
        """Conversation and moment of those that began with these facts."""
        since = min(event.at for event in self._events)
        return {(number, at) for number, at in BEGUN(ids=listed(self._ids), since=since)}

    @cached_property
    def called(self) -> dict[int, list[int]]:
        """Agents by the message that mentions them."""
        messages = [event.data["message"] for event in self._events if event.name == "mention.made"]
        found: dict[int, list[int]] = {}
        rows = Mention.objects.filter(message_id__in=messages)  # house: who may see it is asked before anybody is told
        for message, agent in rows.order_by("id").values_list("message_id", "agent_id"):
            found.setdefault(message, []).append(agent)
        return found

    @cached_property
    def writers(self) -> dict[int, int | None]:
        """Who wrote the messages of these facts."""
        numbers = [event.message_id for event in self._events if event.message_id]
        rows = Message.everywhere.filter(pk__in=numbers)  # house: as above
        return dict(rows.values_list("id", "agent_id"))

    @cached_property
    def escalated(self) -> dict[int | None, set[int]]:
        """Whom a step of a target told already, by the warning or the breach."""
        first = min(event.pk for event in self._events)
        rows = Event.objects.filter(conversation_id__in=self._ids, name="notice.given", id__gt=first)
        return {cause: set(data["to"]) for cause, data in rows.values_list("cause_id", "data")}

    @cached_property
    def owing(self) -> dict[int, Owing]:
        return owing(event.data["promise"] for event in self._events if event.name.startswith("promise."))

    def conversation_of(self, event: Event) -> Conversation | None:
        return self.conversations.get(event.conversation_id or 0)

    def holder_of(self, event: Event) -> list[int]:
        """Nobody, or whoever holds it now."""
        held = self.conversation_of(event)
        return [held.assignee_id] if held is not None and held.assignee_id else []


def _conversations(ids: str) -> QuerySet[Conversation]:
    rows = Conversation.objects.filter(Among("pk", ids))  # house: who may see it is asked before anybody is told
    return rows.only("id", "inbox_id", "assignee_id", "team_id", "status")


def _followers(ids: str) -> QuerySet[Follower, Any]:
    rows = Follower.objects.filter(Among("conversation_id", ids)).order_by("id")
    return rows.values_list("conversation_id", "agent_id")


def _begun(ids: str, since: datetime) -> QuerySet[Event, Any]:
    rows = Event.objects.filter(Among("conversation_id", ids), name="conversation.created", at__gte=since)
    return rows.values_list("conversation_id", "at")


CONVERSATIONS, FOLLOWERS, BEGUN = PreparedModels(_conversations), Prepared(_followers), Prepared(_begun)
