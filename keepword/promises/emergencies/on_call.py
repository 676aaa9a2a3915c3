"""Who is called when something cannot wait, and who when that was not enough."""

from keepword.conversations.models import Capacity
from keepword.conversations.teamwork.seers import Seers
from keepword.people.models import Agent
from keepword.people.permissions import MANAGE_SETTINGS, REPLY, SEE_REPORTS
from keepword.promises.models import EmergencyRoute


def on_call(route: EmergencyRoute, *, inbox_id: int) -> list[int]:
    """Ids of those who are told first: the people named, else the team. Whoever may not see the inbox, may not answer
    in it or said that they are away is not on call."""
    named = set(route.people.values_list("id", flat=True))
    may_see = Seers().of(inbox_id)
    wanted = (named or _team(route)) & may_see
    away = Capacity.objects.filter(agent__in=wanted, is_away=True).values_list("agent_id", flat=True)
    there = Agent.objects.active().filter(pk__in=wanted).exclude(pk__in=list(away)).select_related("own_role")
    return sorted(agent.pk for agent in there if agent.may(REPLY))


def everybody(route: EmergencyRoute | None, *, inbox_id: int) -> list[int]:
    """When nobody answered in time: all of those on call, all of their team, and whoever leads. None for a brand that
    has no way for emergencies any more: then whoever leads."""
    called = set(route.people.values_list("id", flat=True)) | _team(route) if route else set()
    leading = {
        agent.pk
        for agent in Agent.objects.active().select_related("own_role")
        if agent.may(SEE_REPORTS) and agent.may(MANAGE_SETTINGS)
    }
    return sorted((called | leading) & Seers().of(inbox_id))


def _team(route: EmergencyRoute) -> set[int]:
    if route.team_id is None:
        return set()
    return set(Agent.objects.active().filter(teams=route.team_id).values_list("id", flat=True))
