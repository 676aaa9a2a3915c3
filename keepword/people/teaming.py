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
    again who may see what. What it is already changes nothing, and is told to nobody."""
    gone = team.agents.filter(is_active=False)
    members = {agent.pk for agent in (*agents, *gone)}
    was = set(team.agents.values_list("id", flat=True))
    if not Team.objects.filter(pk=team.pk).exclude(name=name).update(name=name) and members == was:
        return
    team.name = name
    team.agents.set(members)
    fact = log.record("team.changed", actor=by, team=team.pk)
    announce(fact)
