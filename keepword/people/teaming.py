"""A team is made and named, and its members are chosen."""

from collections.abc import Iterable

from django.db import transaction

from keepword.events import log
from keepword.events.actor import Actor
from keepword.people.announcing import announce
from keepword.people.models import Agent, Team


@transaction.atomic
def found(name: str, *, agents: Iterable[Agent] = (), by: Actor) -> Team:
    """The caller checked that the name is free."""
    team = Team.objects.create(name=name)
    team.agents.set(agents)
    announce(log.record("team.added", actor=by, team=team.pk))
    return team


@transaction.atomic
def arrange(team: Team, *, name: str, agents: Iterable[Agent], by: Actor) -> None:
    """`agents` are its members among those who work here; who left keeps the teams that they had. Open screens ask
    again who may see what."""
    team.name = name
    team.save(update_fields=["name"])
    gone = team.agents.filter(is_active=False)
    team.agents.set([*agents, *gone])
    fact = log.record("team.changed", actor=by, team=team.pk)
    announce(fact)
