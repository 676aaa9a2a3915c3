"""Which stretch of a long conversation is shown: as many messages and facts as fit one page, and where it begins."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Self

from keepword.conversations.history.lines import LAST, Line, Part
from keepword.conversations.models import Conversation
from keepword.events.models import Event
from keepword.kit import pages
from keepword.web.conversations.said import AT_ONCE, Kept, Said, Words


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
    message = conversation.messages.filter(pk=number).first()
    if message is None:
        return None
    later = conversation.messages.filter(at__gt=message.at)[:AT_ONCE].count()
    if later < AT_ONCE:
        return None
    following = Event.objects.filter(conversation_id=conversation.pk, message_id__gt=number).order_by("id")
    return Place((message.at, message.pk + 1), following.values_list("id", flat=True).first() or LAST)
