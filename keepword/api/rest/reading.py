"""One conversation as a program reads it, and the row of a list."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import QuerySet
from django.http import Http404
from pydantic import Field

from keepword.api.documenting import Shape
from keepword.api.problems import Problem
from keepword.api.rest.describing import LARGEST, Named
from keepword.conversations.models import Conversation, Participant
from keepword.conversations.models.conversation import PRIORITIES, UNTIL_THEY_WRITE
from keepword.conversations.models.inbox import visible_inbox_ids
from keepword.conversations.seeing import Answered, NotSeen
from keepword.kit.prepared import Prepared, PreparedModels
from keepword.people.models import Agent

PRIORITY_NAMES = {value: name for name, value in PRIORITIES.items()}


class Row(NamedTuple):
    """A row of `COLUMNS`, in their order."""

    id: int
    reference: str
    subject: str
    first_subject: str | None
    preview: str
    status: str
    priority: int
    channel: str
    language: str
    version: int
    merged_into_id: int | None
    parent_id: int | None
    about_order: int | None
    created_at: datetime
    last_activity_at: datetime
    waiting_since: datetime | None
    due_at: datetime | None
    is_unsupported: bool
    snoozed_until: datetime | None
    resolved_at: datetime | None
    delete_at: datetime | None
    inbox_id: int
    inbox_name: str
    contact_id: int
    contact_name: str
    assignee_id: int | None
    assignee_name: str | None
    team_id: int | None
    team_name: str | None


COLUMNS = tuple(name.replace("_name", "__name") for name in Row._fields)


class ConversationRow(Shape):
    """One matter of one customer, as a list shows it."""

    id: int
    reference: str = Field(description="Short and public: what a customer can read out.", examples=["7Q2MX9K"])
    subject: str = Field(description="What your team calls it: the customer's subject, until somebody changes it.")
    customers_subject: str = Field(description="What the customer's letters, and yours to them, carry.")
    preview: str = Field(description="The first words of the last message.")
    status: str = Field(
        description="open, waiting (for the customer), snoozed, resolved, spam, merged, binned (deleted by hand, and "
        "in no list) or deleted (its words are gone).",
        examples=["open"],
    )
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
    due_at: datetime | None = Field(description="When the next target or promise is due; past when it is overdue.")
    is_unsupported: bool = Field(description="They wrote by a channel that the brand says it does not answer.")
    snoozed_until: datetime | None = Field(description="None for what is snoozed until the customer writes, too.")
    resolved_at: datetime | None
    delete_at: datetime | None = Field(description="When the words of what is in the bin are gone for good.")
    version: int = Field(description="Grows with every change of this row.")
    merged_into: int | None = Field(description="The id of the conversation in which this one goes on.")
    parent: int | None = Field(description="The id of the problem that this one is a case of.")
    order: int | None = Field(description="The id of the order that somebody said it is about.")


class TakesPart(Shape):
    contact: Named
    address: str
    is_trusted: bool = Field(description="False for an address that joined by itself; it is sent nothing.")
    is_bystander: bool = Field(description="They wrote in for the customer, and are answered by copies alone.")


class ConversationInFull(ConversationRow):
    participants: list[TakesPart]


def address_of(conversation_id: int) -> str:
    return f"/api/v1/conversations/{conversation_id}"


def found(conversation_id: int, *, agent: Agent) -> Conversation:
    """The conversation for a verb. Raises Http404 for what is not there and for what the agent may not see. Of one
    that was merged, the one in which it goes on."""
    rows = FOUND.rows(conversation=conversation_id) if conversation_id <= LARGEST else []
    if rows and rows[0].merged_into_id:
        rows = FOUND.rows(conversation=rows[0].merged_into_id)
    visible = visible_inbox_ids(agent)
    if not rows or (visible is not None and rows[0].inbox_id not in visible):
        raise Http404
    return rows[0]


def _found(conversation: int) -> QuerySet[Conversation]:
    rows = Conversation.objects  # house: `found` asks which inboxes the agent sees
    return rows.select_related("inbox").filter(pk=conversation)


def _row(conversation: int) -> QuerySet[Conversation, Any]:
    rows = Conversation.objects  # house: `full` asks which inboxes the agent sees
    return rows.filter(pk=conversation).values_list(*COLUMNS)


def _taking_part(conversation: int) -> QuerySet[Participant, Any]:
    them = Participant.objects.filter(conversation_id=conversation)  # house: of one that was just found
    return them.order_by("id").values_list("contact_id", "contact__name", *WAYS)


def _words_on(conversation: int) -> QuerySet[Any, Any]:
    return _tagged(conversation_id=conversation).values_list("tag__name")


def _tags_of(**conversations: int) -> QuerySet[Any, Any]:
    return _tagged(conversation_id__in=list(conversations.values())).values_list("conversation_id", "tag__name")


AT_ONCE = 50
WAYS = ("address", "is_trusted", "is_bystander")  # how somebody takes part
FOUND = PreparedModels(_found)
ROW, TAKING_PART, WORDS_ON = Prepared(_row), Prepared(_taking_part), Prepared(_words_on)
TAGS_OF_FIFTY = Prepared(_tags_of)


def full(conversation_id: int, *, agent: Agent) -> dict[str, Any]:
    """A `ConversationInFull` as it is now: three queries. Raises Http404."""
    if conversation_id > LARGEST:
        raise Http404
    visible = visible_inbox_ids(agent)
    rows = [Row._make(one) for one in ROW(conversation=conversation_id)]
    if not rows or (visible is not None and rows[0].inbox_id not in visible):
        raise Http404
    tags = [name for (name,) in WORDS_ON(conversation=conversation_id)]
    return as_item(rows[0], tags=tags) | {
        "participants": [
            {"contact": {"id": number, "name": name}, **dict(zip(WAYS, rest, strict=True))}
            for number, name, *rest in TAKING_PART(conversation=conversation_id)
        ]
    }


def _tagged(**which: Any) -> QuerySet[Any, Any]:
    return Conversation.tags.through.objects.filter(**which).order_by("tag__name")


def tags_of(conversation_ids: Sequence[int]) -> defaultdict[int, list[str]]:
    """The tags of conversations that were just found, by name. A query for each fifty."""
    words: defaultdict[int, list[str]] = defaultdict(list)
    for start in range(0, len(conversation_ids), AT_ONCE):
        for conversation_id, name in _tags_of_fifty(conversation_ids[start : start + AT_ONCE]):
            words[conversation_id].append(name)
    return words


def _tags_of_fifty(conversation_ids: Sequence[int]) -> list[tuple[Any, ...]]:
    """Always asked of fifty, so that the query is made once; there is no conversation 0."""
    padded = [*conversation_ids, *[0] * (AT_ONCE - len(conversation_ids))]
    return TAGS_OF_FIFTY(**{f"n{place}": number for place, number in enumerate(padded)})


def as_item(row: Row, *, tags: list[str]) -> dict[str, Any]:
    """A `ConversationRow` from the `COLUMNS`."""
    return {
        "id": row.id,
        "reference": row.reference,
        "subject": row.subject,
        "customers_subject": row.subject if row.first_subject is None else row.first_subject,
        "preview": row.preview,
        "status": row.status,
        "priority": PRIORITY_NAMES[row.priority],
        "channel": row.channel,
        "language": row.language,
        "inbox": {"id": row.inbox_id, "name": row.inbox_name},
        "contact": {"id": row.contact_id, "name": row.contact_name},
        "assignee": {"id": row.assignee_id, "name": row.assignee_name} if row.assignee_id else None,
        "team": {"id": row.team_id, "name": row.team_name} if row.team_id else None,
        "tags": tags,
        "created_at": row.created_at,
        "last_activity_at": row.last_activity_at,
        "waiting_since": row.waiting_since,
        "due_at": row.due_at,
        "is_unsupported": row.is_unsupported,
        "snoozed_until": None if row.snoozed_until == UNTIL_THEY_WRITE else row.snoozed_until,
        "resolved_at": row.resolved_at,
        "delete_at": row.delete_at,
        "version": row.version,
        "merged_into": row.merged_into_id,
        "parent": row.parent_id,
        "order": row.about_order,
    }


def not_seen(error: NotSeen) -> Problem:
    """The customer wrote in between; where their words stand."""
    detail = (
        f"The customer wrote message {error.newest} since. Read it, then send this again with seen={error.newest}."
    )
    return Problem(409, name="not-seen", detail=detail)


def answered_since(error: Answered) -> Problem:
    """A colleague answered in between, or is about to."""
    if error.message is None:
        return Problem(409, name="not-seen", detail=f"{error.by} is answering just now. Look again in a moment.")
    detail = f"{error.by} answered with message {error.message} since. Read it, then send seen={error.message}."
    return Problem(409, name="not-seen", detail=detail)
