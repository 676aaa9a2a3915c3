"""What an agent can take, and whether they are there."""

from typing import Annotated, Any

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from pydantic import Field

from keepword.api.answering import answer
from keepword.api.authorising import agent_of
from keepword.api.documenting import Router, Shape
from keepword.api.problems import Problem, wrong
from keepword.api.rest.describing import LARGEST, Given, Id, Words, documented
from keepword.conversations.handing_over import LONGEST as LONGEST_NOTE
from keepword.conversations.handing_over import hand_over
from keepword.conversations.models import Capacity
from keepword.conversations.routing.setting import LONGEST, MOST_SKILLS, come_back, go_away, leave_out, set_capacity
from keepword.people.models import Agent, Team
from keepword.people.permissions import MANAGE_SETTINGS, NOTE

router = Router(tags=["Agents"])
MOST_AT_ONCE = 500


class CapacityItem(Shape):
    takes_part: bool = Field(description="They are given conversations by themselves.")
    most: int | None = Field(description="So many open ones at once; null for any number.")
    skills: list[str]
    is_away: bool = Field(description="Nothing new until they are back.")


class NewCapacity(Given):
    most: Annotated[int | None, Field(ge=1, le=MOST_AT_ONCE)] = None
    skills: Annotated[list[Annotated[Words, Field(max_length=LONGEST)]], Field(max_length=MOST_SKILLS)] = []


class Absence(Given):
    note: Annotated[Words, Field(max_length=LONGEST_NOTE)] = Field(
        default="",
        description="A hand-over for the next shift, in your name; conversations that it names by their reference are "
        "linked to it. Takes the permission `note`.",
    )
    team: Id | None = Field(default=None, description="For whom the note is: a team of yours; null for everybody.")


@router.get("/{int:agent_id}/capacity", response=documented(200, CapacityItem, 403, 404), summary="Read a capacity")
def read_capacity(request: HttpRequest, agent_id: int) -> HttpResponse:
    """Your own; a colleague's takes the permission `manage_settings`."""
    return _answered(_arranged(request, agent_id))


@router.put(
    "/{int:agent_id}/capacity",
    response=documented(200, CapacityItem, 400, 403, 404, 413, 415, 422),
    summary="Set a capacity",
)
def put_capacity(request: HttpRequest, agent_id: int, new: NewCapacity) -> HttpResponse:
    """From now on this agent is among those who are given something."""
    by = agent_of(request, may=MANAGE_SETTINGS)
    agent = _found(agent_id)
    set_capacity(agent, most=new.most, skills=new.skills, by=by.as_actor)
    return _answered(agent)


@router.delete(
    "/{int:agent_id}/capacity", response=documented(200, CapacityItem, 403, 404), summary="Leave an agent out"
)
def delete_capacity(request: HttpRequest, agent_id: int) -> HttpResponse:
    """They are given nothing by themselves any more."""
    by = agent_of(request, may=MANAGE_SETTINGS)
    agent = _found(agent_id)
    leave_out(agent, by=by.as_actor)
    return _answered(agent)


@router.put(
    "/{int:agent_id}/absence",
    response=documented(200, CapacityItem, 400, 403, 404, 409, 413, 415, 422),
    summary="Go away",
)
def put_absence(request: HttpRequest, agent_id: int, new: Absence) -> HttpResponse:
    """Your own; a colleague's takes the permission `manage_settings`. What they hold stays theirs until somebody hands
    it on. Whoever takes no part cannot be away from it: 409 `takes-no-part`."""
    agent = _arranged(request, agent_id)
    by = agent_of(request, may=NOTE) if new.note.strip() else agent_of(request)
    team = team_of(new.team, agent=by)
    if not Capacity.objects.filter(agent=agent).exists():  # house: of one whom they may arrange
        raise Problem(409, name="takes-no-part", detail="This agent is given nothing by themselves.")
    with transaction.atomic():  # away without the note, the next shift would not know what is left
        go_away(agent, by=by.as_actor)
        if new.note.strip():
            hand_over(text=new.note, by=by, team=team)
    return _answered(agent)


@router.delete("/{int:agent_id}/absence", response=documented(200, CapacityItem, 403, 404), summary="Come back")
def delete_absence(request: HttpRequest, agent_id: int) -> HttpResponse:
    """Who was not away stays where they are."""
    agent = _arranged(request, agent_id)
    come_back(agent, by=agent_of(request).as_actor)
    return _answered(agent)


def _arranged(request: HttpRequest, number: int) -> Agent:
    """Oneself, or a colleague for whoever arranges who is given what."""
    own: Agent = agent_of(request)
    if own.pk == number:
        return own
    agent_of(request, may=MANAGE_SETTINGS)
    return _found(number)


def _found(number: int) -> Agent:
    agent: Agent | None = Agent.objects.active().filter(pk=min(number, LARGEST)).first()
    if agent is None:
        raise Http404
    return agent


def team_of(number: int | None, *, agent: Agent) -> Team | None:
    """One that they may hand over to. Raises Problem."""
    if number is None:
        return None
    teams = Team.objects.all() if agent.is_administrator else Team.objects.filter(agents=agent)
    team = teams.filter(pk=number).first()
    if team is None:
        raise wrong("/team", "There is no such team, or it is not yours.")
    return team


def _answered(agent: Agent) -> HttpResponse:
    row = Capacity.objects.filter(agent=agent).first()  # house: of one whom they may arrange
    one = row or Capacity()
    told: dict[str, Any] = {name: getattr(one, name) for name in ("most", "skills", "is_away")}
    return answer({"takes_part": row is not None} | told)
