"""Which colleagues may see a conversation."""

from keepword.conversations.models import Conversation
from keepword.people.models import Agent
from keepword.people.models.agent import ADMINISTRATOR, AgentQuerySet


def who_may_see(conversation: Conversation) -> AgentQuerySet:
    """Those who work here, in the terms of `Inbox.objects.visible_to`. A query for the teams of the inbox."""
    teams = list(conversation.inbox.teams.values_list("id", flat=True))
    agents: AgentQuerySet = Agent.objects.active()
    if not teams:
        return agents
    in_them = Agent.teams.through.objects.filter(team_id__in=teams).values("agent_id")
    return agents.filter(role=ADMINISTRATOR) | agents.filter(pk__in=in_them)
