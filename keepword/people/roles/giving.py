"""Nobody gives more than they have: else whoever may add people could make themselves an administrator."""

from collections.abc import Iterable

from keepword.people.models import Agent, Role
from keepword.people.permissions import ADMINISTRATOR, BUILT_IN, OWN


def may_give(role: str, own_role: Role | None, *, by: Agent) -> bool:
    """`role` as on an agent; `own_role` when it is OWN."""
    if by.is_administrator:
        return True
    if role == ADMINISTRATOR:
        return False
    return Agent(role=role, own_role=own_role).permissions <= by.permissions


def may_manage(agent: Agent, *, by: Agent) -> bool:
    """Whether `by` may change this agent: nobody who may do more than themselves."""
    return may_give(agent.role, agent.own_role, by=by)


def givable(by: Agent) -> tuple[list[str], list[Role]]:
    """The roles that this agent may give: built-in ones in their order, own ones by name."""
    built_in = [name for name in BUILT_IN if may_give(name, None, by=by)]
    own = [role for role in Role.objects.in_use().order_by("name", "id") if may_give(OWN, role, by=by)]
    return built_in, own


def may_include(permissions: Iterable[str], *, by: Agent) -> bool:
    """Whether `by` may make a role of these."""
    return by.is_administrator or frozenset(permissions) <= by.permissions
