"""Those who answer, and their teams. Every agent may know their colleagues' names, and says who they are."""

from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from pydantic import Field

from keepword.api.answering import answer
from keepword.api.authorising import agent_of
from keepword.api.documenting import Router, Shape
from keepword.api.problems import wrong
from keepword.api.rest.describing import Given, Named, Words, documented
from keepword.api.rest.people.managing import AgentLanguage, Name, router
from keepword.people.employing import change_own
from keepword.people.models import Agent, Team
from keepword.people.models.agent import LONGEST_UNDO
from keepword.people.placing import known_zone

teams_router = Router(tags=["Agents"])


Spoken = Annotated[str, Field(pattern="^[a-z]{2,3}$", description="BCP 47 without a place.", examples=["ko"])]


class Me(Shape):
    id: int
    name: str
    public_name: str = Field(description='What customers read; "" when it is the name.')
    email: str
    role: str = Field(
        description="administrator, manager, agent, light_agent, reviewer, editor, or own.", examples=["agent"]
    )
    title: str = Field(description="What stands with the name under their letters.")
    language: str
    languages: list[str] = Field(description="In which they answer customers; an empty list says nothing about it.")
    time_zone: str
    undo_seconds: int = Field(description="How long an answer from the desk can be taken back before it leaves.")
    permissions: list[str] = Field(description="What the role includes.")
    teams: list[Named]


class MeChange(Given):
    """What is left out stays as it is."""

    name: Name | None = None
    public_name: Annotated[Words | None, Field(max_length=120)] = None
    title: Annotated[Words | None, Field(max_length=120)] = None
    language: AgentLanguage | None = None
    languages: Annotated[list[Spoken] | None, Field(max_length=100)] = None
    time_zone: Annotated[Words | None, Field(max_length=64, description="IANA name.")] = None
    undo_seconds: Annotated[int | None, Field(ge=0, le=LONGEST_UNDO)] = None


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


@router.patch("/me", response=documented(200, Me, 400, 413, 415, 422), summary="Change what you say of yourself")
def patch_me(request: HttpRequest, new: MeChange) -> HttpResponse:
    """Never the role, the teams or the address."""
    said = {field: value for field, value in new.model_dump().items() if value is not None}
    if "time_zone" in said and not known_zone(said["time_zone"]):
        raise wrong("/time_zone", "There is no such time zone.")
    agent = agent_of(request)
    change_own(agent, to=said)
    return answer(_me(Agent.objects.select_related("own_role").get(pk=agent.pk)))


def _me(agent: Agent) -> dict[str, Any]:
    names = ("name", "public_name", "title", "email", "role", "language", "languages", "time_zone", "undo_seconds")
    teams = list(agent.teams.order_by("name").values("id", "name"))
    return {
        "id": agent.pk,
        **{name: getattr(agent, name) for name in names},
        "permissions": sorted(agent.permissions),
        "teams": teams,
    }


@teams_router.get("", response=documented(200, NamedList), summary="List teams")
def list_teams(request: HttpRequest) -> HttpResponse:
    """Every team of the organisation."""
    return answer({"items": list(Team.objects.order_by("name", "id").values("id", "name")), "next": None})
