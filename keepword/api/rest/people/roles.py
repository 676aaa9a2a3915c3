"""What those who work here may do: the roles that come with Keepword, to read, and own ones."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Annotated, Any

from django.http import Http404, HttpRequest, HttpResponse
from pydantic import Field

from keepword.api.answering import answer, created
from keepword.api.authorising import agent_of
from keepword.api.documenting import Router, Shape
from keepword.api.problems import Problem, wrong
from keepword.api.repeating import once
from keepword.api.rest.describing import LARGEST, MEANT, SOMETHING, Given, Words, documented
from keepword.people.models import Agent, Role
from keepword.people.permissions import ALL, BUILT_IN, MANAGE_AGENTS, OWN, PERMISSIONS, ROLE_WORDS, known
from keepword.people.roles.defining import LENGTH, NameTaken, StillHeld, change, make, remove, restore
from keepword.people.roles.giving import may_include

router = Router(tags=["Agents"])
Permission = Annotated[str, Field(pattern=f"^({'|'.join(PERMISSIONS)})$", json_schema_extra={"enum": [*PERMISSIONS]})]


class RoleItem(Shape):
    id: int | None = Field(description="null for one that comes with Keepword: it is as it is.")
    role: str = Field(description="As an agent has it.", json_schema_extra={"enum": [*BUILT_IN, OWN]})
    name: str
    permissions: list[str]
    is_removed: bool = Field(description="It is given to nobody any more.")


class RoleList(Shape):
    items: list[RoleItem]
    next: None = Field(description="Always null: there are few.")


class WrittenRole(Given):
    """Nobody includes what they may not do themselves."""

    name: Annotated[Words, Field(max_length=LENGTH, pattern=SOMETHING, json_schema_extra=MEANT)]
    permissions: Annotated[list[Permission], Field(max_length=len(ALL))]


@router.get("", response=documented(200, RoleList, 403), summary="List roles")
def list_roles(request: HttpRequest) -> HttpResponse:
    """Those that come with Keepword in their order, then your own by name."""
    agent_of(request, may=MANAGE_AGENTS)
    own = [_item(one) for one in Role.objects.in_use().order_by("name", "id")]
    return answer({"items": [*map(_built_in, BUILT_IN), *own], "next": None})


@router.post("", response=documented(201, RoleItem, 400, 403, 409, 413, 415, 422), summary="Make a role")
def create_role(request: HttpRequest, new: WrittenRole) -> HttpResponse:
    """Of listed permissions."""
    agent = agent_of(request, may=MANAGE_AGENTS)
    demand_no_more(new.permissions, by=agent)

    def _make() -> int:
        with _named():
            return make(new.name, permissions=new.permissions, by=agent.as_actor).pk

    made, is_repeated = once(request, said=(request.body,), make=_make)
    item = _item(Role.objects.get(pk=made))
    return created(item, address=f"/api/v1/roles/{made}", is_repeated=is_repeated)


@router.get("/{int:role_id}", response=documented(200, RoleItem, 403, 404), summary="Read a role")
def read_role(request: HttpRequest, role_id: int) -> HttpResponse:
    """One of your own; a removed one, too."""
    agent_of(request, may=MANAGE_AGENTS)
    return answer(_item(_found(role_id)))


@router.put(
    "/{int:role_id}", response=documented(200, RoleItem, 400, 403, 404, 409, 413, 415, 422), summary="Change a role"
)
def put_role(request: HttpRequest, role_id: int, new: WrittenRole) -> HttpResponse:
    """Whoever has it may do at their next request what it says now. One that was removed is brought back first."""
    agent, role = _theirs(request, role_id)
    demand_no_more(new.permissions, by=agent)
    if role.removed_at:
        raise Problem(409, name="removed", detail="This role was removed. Bring it back first.")
    with _named():
        change(role, name=new.name, permissions=new.permissions, by=agent.as_actor)
    return answer(_item(role))


@router.delete("/{int:role_id}", response=documented(200, RoleItem, 403, 404, 409), summary="Remove a role")
def delete_role(request: HttpRequest, role_id: int) -> HttpResponse:
    """Not while somebody who works here has it: 409 `still-held`. It can be brought back."""
    agent, role = _theirs(request, role_id)
    if not role.removed_at:
        try:
            remove(role, by=agent.as_actor)
        except StillHeld as error:
            detail = f"{', '.join(error.names)} have it. Give them another role first."
            raise Problem(409, name="still-held", detail=detail) from error
    return answer(_item(_found(role_id)))


@router.put(
    "/{int:role_id}/restoration", response=documented(200, RoleItem, 403, 404, 422), summary="Bring back a role"
)
def put_role_restoration(request: HttpRequest, role_id: int) -> HttpResponse:
    """One that is there stays as it is."""
    agent, role = _theirs(request, role_id)
    with _named():
        restore(role, by=agent.as_actor)
    return answer(_item(role))


def demand_no_more(permissions: Iterable[str], *, by: Agent) -> None:
    """Raises Problem (403) for what `by` may not do themselves."""
    more = sorted(one for one in known(permissions) if not may_include([one], by=by))
    if more:
        detail = (
            f"Nobody gives more than they have. The role of your token's agent does not include {', '.join(more)}."
        )
        raise Problem(403, name="not-permitted", detail=detail)


def _theirs(request: HttpRequest, number: int) -> tuple[Agent, Role]:
    """A role that includes more than the agent may do is not theirs to change."""
    agent = agent_of(request, may=MANAGE_AGENTS)
    role = _found(number)
    demand_no_more(role.permissions, by=agent)
    return agent, role


def _found(number: int) -> Role:
    role = Role.objects.filter(pk=min(number, LARGEST)).first()
    if role is None:
        raise Http404
    return role


@contextmanager
def _named() -> Iterator[None]:
    try:
        yield
    except NameTaken as error:
        raise wrong("/name", "There is a role of this name.") from error


def _item(role: Role) -> dict[str, Any]:
    return {
        "id": role.pk,
        "role": OWN,
        "name": role.name,
        "permissions": sorted(known(role.permissions)),
        "is_removed": role.removed_at is not None,
    }


def _built_in(name: str) -> dict[str, Any]:
    words = str(ROLE_WORDS[name])
    return {"id": None, "role": name, "name": words, "permissions": sorted(BUILT_IN[name]), "is_removed": False}
