"""Which stretch of a long conversation is shown: as many messages and facts as fit one page, and where it begins."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Self

from keepword.conversations.history.lines import AT_ONCE as FACTS_AT_ONCE
from keepword.conversations.history.lines import LAST, Line, Part
from keepword.conversations.models import Conversation
from keepword.events.models import Event
from keepword.kit import pages
from keepword.web.conversations.said import AT_ONCE, BEGINNINGS, NEWEST, Kept, Said, Words, fitting


@dataclass(frozen=True, slots=True)
class Place:
    """The first message and the first event that are shown already: what is earlier comes before them."""

    message: tuple[datetime, int]
    event: int

    def encode(self) -> str:
        return f"{pages.encode(*self.message)}.{self.event}"

    @classmethod
    def decode(cls, cursor: str) -> Self:
        """Raises pages.BadCursor."""
        message, _, event = cursor.rpartition(".")
        if not (event.isascii() and event.isdigit() and len(event) < 20):
            raise pages.BadCursor(cursor)
        return cls(pages.decode(message), min(int(event), LAST))


@dataclass(frozen=True, slots=True)
class Stretch:
    """`earlier` is where the stretch before it ends, None at the beginning of the conversation."""

    messages: list[tuple[Said, list[Kept]]]
    lines: list[Line]
    earlier: Place | None


def cut(said: Words, done: Part, *, before: Place | None) -> Stretch:
    """Both begin at one moment: what is before it in either is left to the stretch before, so that each message and
    each fact is shown once, in its order."""
    begins = [said.messages[0][0].at] if said.has_earlier else []
    begins += [done.since] if done.since else []
    if not begins:
        return Stretch(said.messages, done.lines, None)
    since = max(begins)
    messages = [pair for pair in said.messages if pair[0].at >= since]
    first_event = min((number for number, at in done.marks if at >= since), default=before.event if before else LAST)
    lines = [line for line in done.lines if line.event_id >= first_event]
    return Stretch(messages, lines, Place(_first_message(said, shown=messages, before=before), first_event))


def _first_message(said: Words, *, shown: list[tuple[Said, list[Kept]]], before: Place | None) -> tuple[datetime, int]:
    """The key of the first message that is shown; where none is, all that were found are still to come."""
    if shown:
        return shown[0][0].at, shown[0][0].pk
    if before or not said.messages:
        return before.message if before else (datetime.max.replace(tzinfo=UTC), 0)
    newest = said.messages[-1][0]
    return newest.at, newest.pk + 1


def place_of(conversation: Conversation, *, number: int) -> Place | None:
    """The place from which this message is the last one that is earlier; None when it stands in the newest part, or
    not in this conversation."""
    at = conversation.messages.filter(pk=number).values_list("at", flat=True).first()
    if at is None or _stands_in_the_newest(conversation, number=number, at=at):
        return None
    following = Event.objects.filter(conversation_id=conversation.pk, at__gt=at).order_by("id")
    return Place((at, number + 1), following.values_list("id", flat=True).first() or LAST)


def _stands_in_the_newest(conversation: Conversation, *, number: int, at: datetime) -> bool:
    """As many messages as a page has room for, and none that is older than the facts on it."""
    since = conversation.messages.filter(at__gte=at).order_by(*NEWEST.terms)
    found = list(since.values_list("id", BEGINNINGS["text"], BEGINNINGS["quoted"])[:AT_ONCE])
    shown = found[: fitting((text, quoted) for _, text, quoted in found)]
    facts = Event.objects.filter(conversation_id=conversation.pk).order_by("-id").values_list("at", flat=True)
    oldest = facts[FACTS_AT_ONCE - 1 : FACTS_AT_ONCE].first()
    return any(one == number for one, _, _ in shown) and (oldest is None or oldest <= at)
