"""Somebody says how an inbox routes, and what an agent can take."""

from collections.abc import Iterable

from django.db import transaction

from keepword.conversations.models import Capacity, Inbox, Routing
from keepword.conversations.models.routing import WAYS
from keepword.events import log
from keepword.events.actor import Actor
from keepword.people.models import Agent, Team

MOST_SKILLS, LONGEST = 20, 40


class BadWay(ValueError):
    """No such way to route."""


def clean(skills: Iterable[str]) -> list[str]:
    """Skills are told apart by their words, not by case or spaces."""
    words = (" ".join(one.split()).casefold()[:LONGEST] for one in skills)
    return list(dict.fromkeys(word for word in words if word))[:MOST_SKILLS]


@transaction.atomic
def set_routing(inbox: Inbox, *, way: str, minds_language: bool, skill: str, by: Actor) -> None:
    """`way` is one of WAYS. Raises BadWay."""
    if way not in WAYS:
        raise BadWay(way)
    wanted = {"way": way, "minds_language": minds_language, "skill": next(iter(clean([skill])), "")}
    Routing.objects.update_or_create(inbox=inbox, defaults=wanted)
    log.record("routing.changed", actor=by, inbox_id=inbox.pk, way=way)


@transaction.atomic
def set_team_routing(team: Team, *, way: str, minds_language: bool, skill: str, by: Actor) -> None:
    """For what is given to the team. `way` is one of WAYS. Raises BadWay."""
    if way not in WAYS:
        raise BadWay(way)
    wanted = {"way": way, "minds_language": minds_language, "skill": next(iter(clean([skill])), "")}
    Routing.objects.update_or_create(team=team, defaults=wanted)
    log.record("routing.changed", actor=by, team=team.pk, way=way)


@transaction.atomic
def set_capacity(agent: Agent, *, most: int | None, skills: Iterable[str], by: Actor) -> None:
    """From now on this agent is among those who are given something. `most` None is any number."""
    Capacity.objects.update_or_create(agent=agent, defaults={"most": most, "skills": clean(skills)})
    log.record("capacity.changed", actor=by, agent=agent.pk)


@transaction.atomic
def leave_out(agent: Agent, *, by: Actor) -> None:
    """They are given nothing by themselves any more."""
    if Capacity.objects.filter(agent=agent).delete()[0]:
        log.record("capacity.removed", actor=by, agent=agent.pk)


@transaction.atomic
def go_away(agent: Agent, *, by: Actor) -> bool:
    """Nothing new until they are back; what they hold stays theirs until somebody hands it on. False when they were
    away, or are given nothing anyway."""
    gone = Capacity.objects.filter(agent=agent, is_away=False).update(is_away=True)
    if gone:
        log.record("agent.went_away", actor=by, agent=agent.pk)
    return bool(gone)


@transaction.atomic
def come_back(agent: Agent, *, by: Actor) -> bool:
    back = Capacity.objects.filter(agent=agent, is_away=True).update(is_away=False)
    if back:
        log.record("agent.came_back", actor=by, agent=agent.pk)
    return bool(back)
