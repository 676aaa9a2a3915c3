"""The messages of a conversation and their files as plain rows: what the screen reads of them, and nothing else."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import QuerySet

from keepword.conversations.models import Attachment, Message
from keepword.kit import pages
from keepword.kit.prepared import Prepared

AT_ONCE = 50  # messages of one page
NEWEST = pages.Order("at", is_descending=True)


class Kept(NamedTuple):
    """A file of a message."""

    message_id: int
    token: str
    name: str
    type: str
    size: int


class Said(NamedTuple):
    """A message. The fields are those of `Message`; `html` is not among them, it may be large."""

    pk: int
    kind: str
    at: datetime
    sender_name: str
    sender_address: str
    recipients: dict[str, Any]
    is_automatic: bool
    has_html: bool
    warnings: list[str]
    delivery_state: str
    delivery_reason: str
    delivery_detail: str
    delivered_at: datetime | None
    arrived_at: datetime | None
    text: str
    quoted: str


def _messages(conversation: int) -> QuerySet[Message, Any]:
    messages = Message.objects.filter(conversation_id=conversation)  # house: whoever asks may see the conversation
    return messages.order_by(*NEWEST.terms).values_list(*Said._fields)[: AT_ONCE + 1]


def _files(**messages: int) -> QuerySet[Attachment, Any]:
    files = Attachment.objects.filter(message_id__in=list(messages.values()))  # house: as above, and theirs
    return files.order_by("id").values_list(*Kept._fields)


MESSAGES, FILES = Prepared(_messages), Prepared(_files)


@dataclass(frozen=True, slots=True)
class Words:
    """Messages with their files, oldest first, and whether there are earlier ones."""

    messages: list[tuple[Said, list[Kept]]]
    has_earlier: bool


def said_in(conversation_id: int, *, before: tuple[datetime, int] | None = None) -> Words:
    """The newest messages, or those before a moment and id, for whoever may see the conversation: a message is as
    visible as its conversation."""
    rows = list(_before(conversation_id, cursor=before)) if before else MESSAGES(conversation=conversation_id)
    shown = [Said._make(row) for row in reversed(rows[:AT_ONCE])]
    files: dict[int, list[Kept]] = defaultdict(list)
    for file in map(Kept._make, FILES(**_slots([message.pk for message in shown]))):
        files[file.message_id].append(file)
    return Words([(message, files[message.pk]) for message in shown], len(rows) > AT_ONCE)


def _slots(ids: list[int]) -> dict[str, int]:
    """Always as many as a page has, so that the query can be prepared; nothing has the id 0."""
    return {f"message_{place}": number for place, number in enumerate((ids + [0] * AT_ONCE)[:AT_ONCE])}


def _before(conversation_id: int, *, cursor: tuple[datetime, int]) -> QuerySet[Message, Any]:
    messages = Message.objects.filter(conversation_id=conversation_id)  # house: as below
    page = pages.after(messages, order=NEWEST, cursor=pages.encode(*cursor))
    return page.values_list(*Said._fields)[: AT_ONCE + 1]
