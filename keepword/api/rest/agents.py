"""Those who answer, and their teams. Every agent may know their colleagues' names."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from pydantic import Field

from keepword.api.answering import answer
from keepword.api.authorising import agent_of
from keepword.api.documenting import Router, Shape
from keepword.api.rest.describing import Named, documented
from keepword.people.models import Agent, Team

router = Router(tags=["Agents"])
teams_router = Router(tags=["Agents"])


class Me(Shape):
    id: int
    name: str
    public_name: str = Field(description='What customers read; "" when it is the name.')
    email: str
    role: str = Field(
        description="administrator, manager, agent, light_agent, reviewer, editor, or own.", examples=["agent"]
    )
    language: str
    time_zone: str
    teams: list[Named]


class NamedList(Shape):
    items: list[Named]
    next: None = Field(description="Always null: there are few.")


@router.get("", response=documented(200, NamedList), summary="List agents")
def list_agents(request: HttpRequest) -> HttpResponse:
    """Who can be given a conversation, if they may see it."""
    return answer({"items": list(Agent.objects.active().order_by("name", "id").values("id", "name")), "next": None})


@router.get("/me", response=documented(200, Me), summary="Who am I?")
def read_me(request: HttpRequest) -> HttpResponse:
    """The agent whom your token stands for."""
    return answer(_me(agent_of(request)))


def _me(agent: Agent) -> dict[str, Any]:
    names = ("name", "public_name", "email", "role", "language", "time_zone")
    teams = list(agent.teams.order_by("name").values("id", "name"))
    return {"id": agent.pk, **{name: getattr(agent, name) for name in names}, "teams": teams}


@teams_router.get("", response=documented(200, NamedList), summary="List teams")
def list_teams(request: HttpRequest) -> HttpResponse:
    """Every team of the organisation."""
    return answer({"items": list(Team.objects.order_by("name", "id").values("id", "name")), "next": None})
