"""Whose a task is, and whom it concerns."""

from keepword.conversations.models import Conversation, InternalTask
from keepword.conversations.teamwork.seers import who_may_see
from keepword.people.models import Agent, Team


class NotForThem(ValueError):
    """They could not see the conversation, and so never learn what to do."""


def demand_seen(conversation: Conversation | None, *, agent: Agent | None, team: Team | None) -> None:
    """A team is asked for one member who may. Raises NotForThem."""
    if conversation is None or (agent is None and team is None):
        return
    seers = who_may_see(conversation)
    theirs = seers.filter(pk=agent.pk) if agent else seers.filter(teams=team)
    if not theirs.exists():
        raise NotForThem


def owners_of(task: InternalTask) -> list[int]:
    """The ids of the agent, or of the team's members who work here and may see it."""
    if task.agent_id is not None:
        return [task.agent_id]
    if task.team_id is None:
        return []
    agents = who_may_see(task.conversation) if task.conversation else Agent.objects.active()
    return sorted(agents.filter(teams=task.team_id).values_list("id", flat=True))
