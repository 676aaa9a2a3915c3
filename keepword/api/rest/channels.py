"""The channel catalogue: the ways to reach each brand."""

from typing import Annotated, Any

from django.http import Http404, HttpRequest, HttpResponse
from pydantic import Field

from keepword.api.answering import answer
from keepword.api.documenting import Router, Shape
from keepword.api.rest.describing import Named, documented
from keepword.brands.channel_kinds import KINDS, link_of
from keepword.brands.models import SUPPORT, BrandChannel

router = Router(tags=["Channels"])


class ChannelItem(Shape):
    id: int
    brand: Named
    kind: Annotated[str, Field(json_schema_extra={"enum": [*KINDS]})]
    address: str = Field(description='A mail address, a number or a name; "" where there is none.')
    link: str = Field(description='What a press opens; "" where nothing can be opened.')
    support: Annotated[str, Field(json_schema_extra={"enum": [*SUPPORT]})]
    answer_seconds: int | None = Field(
        description="The published answer time; null when the live estimate is published."
    )
    answer_clock: Annotated[
        str,
        Field(
            json_schema_extra={"enum": ["business", "calendar"]},
            description="Whether those seconds are of opening time or of the calendar.",
        ),
    ]
    business_hours: int | None = Field(description="Its own hours; null for those of its inbox or brand.")
    languages: list[str] = Field(description="BCP 47; empty for the brand's own language.")
    note: str


class ChannelList(Shape):
    items: list[ChannelItem]
    next: None = Field(description="Always null: there are few.")


@router.get("", response=documented(200, ChannelList), summary="List channels")
def list_channels(request: HttpRequest) -> HttpResponse:
    """Every way to reach every brand, in the order that customers read them. It is public, so every token sees it."""
    rows = BrandChannel.objects.listed().select_related("brand").order_by("brand_id", "place", "id")
    return answer({"items": [_item(row) for row in rows], "next": None})


@router.get("/{int:channel_id}", response=documented(200, ChannelItem, 404), summary="Read a channel")
def read_channel(request: HttpRequest, channel_id: int) -> HttpResponse:
    """One entry of the catalogue."""
    row = BrandChannel.objects.listed().select_related("brand").filter(pk=channel_id).first()
    if row is None:
        raise Http404
    return answer(_item(row))


def _item(row: BrandChannel) -> dict[str, Any]:
    return {
        "id": row.pk,
        "brand": {"id": row.brand_id, "name": row.brand.name},
        "kind": row.kind,
        "address": row.address,
        "link": link_of(row.kind, address=row.address, given=row.link),
        "support": row.support,
        "answer_seconds": row.answer_seconds,
        "answer_clock": "calendar" if row.is_calendar_time else "business",
        "business_hours": row.business_hours_id,
        "languages": row.languages,
        "note": row.note,
    }
