"""A team is named, and its members are chosen."""

from collections.abc import Iterable

from django.db import transaction

from keepword.events import hub, log
from keepword.events.actor import Actor
from keepword.events.live import Change
from keepword.people.models import Agent, Team


@transaction.atomic
def arrange(team: Team, *, name: str, agents: Iterable[Agent], by: Actor) -> None:
    """`agents` are its members among those who work here; who left keeps the teams that they had. Open screens ask
    again who may see what."""
    team.name = name
    team.save(update_fields=["name"])
    gone = team.agents.filter(is_active=False)
    team.agents.set([*agents, *gone])
    fact = log.record("team.changed", actor=by, team=team.pk)
    hub.announce_on_commit([Change(fact.pk, 0, None, "agent.changed")])
