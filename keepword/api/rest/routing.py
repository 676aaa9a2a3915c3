"""Who is given what arrives, by inbox and by team."""

from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from pydantic import Field

from keepword.api.answering import answer
from keepword.api.authorising import agent_of
from keepword.api.documenting import Router, Shape
from keepword.api.rest.describing import Given, Words, documented
from keepword.conversations.models import Inbox, Routing
from keepword.conversations.models.routing import BY_LOAD, IN_TURN
from keepword.conversations.routing.setting import set_routing, set_team_routing
from keepword.people.models import Team
from keepword.people.permissions import MANAGE_SETTINGS

inbox_router, team_router = Router(tags=["Inboxes"]), Router(tags=["Agents"])
WAYS = ("nobody", IN_TURN, BY_LOAD)
Way = Annotated[str, Field(pattern=f"^({'|'.join(WAYS)})$", json_schema_extra={"enum": [*WAYS]})]


class RoutingItem(Shape):
    way: Way = Field(description="To nobody, in turn, or to whoever holds least.")
    minds_language: bool = Field(description="Whoever answers in the customer's language comes first.")
    skill: str = Field(description='Only to who has it; "" for everybody.')


class NewRouting(Given):
    way: Way
    minds_language: bool = True
    skill: Annotated[Words, Field(max_length=40)] = ""


@inbox_router.get("/{int:inbox_id}/routing", response=documented(200, RoutingItem, 404), summary="Read the routing")
def read_routing(request: HttpRequest, inbox_id: int) -> HttpResponse:
    """How new conversations of an inbox find somebody."""
    inbox = get_object_or_404(Inbox.objects.visible_to(agent_of(request)), pk=inbox_id)
    rows = Routing.objects.filter(inbox=inbox)  # house: of an inbox that they see
    return answer(_item(rows.first()))


@inbox_router.put(
    "/{int:inbox_id}/routing",
    response=documented(200, RoutingItem, 400, 403, 404, 413, 415, 422),
    summary="Set the routing",
)
def put_routing(request: HttpRequest, inbox_id: int, new: NewRouting) -> HttpResponse:
    """Of an inbox: for what arrives from now on."""
    agent = agent_of(request, may=MANAGE_SETTINGS)
    inbox = get_object_or_404(Inbox.objects.visible_to(agent), pk=inbox_id)
    set_routing(inbox, **_said(new), by=agent.as_actor)
    return read_routing(request, inbox_id)


@team_router.get(
    "/{int:team_id}/routing", response=documented(200, RoutingItem, 404), summary="Read the routing of a team"
)
def read_team_routing(request: HttpRequest, team_id: int) -> HttpResponse:
    """How what is given to a team finds one of its members; it comes before that of the inbox."""
    agent_of(request)
    team = get_object_or_404(Team, pk=team_id)
    rows = Routing.objects.filter(team=team)  # house: every agent may know it
    return answer(_item(rows.first()))


@team_router.put(
    "/{int:team_id}/routing",
    response=documented(200, RoutingItem, 400, 403, 404, 413, 415, 422),
    summary="Set the routing of a team",
)
def put_team_routing(request: HttpRequest, team_id: int, new: NewRouting) -> HttpResponse:
    """For what is given to it from now on."""
    agent = agent_of(request, may=MANAGE_SETTINGS)
    set_team_routing(get_object_or_404(Team, pk=team_id), **_said(new), by=agent.as_actor)
    return read_team_routing(request, team_id)


def _said(new: NewRouting) -> dict[str, Any]:
    way = "" if new.way == WAYS[0] else new.way
    return {"way": way, "minds_language": new.minds_language, "skill": new.skill}


def _item(found: Routing | None) -> dict[str, Any]:
    one = found or Routing()
    return {"way": one.way or WAYS[0], "minds_language": one.minds_language, "skill": one.skill}
