"""An agent's particulars are put right; an agent leaves, and may come back."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

from django.db import transaction
from django.db.models import F

from keepword.events import log
from keepword.events.actor import Actor
from keepword.events.models import Event
from keepword.people.announcing import announce
from keepword.people.models import Agent, Team
from keepword.people.models.agent import ADMINISTRATOR


class LastAdministrator(ValueError):
    """Without this one nobody could arrange the house any more."""


@dataclass(frozen=True, slots=True)
class Particulars:
    """What an administrator may say of an agent. `role` is "agent" or "administrator"; `time_zone` an IANA name."""

    name: str
    public_name: str
    email: str
    role: str
    language: str
    time_zone: str


@transaction.atomic
def change(agent: Agent, *, to: Particulars, teams: Iterable[Team], by: Actor) -> None:
    """The fact says what was changed, never to which words. Raises LastAdministrator."""
    wanted = asdict(to)
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
def deactivate(agent: Agent, *, by: Actor) -> Event | None:
    """They are out everywhere at once: sessions and tokens are asked at every request, and open screens hear of it
    now. Returns the fact, None when they had left already. Raises LastAdministrator."""
    _keep_one_administrator(agent)
    left = Agent.objects.filter(pk=agent.pk, is_active=True).update(
        is_active=False, sessions_ended=F("sessions_ended") + 1
    )
    return _tell("agent.deactivated", agent, by=by) if left else None


@transaction.atomic
def reactivate(agent: Agent, *, by: Actor) -> None:
    """They may sign in again with their password; sessions of before stay closed, tokens work again."""
    if Agent.objects.filter(pk=agent.pk, is_active=False).update(is_active=True):
        _tell("agent.reactivated", agent, by=by)


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
