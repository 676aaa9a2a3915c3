"""One conversation as a program reads it, and the row of a list."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.http import Http404
from ninja import Schema
from pydantic import Field

from keepword.api.rest.describing import Named
from keepword.conversations.models import Conversation, Participant
from keepword.conversations.models.conversation import PRIORITIES
from keepword.people.models import Agent

PRIORITY_NAMES = {value: name for name, value in PRIORITIES.items()}
COLUMNS = (
    *("id", "reference", "subject", "preview", "status", "priority", "channel", "language", "version"),
    *("created_at", "last_activity_at", "waiting_since", "snoozed_until", "resolved_at"),
    *("inbox_id", "inbox__name", "contact_id", "contact__name"),
    *("assignee_id", "assignee__name", "team_id", "team__name"),
)


class ConversationRow(Schema):
    """One matter of one customer, as a list shows it."""

    id: int
    reference: str = Field(description="Short and public: what a customer can read out.", examples=["7Q2MX9K"])
    subject: str
    preview: str = Field(description="The first words of the last message.")
    status: str = Field(description="open, waiting (for the customer), snoozed, resolved or spam.", examples=["open"])
    priority: str = Field(examples=["normal"])
    channel: str = Field(description="How it began: email, form or api.", examples=["email"])
    language: str = Field(description='BCP 47, "" while unknown.', examples=["ko"])
    inbox: Named
    contact: Named
    assignee: Named | None
    team: Named | None
    tags: list[str]
    created_at: datetime
    last_activity_at: datetime
    waiting_since: datetime | None = Field(description="When the oldest message came that nobody has answered yet.")
    snoozed_until: datetime | None
    resolved_at: datetime | None
    version: int = Field(description="Grows with every change of this row.")


class TakesPart(Schema):
    contact: Named
    address: str
    is_trusted: bool = Field(description="False for an address that joined by itself; it is sent nothing.")


class ConversationInFull(ConversationRow):
    participants: list[TakesPart]


def address_of(conversation_id: int) -> str:
    return f"/api/v1/conversations/{conversation_id}"


def found(conversation_id: int, *, agent: Agent) -> Conversation:
    """The conversation for a verb. Raises Http404 for what is not there and for what the agent may not see."""
    conversation = Conversation.objects.visible_to(agent).with_people().filter(pk=conversation_id).first()
    if conversation is None:
        raise Http404
    return conversation


def full(conversation_id: int, *, agent: Agent) -> dict[str, Any]:
    """A `ConversationInFull` as it is now: three queries. Raises Http404."""
    rows = Conversation.objects.visible_to(agent).filter(pk=conversation_id)
    row = rows.values_list(*COLUMNS, named=True).first()
    if row is None:
        raise Http404
    return as_item(row, tags=tags_of([conversation_id])[conversation_id]) | {
        "participants": _participants(conversation_id)
    }


def _participants(conversation_id: int) -> list[dict[str, Any]]:
    taking_part = Participant.objects.filter(conversation_id=conversation_id)  # house: of one that was just found
    columns = ("contact_id", "contact__name", "address", "is_trusted")
    return [
        {"contact": {"id": number, "name": name}, "address": address, "is_trusted": is_trusted}
        for number, name, address, is_trusted in taking_part.order_by("id").values_list(*columns)
    ]


def tags_of(conversation_ids: Iterable[int]) -> defaultdict[int, list[str]]:
    """The tags of conversations that were just found, by name."""
    words: defaultdict[int, list[str]] = defaultdict(list)
    tagged = Conversation.tags.through.objects.filter(conversation_id__in=list(conversation_ids))
    for conversation_id, name in tagged.order_by("tag__name").values_list("conversation_id", "tag__name"):
        words[conversation_id].append(name)
    return words


def as_item(row: Any, *, tags: list[str]) -> dict[str, Any]:
    """A `ConversationRow` from the `COLUMNS`."""
    return {
        "id": row.id,
        "reference": row.reference,
        "subject": row.subject,
        "preview": row.preview,
        "status": row.status,
        "priority": PRIORITY_NAMES[row.priority],
        "channel": row.channel,
        "language": row.language,
        "inbox": {"id": row.inbox_id, "name": row.inbox__name},
        "contact": {"id": row.contact_id, "name": row.contact__name},
        "assignee": {"id": row.assignee_id, "name": row.assignee__name} if row.assignee_id else None,
        "team": {"id": row.team_id, "name": row.team__name} if row.team_id else None,
        "tags": tags,
        "created_at": row.created_at,
        "last_activity_at": row.last_activity_at,
        "waiting_since": row.waiting_since,
        "snoozed_until": row.snoozed_until,
        "resolved_at": row.resolved_at,
        "version": row.version,
    }
