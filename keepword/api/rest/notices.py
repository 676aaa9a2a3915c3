"""What the token's agent was told."""

from datetime import datetime
from typing import Annotated, Any

from django.http import Http404, HttpRequest, HttpResponse
from ninja import Query
from pydantic import Field

from keepword.api.answering import answer
from keepword.api.authorising import agent_of
from keepword.api.documenting import Router, Shape
from keepword.api.rest.describing import LARGEST, Cursor, Limit, documented, only_known
from keepword.kit import pages
from keepword.notices import kinds
from keepword.notices.models import Notice
from keepword.notices.reading import mark

router = Router(tags=["Notices"])
NEWEST = pages.Order("at", is_descending=True)


class NoticeItem(Shape):
    id: int
    at: datetime
    kind: Annotated[str, Field(json_schema_extra={"enum": [*kinds.KINDS, kinds.TEST]})]
    conversation: int | None = Field(description="Null for what is about none.")
    message: int | None = Field(description="The message that it is about, null for none.")
    count: int = Field(description="How often it happened while it was unread.")
    read_at: datetime | None


class NoticePage(Shape):
    items: list[NoticeItem]
    next: str | None = Field(description="The `cursor` of the page after; null at the end.")


class NoticeFilters(Shape):
    is_read: bool | None = None
    limit: Limit = 50
    cursor: Cursor | None = None


@router.get("", response=documented(200, NoticePage, 400, 422), summary="List my notices")
def list_notices(request: HttpRequest, filters: Query[NoticeFilters]) -> HttpResponse:
    """What the token's agent was told in the page, the newest first."""
    only_known(request, NoticeFilters)
    rows = Notice.objects.visible_to(agent_of(request)).listed().select_related("event")
    if filters.is_read is not None:
        rows = rows.filter(read_at__isnull=not filters.is_read)
    found_rows = pages.after(rows, order=NEWEST, cursor=filters.cursor)
    page = pages.page(list(found_rows[: filters.limit + 1]), size=filters.limit, at=NEWEST.column)
    return answer({"items": [_item(one) for one in page.items], "next": page.next})


@router.put("/{int:notice_id}/reading", response=documented(200, NoticeItem, 404), summary="Mark a notice as read")
def put_notice_reading(request: HttpRequest, notice_id: int) -> HttpResponse:
    return _marked(request, notice_id, is_read=True)


@router.delete(
    "/{int:notice_id}/reading", response=documented(200, NoticeItem, 404), summary="Mark a notice as unread"
)
def delete_notice_reading(request: HttpRequest, notice_id: int) -> HttpResponse:
    return _marked(request, notice_id, is_read=False)


def _marked(request: HttpRequest, number: int, *, is_read: bool) -> HttpResponse:
    agent = agent_of(request)
    mine = Notice.objects.visible_to(agent).listed().select_related("event")
    if number > LARGEST or not mine.filter(pk=number).exists():
        raise Http404
    mark(number, by=agent, is_read=is_read)
    return answer(_item(mine.get(pk=number)))


def _item(one: Notice) -> dict[str, Any]:
    event = one.event
    return {
        "id": one.pk,
        "at": one.at,
        "kind": one.kind,
        "conversation": one.conversation_id,
        "message": (event.message_id or event.data.get("message")) if event else None,
        "count": one.count,
        "read_at": one.read_at,
    }
