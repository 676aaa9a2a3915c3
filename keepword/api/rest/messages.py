"""What was said in a conversation: the customer's messages, our replies, and notes among agents."""

from collections import defaultdict
from datetime import datetime
from functools import partial
from typing import Annotated, Any, NamedTuple

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from ninja import Query
from pydantic import Field

from keepword.api.answering import answer
from keepword.api.authorising import agent_of
from keepword.api.documenting import Router, Shape
from keepword.api.rest.describing import Cursor, Limit, documented, only_known
from keepword.conversations.models import Attachment, Conversation, Message
from keepword.conversations.models.inbox import visible_inbox_ids
from keepword.conversations.models.message import DELIVERED, INBOUND, INWARD, QUEUED
from keepword.events.auditing import saw
from keepword.kit import pages
from keepword.kit.once_sent import once_sent
from keepword.kit.pages import Order
from keepword.kit.prepared import Prepared
from keepword.people.models import Agent

router = Router(tags=["Messages"])
ORDERS = {"oldest": Order("at", is_descending=False), "newest": Order("at", is_descending=True)}


class Row(NamedTuple):
    """A message as it is read from the database."""

    id: int
    kind: str
    at: datetime
    conversation_id: int
    inbox_id: int
    contact_id: int | None
    agent_id: int | None
    sender_name: str
    sender_address: str
    recipients: dict[str, list[str]]
    message_id: str
    is_automatic: bool
    automatic_kind: str
    has_html: bool
    warnings: list[str]
    text: str
    quoted: str
    delivery_state: str
    delivery_reason: str
    delivery_detail: str
    delivered_at: datetime | None
    arrived_at: datetime | None


class Author(Shape):
    kind: str = Field(
        description="contact, agent, outside for whoever is asked in a side conversation, or system for what nobody "
        "wrote.",
        examples=["contact"],
    )
    id: int | None = Field(description="Null when the agent is gone, for outside, and for system.")
    name: str = Field(description="As it was when this was said.")
    address: str = Field(description='"" for an agent.')


class AttachmentItem(Shape):
    name: str
    type: str = Field(description="What the sender claimed.", examples=["image/png"])
    size: int = Field(description="Bytes.")
    is_inline: bool = Field(description="Shown inside the letter.")
    url: str = Field(description="Where the bytes are, on this server and with your token.")


class Delivery(Shape):
    state: str = Field(description="queued, sent, failed, or held while no relay is set.", examples=["sent"])
    reason: str = Field(description='A short code why it failed; "" for all else.', examples=[""])
    detail: str = Field(description="What the other side said.")
    at: datetime | None = Field(description="When it was handed over.")
    arrived_at: datetime | None = Field(
        description="When the recipient's server took it; null where nobody tells, as an SMTP relay does not."
    )


class MessageItem(Shape):
    id: int
    kind: str = Field(
        description="inbound, reply or note; of a side conversation outward, inward or internal.", examples=["inbound"]
    )
    conversation: int
    at: datetime
    author: Author
    text: str = Field(description="What this message adds.")
    quoted: str = Field(description="What it repeats of earlier ones.")
    has_html: bool
    recipients: dict[str, list[str]] = Field(examples=[{"to": ["help@shop.example"]}])
    message_id: str = Field(description='The Message-ID of the mail, without <>; "" when it was none.')
    is_automatic: bool = Field(description="An out-of-office answer or another robot's; a reply that nobody wrote.")
    automatic_kind: str = Field(description='What such a reply is, "" for all else.', examples=["acknowledgement"])
    warnings: list[str] = Field(
        description="Short codes, such as new-participant. Some go on to what they are about, as `passed-on: "
        "ann@customer.example Ann Lee` does: a colleague forwarded Ann's mail, and `PUT …/contact` makes it hers."
    )
    attachments: list[AttachmentItem]
    delivery: Delivery | None = Field(description="For replies; null for all else.")


class MessagePage(Shape):
    items: list[MessageItem]
    next: str | None = Field(description="The `cursor` of the page after; null at the end.")


class Paging(Shape):
    sort: Annotated[str, Field(pattern="^(oldest|newest)$", json_schema_extra={"enum": list(ORDERS)})] = "oldest"
    limit: Limit = 50
    cursor: Cursor | None = None


@router.get(
    "/{int:conversation_id}/messages", response=documented(200, MessagePage, 400, 404, 422), summary="List messages"
)
def list_messages(request: HttpRequest, conversation_id: int, paging: Query[Paging]) -> HttpResponse:
    """Everything that was said in a conversation, notes too: what you show to customers must leave out `note`."""
    only_known(request, Paging)
    agent, order = agent_of(request), ORDERS[paging.sort]
    inbox = (
        Conversation.objects.visible_to(agent).filter(pk=conversation_id).values_list("inbox_id", flat=True).first()
    )
    if inbox is None:
        raise Http404
    said = Message.objects.visible_to(agent).filter(conversation_id=conversation_id)
    found = pages.after(said, order=order, cursor=paging.cursor).values_list(*Row._fields)
    rows = [Row._make(one) for one in found[: paging.limit + 1]]
    page = pages.page(rows, size=paging.limit, at=order.column)
    shown = answer({"items": _items(page.items, agent=agent), "next": page.next})
    return once_sent(shown, partial(saw, agent=agent.pk, conversation=conversation_id, inbox=inbox))


def one(message_id: int, *, agent: Agent) -> dict[str, Any]:
    """A `MessageItem` as it is now: two queries. Raises Http404."""
    visible = visible_inbox_ids(agent)
    rows = [Row._make(found) for found in MESSAGE(message=message_id)]
    if not rows or (visible is not None and rows[0].inbox_id not in visible):
        raise Http404
    return _item(rows[0], attachments=[_attachment(*file) for _id, *file in FILES(message=message_id)])


def beside(conversation_id: int, *, agent: Agent) -> list[tuple[int, dict[str, Any]]]:
    """The id of a side conversation with each `MessageItem` of it, oldest first: two queries."""
    said = Message.everywhere.visible_to(agent).filter(conversation_id=conversation_id, aside__isnull=False)
    rows = list(said.order_by("at", "id").values_list("aside_id", *Row._fields)[:MOST_BESIDE])
    items = _items([Row._make(values) for _aside, *values in rows], agent=agent)
    return [(aside, item) for (aside, *_values), item in zip(rows, items, strict=True)]


MOST_BESIDE = 1000  # words of all side conversations of one


def _message(message: int) -> QuerySet[Message, Any]:
    messages = Message.everywhere  # house: `one` asks which inboxes the agent sees
    return messages.filter(pk=message).values_list(*Row._fields)


def _files(message: int) -> QuerySet[Attachment, Any]:
    files = Attachment.objects.filter(message_id=message)  # house: of a message that was just found
    return files.order_by("id").values_list(*FILE)


FILE = ("message_id", "name", "type", "size", "is_inline", "token")
MESSAGE, FILES = Prepared(_message), Prepared(_files)


def _items(rows: list[Row], *, agent: Agent) -> list[dict[str, Any]]:
    files: defaultdict[int, list[dict[str, Any]]] = defaultdict(list)
    found = Attachment.objects.visible_to(agent).filter(message_id__in=[row.id for row in rows])
    for message_id, *file in found.order_by("id").values_list(*FILE):
        files[message_id].append(_attachment(*file))
    return [_item(row, attachments=files[row.id]) for row in rows]


def _attachment(name: str, kind: str, size: int, is_inline: bool, token: str) -> dict[str, Any]:
    url = f"/api/v1/attachments/{token}"
    return {"name": name, "type": kind, "size": size, "is_inline": is_inline, "url": url}


def _item(row: Row, *, attachments: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "id": row.id,
        "kind": row.kind,
        "conversation": row.conversation_id,
        "at": row.at,
        "author": _author(row),
        "text": row.text,
        "quoted": row.quoted,
        "has_html": row.has_html,
        "recipients": row.recipients,
        "message_id": row.message_id,
        "is_automatic": row.is_automatic,
        "automatic_kind": row.automatic_kind,
        "warnings": row.warnings,
        "attachments": attachments,
        "delivery": _delivery(row) if row.kind in DELIVERED else None,
    }


def _author(row: Row) -> dict[str, Any]:
    kind = WRITERS.get(row.kind, "system" if row.is_automatic else "agent")
    return {
        "kind": kind,
        "id": row.contact_id if kind == "contact" else row.agent_id,
        "name": row.sender_name,
        "address": row.sender_address,
    }


WRITERS = {INBOUND: "contact", INWARD: "outside"}


def _delivery(row: Row) -> dict[str, Any]:
    """What may still be taken back is queued to whoever looks from outside."""
    state, reason, detail = row.delivery_state, row.delivery_reason, row.delivery_detail
    return {
        "state": state or QUEUED,
        "reason": reason,
        "detail": detail,
        "at": row.delivered_at,
        "arrived_at": row.arrived_at,
    }
