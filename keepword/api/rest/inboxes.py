"""Where customers' words arrive."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from pydantic import Field

from keepword.api.answering import answer
from keepword.api.authorising import agent_of
from keepword.api.documenting import Router, Shape
from keepword.api.rest.describing import Named, documented
from keepword.conversations.models import Inbox

router = Router(tags=["Inboxes"])
COLUMNS = ("id", "name", "address", "brand_id", "brand__name")


class InboxItem(Shape):
    id: int
    name: str
    address: str = Field(examples=["help@shop.example"])
    brand: Named


class InboxList(Shape):
    items: list[InboxItem]
    next: None = Field(description="Always null: there are few.")


@router.get("", response=documented(200, InboxList), summary="List inboxes")
def list_inboxes(request: HttpRequest) -> HttpResponse:
    """The inboxes that you may see."""
    rows = Inbox.objects.visible_to(agent_of(request)).order_by("name", "id").values_list(*COLUMNS, named=True)
    return answer({"items": [_item(row) for row in rows], "next": None})


@router.get("/{int:inbox_id}", response=documented(200, InboxItem, 404), summary="Read an inbox")
def read_inbox(request: HttpRequest, inbox_id: int) -> HttpResponse:
    """One inbox."""
    rows = Inbox.objects.visible_to(agent_of(request)).filter(pk=inbox_id).order_by("id")
    row = rows.values_list(*COLUMNS, named=True).first()
    if row is None:
        raise Http404
    return answer(_item(row))


def _item(row: Any) -> dict[str, Any]:
    brand = {"id": row.brand_id, "name": row.brand__name}
    return {"id": row.id, "name": row.name, "address": row.address, "brand": brand}
