"""Those who work here, for whoever manages them: asked in, changed, gone and back."""

from datetime import datetime
from typing import Annotated, Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction
from django.http import Http404, HttpRequest, HttpResponse
from pydantic import Field

from keepword.api.answering import answer, created
from keepword.api.authorising import agent_of
from keepword.api.documenting import Router, Shape
from keepword.api.problems import Problem, wrong
from keepword.api.repeating import once
from keepword.api.rest.describing import LARGEST, MEANT, SOMETHING, Given, Id, Named, Words, documented
from keepword.brands.models import Organisation
from keepword.channels.email.link_letters import can_be_sent
from keepword.conversations.leaving import hand_on
from keepword.people.employing import (
    LastAdministrator,
    Particulars,
    RoleIsGone,
    change,
    deactivate,
    employ,
    reactivate,
)
from keepword.people.inviting import send_link
from keepword.people.models import Agent, Role, Team
from keepword.people.permissions import AGENT, BUILT_IN, MANAGE_AGENTS, OWN
from keepword.people.placing import known_zone
from keepword.people.roles.giving import may_give, may_manage

router = Router(tags=["Agents"])
Name = Annotated[Words, Field(max_length=120, pattern=SOMETHING, json_schema_extra=MEANT)]
BuiltIn = Annotated[str, Field(pattern=f"^({'|'.join(BUILT_IN)})$", json_schema_extra={"enum": [*BUILT_IN]})]
AgentLanguage = Annotated[
    str,
    Field(
        pattern=f"^({'|'.join(settings.AGENT_LANGUAGES)})$", json_schema_extra={"enum": [*settings.AGENT_LANGUAGES]}
    ),
]
TAKEN = "Somebody signs in with this address already."


class AgentItem(Shape):
    id: int
    name: str
    public_name: str = Field(description='What customers read; "" when it is the name.')
    email: str
    role: str = Field(json_schema_extra={"enum": [*BUILT_IN, OWN]})
    own_role: Named | None = Field(description="Which of your own; null for one that comes with Keepword.")
    language: str
    languages: list[str] = Field(description="In which they answer customers; an empty list says nothing about it.")
    time_zone: str
    teams: list[Named]
    is_active: bool
    is_invited: bool = Field(description="They have set no password yet.")
    created_at: datetime


class AgentChange(Given):
    """What is left out stays as it is. Nobody gives a role that may do more than their own."""

    name: Name | None = None
    public_name: Annotated[Words | None, Field(max_length=120)] = None
    email: Annotated[Words | None, Field(max_length=254)] = None
    role: BuiltIn | None = None
    own_role: Id | None = Field(default=None, description="One of your own roles, instead of `role`.")
    language: AgentLanguage | None = None
    time_zone: Annotated[Words | None, Field(max_length=64, description="IANA name.")] = None
    teams: Annotated[list[Id] | None, Field(max_length=1000, description="All of them, by id.")] = None


class NewAgent(AgentChange):
    """In the organisation's language and time zone, unless you say another."""

    name: Name
    email: Annotated[Words, Field(max_length=254)]


class Activity(Given):
    is_active: bool
    to: Id | None = Field(
        default=None, description="Who takes over the unfinished work of one who leaves; without it, nobody."
    )


@router.post("", response=documented(201, AgentItem, 400, 403, 409, 413, 415, 422), summary="Ask an agent in")
def create_agent(request: HttpRequest, new: NewAgent) -> HttpResponse:
    """They are sent a link to set their own password, where mail goes out; no program ever sets one."""
    by = agent_of(request, may=MANAGE_AGENTS)
    made, is_repeated = once(request, said=(request.body,), make=lambda: _employed(new, by=by).pk)
    return created(_item(_found(made)), address=f"/api/v1/agents/{made}", is_repeated=is_repeated)


@router.get("/{int:agent_id}", response=documented(200, AgentItem, 403, 404), summary="Read an agent")
def read_agent(request: HttpRequest, agent_id: int) -> HttpResponse:
    """Of those who left, too."""
    agent_of(request, may=MANAGE_AGENTS)
    return answer(_item(_found(agent_id)))


@router.patch(
    "/{int:agent_id}",
    response=documented(200, AgentItem, 400, 403, 404, 409, 413, 415, 422),
    summary="Change an agent",
)
def patch_agent(request: HttpRequest, agent_id: int, new: AgentChange) -> HttpResponse:
    """Nobody changes somebody who may do more than they."""
    by, agent = _managed(request, agent_id)
    teams = agent.teams.all() if new.teams is None else _teams(new.teams)
    to = _particulars(new, of=agent, by=by)
    try:
        with transaction.atomic():
            change(agent, to=to, teams=teams, by=by.as_actor)
    except LastAdministrator as error:
        raise _last() from error
    except RoleIsGone as error:
        raise wrong("/own_role", "This role was removed.") from error
    except IntegrityError as error:
        raise wrong("/email", TAKEN) from error
    return answer(_item(_found(agent_id)))


@router.put(
    "/{int:agent_id}/activity",
    response=documented(200, AgentItem, 400, 403, 404, 409, 413, 415, 422),
    summary="Let an agent leave or come back",
)
def put_activity(request: HttpRequest, agent_id: int, new: Activity) -> HttpResponse:
    """Who leaves is out everywhere at once, tokens too. Who comes back finds what they held with whoever took it over;
    the desk can undo a leaving together with that."""
    by, agent = _managed(request, agent_id)
    if new.is_active:
        reactivate(agent, by=by.as_actor)
        return answer(_item(_found(agent_id)))
    to = Agent.objects.active().exclude(pk=agent.pk).filter(pk=new.to).first() if new.to else None
    if new.to and to is None:
        raise wrong("/to", "No such colleague works here.")
    try:
        with transaction.atomic():
            fact = deactivate(agent, by=by.as_actor)
            if fact:
                hand_on(agent, to=to, by=by.as_actor, cause=fact)
    except LastAdministrator as error:
        raise _last() from error
    return answer(_item(_found(agent_id)))


def _employed(new: NewAgent, *, by: Agent) -> Agent:
    organisation = Organisation.objects.get()
    blank = Agent(role=AGENT, language=organisation.language, time_zone=organisation.time_zone)
    particulars = _particulars(new, of=blank, by=by)
    try:
        agent = employ(particulars, password=None, teams=_teams(new.teams or []), by=by.as_actor)
    except RoleIsGone as error:
        raise wrong("/own_role", "This role was removed.") from error
    except IntegrityError as error:
        raise wrong("/email", TAKEN) from error
    if can_be_sent():
        send_link(agent, by=by.as_actor)
    return agent


def _particulars(new: AgentChange, *, of: Agent, by: Agent) -> Particulars:
    """What is said, and for the rest what is there. Raises Problem."""
    role, own_role = _role(new, of=of)
    is_new = of.pk is None or (role, own_role) != (of.role, of.own_role)
    if is_new and not may_give(role, own_role, by=by):
        raise Problem(403, name="not-permitted", detail="Nobody gives a role that may do more than their own.")
    said = {
        field: getattr(of, field) if getattr(new, field) is None else getattr(new, field).strip()
        for field in ("name", "public_name", "email", "language", "time_zone")
    }
    _check_address(said["email"], of=of)
    if not known_zone(said["time_zone"]):
        raise wrong("/time_zone", "There is no such time zone.")
    return Particulars(role=role, own_role=own_role, **said)


def _role(new: AgentChange, *, of: Agent) -> tuple[str, Role | None]:
    if new.role and new.own_role:
        raise wrong("/own_role", "`role` or `own_role`, not both.")
    if not new.own_role:
        return (new.role, None) if new.role else (of.role, of.own_role)
    own_role = Role.objects.in_use().filter(pk=new.own_role).first()
    if own_role is None:
        raise wrong("/own_role", "There is no such role.")
    return OWN, own_role


def _check_address(address: str, *, of: Agent) -> None:
    try:
        validate_email(address)
    except ValidationError as error:
        raise wrong("/email", "Not an e-mail address.") from error
    if Agent.objects.filter(email__iexact=address).exclude(pk=of.pk).exists():
        raise wrong("/email", TAKEN)


def _teams(numbers: list[int]) -> list[Team]:
    teams = list(Team.objects.filter(pk__in=numbers))
    if len(teams) < len(set(numbers)):
        raise wrong("/teams", "One of them does not exist.")
    return teams


def _managed(request: HttpRequest, number: int) -> tuple[Agent, Agent]:
    """Who asks, and whom they may change."""
    by = agent_of(request, may=MANAGE_AGENTS)
    agent = _found(number)
    if not may_manage(agent, by=by):
        raise Problem(403, name="not-permitted", detail="Nobody changes somebody who may do more than they.")
    return by, agent


def _found(number: int) -> Agent:
    agent: Agent | None = Agent.objects.select_related("own_role").filter(pk=min(number, LARGEST)).first()
    if agent is None:
        raise Http404
    return agent


def _last() -> Problem:
    return Problem(409, name="last-administrator", detail="Make somebody else an administrator first.")


def _item(agent: Agent) -> dict[str, Any]:
    names = ("name", "public_name", "email", "role", "language", "languages", "time_zone", "is_active", "created_at")
    return {
        "id": agent.pk,
        **{name: getattr(agent, name) for name in names},
        "own_role": {"id": agent.own_role.pk, "name": agent.own_role.name} if agent.own_role else None,
        "teams": list(agent.teams.order_by("name", "id").values("id", "name")),
        "is_invited": not agent.has_usable_password(),
    }
