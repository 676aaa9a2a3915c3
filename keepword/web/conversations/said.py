"""The messages of a conversation and their files as plain rows: what the screen reads of them, and nothing else."""

from collections import defaultdict
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import QuerySet

from keepword.conversations.models import Attachment, Message
from keepword.kit.prepared import Prepared


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
    text: str
    quoted: str


def _messages(conversation: int) -> QuerySet[Message, Any]:
    messages = Message.objects.filter(conversation_id=conversation)  # house: whoever asks may see the conversation
    return messages.order_by("at", "id").values_list(*Said._fields)


def _files(conversation: int) -> QuerySet[Attachment, Any]:
    files = Attachment.objects.filter(message__conversation_id=conversation)  # house: as above, and theirs
    return files.order_by("id").values_list(*Kept._fields)


MESSAGES, FILES = Prepared(_messages), Prepared(_files)


def said_in(conversation_id: int) -> list[tuple[Said, list[Kept]]]:
    """Oldest first, for whoever may see the conversation: a message is as visible as its conversation."""
    files: dict[int, list[Kept]] = defaultdict(list)
    for file in map(Kept._make, FILES(conversation=conversation_id)):
        files[file.message_id].append(file)
    messages = map(Said._make, MESSAGES(conversation=conversation_id))
    return [(message, files[message.pk]) for message in messages]
