"""Places in loyalty programmes."""

from datetime import date, datetime
from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from ninja import Query
from pydantic import Field

from keepword.api.answering import answer
from keepword.api.authorising import agent_of
from keepword.api.documenting import Router, Shape
from keepword.api.rest.commerce.refusing import refusal
from keepword.api.rest.describing import Cursor, Given, Id, Limit, Moment, Words, documented, only_known
from keepword.commerce.admitting import NotTheirs, demand_membership
from keepword.commerce.drafts import BadOrder
from keepword.commerce.enrolling import MOST_POINTS, MOST_REWARDS, MembershipDraft, enrol
from keepword.commerce.models import Membership
from keepword.conversations.contacts import people_known_to
from keepword.kit import pages
from keepword.people.identifying import fold
from keepword.people.permissions import MANAGE_CONTACTS

router = Router(tags=["Orders"])
Reward = Annotated[Words, Field(max_length=300)]


class ToldOfMember(Given):
    """All is as you say; what you leave out is gone."""

    programme: Annotated[Words, Field(min_length=1, max_length=100)]
    address: Annotated[Words, Field(min_length=1, max_length=320)]
    name: Annotated[Words, Field(max_length=200, description="For somebody whom we do not know yet.")] = ""
    tier: Annotated[Words, Field(max_length=60)] = ""
    points: Annotated[int, Field(ge=-MOST_POINTS, le=MOST_POINTS)] | None = None
    rewards: Annotated[list[Reward], Field(max_length=MOST_REWARDS, description="At hand now.")] = []
    member_since: date | None = None
    updated_at: Moment | None = Field(default=None, description="Of the programme: older news change nothing.")


class MembershipItem(Shape):
    id: int
    contact: int
    programme: str
    address: str
    tier: str
    points: int | None
    rewards: list[str]
    member_since: date | None
    updated_at: datetime


class MembershipPage(Shape):
    items: list[MembershipItem]
    next: str | None = Field(description="The `cursor` of the page after; null at the end.")


class MembershipPaging(Shape):
    contact: Id | None = None
    address: Annotated[Words | None, Field(max_length=320, description="Exactly this one, in any case.")] = None
    limit: Limit = 50
    cursor: Cursor | None = None


@router.put("", response=documented(200, MembershipItem, 403, 400, 413, 415, 422), summary="Tell of a member")
def put_membership(request: HttpRequest, new: ToldOfMember) -> HttpResponse:
    """The place of this address in this programme, made or brought up to date; send it as often as you like. A person
    whose address is new becomes a contact."""
    agent = agent_of(request, may=MANAGE_CONTACTS)
    said = new.model_dump(exclude={"updated_at"})
    draft = MembershipDraft(**said, told_at=new.updated_at)
    try:
        demand_membership(draft, people=people_known_to(agent))
        enrolled = enrol(draft, by=agent.as_actor)
    except (BadOrder, NotTheirs) as error:
        raise refusal(error) from error
    return answer(_item(enrolled.membership))


@router.get("", response=documented(200, MembershipPage, 400, 422), summary="List members")
def list_memberships(request: HttpRequest, paging: Query[MembershipPaging]) -> HttpResponse:
    """Of the people that you may know; who was told of last comes first."""
    only_known(request, MembershipPaging)
    rows = Membership.objects.visible_to(people_known_to(agent_of(request))).order_by("-id")
    if paging.contact is not None:
        rows = rows.filter(contact=paging.contact)
    if paging.address is not None:
        rows = rows.filter(address=fold(paging.address))
    if paging.cursor is not None:
        rows = rows.filter(id__lt=pages.decode_id(paging.cursor))
    found = list(rows[: paging.limit + 1])
    shown = found[: paging.limit]
    following = pages.encode_id(shown[-1].pk) if len(found) > paging.limit else None
    return answer({"items": [_item(one) for one in shown], "next": following})


def _item(one: Membership) -> dict[str, Any]:
    plain = ("id", "programme", "address", "tier", "points", "rewards", "member_since")
    return {name: getattr(one, name) for name in plain} | {"contact": one.contact_id, "updated_at": one.told_at}
