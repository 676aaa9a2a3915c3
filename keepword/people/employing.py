"""Somebody begins to work here, their particulars are put right; they leave, and may come back."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from typing import Any

from django.db import transaction
from django.db.models import F

from keepword.events import log
from keepword.events.actor import Actor
from keepword.events.models import Event
from keepword.people.announcing import announce
from keepword.people.models import Agent, DeskSession, Role, Team
from keepword.people.models.agent import ADMINISTRATOR


class LastAdministrator(ValueError):
    """Without this one nobody could arrange the house any more."""


@dataclass(frozen=True, slots=True)
class Particulars:
    """What may be said of an agent. `role` is one of `permissions.BUILT_IN`, or OWN: then `own_role` says which;
    `time_zone` an IANA name."""

    name: str
    public_name: str
    email: str
    role: str
    language: str
    time_zone: str
    own_role: Role | None = None


class RoleIsGone(ValueError):
    """The own role was removed in this moment."""


@transaction.atomic
def employ(particulars: Particulars, *, password: str | None, teams: Iterable[Team], by: Actor) -> Agent:
    """`password` None for somebody who cannot sign in by one yet. The caller checked that the address is free.
    Raises RoleIsGone."""
    _hold(particulars.own_role)
    said = _fields(particulars)
    agent = Agent.objects.create_user(said.pop("email"), name=said.pop("name"), password=password, **said)
    agent.teams.set(teams)
    _tell("agent.added", agent, by=by)
    return agent


@transaction.atomic
def change(agent: Agent, *, to: Particulars, teams: Iterable[Team], by: Actor) -> None:
    """The fact says what was changed, never to which words. Raises LastAdministrator, and RoleIsGone."""
    wanted = _fields(to)
    _hold(to.own_role)
    if to.role != ADMINISTRATOR:
        _keep_one_administrator(agent)
    changed = [field for field, value in wanted.items() if getattr(agent, field) != value]
    for field in changed:
        setattr(agent, field, wanted[field])
    if changed:
        agent.save(update_fields=changed)
    chosen = {team.pk for team in teams}
    if chosen != set(agent.teams.values_list("id", flat=True)):
        agent.teams.set(chosen)
        changed.append("teams")
    if changed:
        _tell("agent.changed", agent, by=by, fields=changed)


@transaction.atomic
def change_own(agent: Agent, *, to: Mapping[str, Any]) -> None:
    """What an agent says of themselves: `to` by the names of the columns. Never their role or their teams."""
    changed = [field for field, value in to.items() if getattr(agent, field) != value]
    if changed:
        Agent.objects.filter(pk=agent.pk).update(**{field: to[field] for field in changed})
        log.record("agent.changed", actor=agent.as_actor, agent=agent.pk, fields=changed)


@transaction.atomic
def deactivate(agent: Agent, *, by: Actor) -> Event | None:
    """They are out everywhere at once: sessions and tokens are asked at every request, and open screens hear of it
    now. Returns the fact, None when they had left already. Raises LastAdministrator."""
    _keep_one_administrator(agent)
    left = Agent.objects.filter(pk=agent.pk, is_active=True).update(
        is_active=False, sessions_ended=F("sessions_ended") + 1
    )
    DeskSession.objects.filter(agent=agent).delete()
    return _tell("agent.deactivated", agent, by=by) if left else None


@transaction.atomic
def reactivate(agent: Agent, *, by: Actor) -> None:
    """They may sign in again with their password; sessions of before stay closed, tokens work again."""
    if Agent.objects.filter(pk=agent.pk, is_active=False).update(is_active=True):
        _tell("agent.reactivated", agent, by=by)


def _fields(particulars: Particulars) -> dict[str, Any]:
    return {field.name: getattr(particulars, field.name) for field in fields(particulars)}


def _hold(role: Role | None) -> None:
    """Nobody removes the role between our look and our writing."""
    if role is not None and not Role.objects.in_use().select_for_update().filter(pk=role.pk).exists():
        raise RoleIsGone(role.name)


def _keep_one_administrator(agent: Agent) -> None:
    """All of them are locked, in one order: two who demote each other at one moment act in turn."""
    administrators = Agent.objects.active().filter(role=ADMINISTRATOR).order_by("id").select_for_update()
    if list(administrators.values_list("id", flat=True)) == [agent.pk]:
        raise LastAdministrator


def _tell(name: str, agent: Agent, *, by: Actor, **data: Any) -> Event:
    """Every open screen looks again, and every stream asks again who may listen."""
    fact = log.record(name, actor=by, agent=agent.pk, **data)
    announce(fact)
    return fact
