"""What was said in a conversation: the customer's messages, our replies, and notes among agents."""

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime
from typing import Annotated, Any

from django.http import Http404, HttpRequest, HttpResponse
from ninja import Query, Router, Schema
from pydantic import Field

from keepword.api.answering import answer
from keepword.api.authorising import agent_of
from keepword.api.rest.describing import Cursor, Limit, documented, only_known
from keepword.conversations.models import Attachment, Conversation, Message
from keepword.conversations.models.message import INBOUND, REPLY
from keepword.kit import pages
from keepword.kit.pages import Order
from keepword.people.models import Agent

router = Router(tags=["Messages"])
ORDERS = {"oldest": Order("at", is_descending=False), "newest": Order("at", is_descending=True)}
COLUMNS = (
    *("id", "kind", "at", "conversation_id", "contact_id", "agent_id", "sender_name", "sender_address"),
    *("recipients", "message_id", "is_automatic", "has_html", "warnings", "text", "quoted"),
    *("delivery_state", "delivery_detail", "delivered_at"),
)


class Author(Schema):
    kind: str = Field(description="contact or agent.", examples=["contact"])
    id: int | None = Field(description="Null when the agent is gone.")
    name: str = Field(description="As it was when this was said.")
    address: str = Field(description='"" for an agent.')


class AttachmentItem(Schema):
    name: str
    type: str = Field(description="What the sender claimed.", examples=["image/png"])
    size: int = Field(description="Bytes.")
    is_inline: bool = Field(description="Shown inside the letter.")
    url: str = Field(description="Where the bytes are, on this server and with your token.")


class Delivery(Schema):
    state: str = Field(description="queued, sent, failed, or held while no relay is set.", examples=["sent"])
    detail: str = Field(description="What the other side said, or what to do.")
    at: datetime | None = Field(description="When it was handed over.")


class MessageItem(Schema):
    id: int
    kind: str = Field(description="inbound, reply or note.", examples=["inbound"])
    conversation: int
    at: datetime
    author: Author
    text: str = Field(description="What this message adds.")
    quoted: str = Field(description="What it repeats of earlier ones.")
    has_html: bool
    recipients: dict[str, list[str]] = Field(examples=[{"to": ["help@shop.example"]}])
    message_id: str = Field(description='The Message-ID of the mail, without <>; "" when it was none.')
    is_automatic: bool = Field(description="An out-of-office answer or another robot's.")
    warnings: list[str] = Field(description="Short codes, such as new-participant.")
    attachments: list[AttachmentItem]
    delivery: Delivery | None = Field(description="For replies; null for all else.")


class MessagePage(Schema):
    items: list[MessageItem]
    next: str | None = Field(description="The `cursor` of the page after; null at the end.")


class Paging(Schema):
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
    if not Conversation.objects.visible_to(agent).filter(pk=conversation_id).exists():
        raise Http404
    said = Message.objects.visible_to(agent).filter(conversation_id=conversation_id)
    rows = pages.after(said, order=order, cursor=paging.cursor).values_list(*COLUMNS, named=True)
    page = pages.page(list(rows[: paging.limit + 1]), size=paging.limit, at=order.column)
    return answer({"items": _items(page.items, agent=agent), "next": page.next})


def one(message_id: int, *, agent: Agent) -> dict[str, Any]:
    """A `MessageItem` as it is now. Raises Http404."""
    row = Message.objects.visible_to(agent).filter(pk=message_id).values_list(*COLUMNS, named=True).first()
    if row is None:
        raise Http404
    return _items([row], agent=agent)[0]


def _items(rows: list[Any], *, agent: Agent) -> list[dict[str, Any]]:
    files = _attachments([row.id for row in rows], agent=agent)
    return [_item(row, attachments=files[row.id]) for row in rows]


def _attachments(message_ids: Collection[int], *, agent: Agent) -> defaultdict[int, list[dict[str, Any]]]:
    found: defaultdict[int, list[dict[str, Any]]] = defaultdict(list)
    files = Attachment.objects.visible_to(agent).filter(message_id__in=message_ids).order_by("id")
    columns = ("message_id", "name", "type", "size", "is_inline", "token")
    for message_id, name, kind, size, is_inline, token in files.values_list(*columns):
        url = f"/api/v1/attachments/{token}"
        found[message_id].append({"name": name, "type": kind, "size": size, "is_inline": is_inline, "url": url})
    return found


def _item(row: Any, *, attachments: list[dict[str, Any]]) -> dict[str, Any]:
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
        "warnings": row.warnings,
        "attachments": attachments,
        "delivery": _delivery(row) if row.kind == REPLY else None,
    }


def _author(row: Any) -> dict[str, Any]:
    is_contact = row.kind == INBOUND
    return {
        "kind": "contact" if is_contact else "agent",
        "id": row.contact_id if is_contact else row.agent_id,
        "name": row.sender_name,
        "address": row.sender_address,
    }


def _delivery(row: Any) -> dict[str, Any]:
    return {"state": row.delivery_state, "detail": row.delivery_detail, "at": row.delivered_at}
