"""Groups of contacts, and who is in them."""

from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from ninja import Query
from pydantic import Field

from keepword.api.answering import answer
from keepword.api.authorising import agent_of
from keepword.api.documenting import Router, Shape
from keepword.api.rest.contacts import ContactPage, items_of
from keepword.api.rest.describing import LARGEST, Cursor, Limit, documented, only_known
from keepword.kit import pages
from keepword.people.models import Agent, Segment
from keepword.segments.listing import MOST_COUNTED, count_of, members

router = Router(tags=["Contacts"])
CONDITIONS = (
    "All of its rules must hold; of the values of a choice, one is enough. Money (`spent`) is an amount in the "
    "smallest unit of its currency, and the currency by ISO 4217."
)


class SegmentItem(Shape):
    id: int
    name: str
    conditions: dict[str, Any] = Field(description=CONDITIONS)
    size: int = Field(description=f"Those whom you may know; at most {MOST_COUNTED} are counted if not everybody.")
    as_of: datetime | None = Field(description="What happened until then is counted; null while it is new.")


class SegmentList(Shape):
    items: list[SegmentItem]
    next: None = Field(description="Always null: these are all.")


class MemberPaging(Shape):
    limit: Limit = 50
    cursor: Cursor | None = None


@router.get("", response=documented(200, SegmentList), summary="List segments")
def list_segments(request: HttpRequest) -> HttpResponse:
    """Shared by everybody, by name."""
    agent = agent_of(request)
    return answer(
        {"items": [_item(one, agent=agent) for one in Segment.objects.in_use().order_by("name", "id")], "next": None}
    )


@router.get("/{int:segment_id}", response=documented(200, SegmentItem, 404), summary="Read a segment")
def read_segment(request: HttpRequest, segment_id: int) -> HttpResponse:
    return answer(_item(_found(segment_id), agent=agent_of(request)))


@router.get(
    "/{int:segment_id}/members",
    response=documented(200, ContactPage, 400, 404, 422),
    summary="List who is in a segment",
)
def list_members(request: HttpRequest, segment_id: int, paging: Query[MemberPaging]) -> HttpResponse:
    """The contacts that you may know, the newest first."""
    only_known(request, MemberPaging)
    contacts = members(_found(segment_id), agent=agent_of(request))
    if paging.cursor is not None:
        contacts = contacts.filter(id__lt=pages.decode_id(paging.cursor))
    rows = list(contacts[: paging.limit + 1])
    shown = rows[: paging.limit]
    following = pages.encode_id(shown[-1].pk) if len(rows) > paging.limit else None
    return answer({"items": items_of(shown), "next": following})


def _found(number: int) -> Segment:
    found = Segment.objects.in_use().filter(pk=min(number, LARGEST)).first()
    if found is None:
        raise Http404
    return found


def _item(segment: Segment, *, agent: Agent) -> dict[str, Any]:
    return {
        "id": segment.pk,
        "name": segment.name,
        "conditions": segment.conditions,
        "size": count_of(segment, agent=agent).number,
        "as_of": segment.followed_at if segment.walked_at else None,
    }
