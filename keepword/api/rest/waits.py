"""How long will somebody wait who writes now, and did what was published hold?"""

from datetime import date
from typing import Annotated, Any

from django.http import Http404, HttpRequest, HttpResponse
from ninja import Query
from pydantic import Field

from keepword.api.answering import answer
from keepword.api.authorising import agent_of
from keepword.api.documenting import Router, Shape
from keepword.api.rest.describing import Id, Language, Moment, Named, Priority, documented, only_known
from keepword.conversations.models import Inbox
from keepword.people.permissions import SEE_REPORTS
from keepword.promises.waits.accuracy import accuracy
from keepword.promises.waits.estimating import Estimate, estimate

router = Router(tags=["Published waits"])
Channel = Annotated[str, Field(max_length=20, pattern=r"^[a-z_]+$", examples=["email", "form"])]


class Wait(Shape):
    due_at: Moment = Field(description="By then they have heard from a person; rounded up to what people say.")
    usual_at: Moment | None = Field(
        description="Half of all hear from a person by then: the begin of a range. Null where there is no range."
    )
    business_seconds: int
    basis: str = Field(description="`history`, or `target` where there is none: what is aimed at.")
    n: int = Field(description="From so many waits.")
    group: str = Field(description="Which: of this hour of the week, this hour, this kind, this inbox, this channel.")
    stretch: float = Field(description="How many times longer, because too many did not hold of late.")


class WaitFilters(Shape):
    channel: Channel = "email"
    priority: Priority = "normal"
    language: Language = ""


class AccuracyFilters(Shape):
    inbox: Id | None = None


class WaitItem(Shape):
    inbox: Named
    channel: str
    wait: Wait | None = Field(description="null when there is neither history nor a target.")


class WaitList(Shape):
    items: list[WaitItem]
    next: None = Field(description="Always null: there are few.")


class AccuracyItem(Shape):
    channel: str
    week: date = Field(description="Its Monday, in your zone.")
    n: int
    coverage: float | None = Field(description="The share that held, 0 to 1; at least 0.9 is promised.")
    width_seconds: int | None = Field(description="The median of what was told, in business seconds.")
    open: int


class AccuracyList(Shape):
    items: list[AccuracyItem]
    next: None = Field(description="Always null: there are few.")


@router.get("", response=documented(200, WaitList, 422), summary="Estimate waits")
def list_waits(request: HttpRequest, filters: Query[WaitFilters]) -> HttpResponse:
    """For somebody who writes now, in each inbox that you may see."""
    only_known(request, WaitFilters)
    items = []
    for inbox in Inbox.objects.visible_to(agent_of(request)).order_by("name", "id"):
        told = estimate(inbox, channel=filters.channel, priority=filters.priority, language=filters.language)
        items.append(_item(inbox, channel=filters.channel, told=told))
    return answer({"items": items, "next": None})


@router.get("/accuracy", response=documented(200, AccuracyList, 403, 404, 422), summary="Read how many waits held")
def list_accuracy(request: HttpRequest, filters: Query[AccuracyFilters]) -> HttpResponse:
    """By channel and week, the newest first: of the published waits of which it is known whether they held, how many
    did. Those that ended without an answer before they were due count for nothing."""
    only_known(request, AccuracyFilters)
    agent, inbox = agent_of(request, may=SEE_REPORTS), filters.inbox
    if inbox is not None and not Inbox.objects.visible_to(agent).filter(pk=inbox).exists():
        raise Http404
    found = accuracy(agent, inbox_id=inbox, zone=agent.time_zone)
    fields = ("channel", "week", "n", "coverage", "width_seconds", "open")
    return answer({"items": [{name: getattr(one, name) for name in fields} for one in found], "next": None})


def _item(inbox: Inbox, *, channel: str, told: Estimate | None) -> dict[str, Any]:
    fields = ("due_at", "usual_at", "business_seconds", "basis", "n", "group", "stretch")
    wait: dict[str, Any] | None = {name: getattr(told, name) for name in fields} if told else None
    if wait and wait["usual_at"] == wait["due_at"]:
        wait["usual_at"] = None
    return {"inbox": {"id": inbox.pk, "name": inbox.name}, "channel": channel, "wait": wait}
