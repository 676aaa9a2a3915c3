"""Which colleagues may see a conversation."""

from keepword.conversations.models import Conversation, Inbox
from keepword.kit.prepared import Prepared
from keepword.kit.together import Together
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


class Seers:
    """The same for many conversations at once: one query, asked when it is made."""

    def __init__(self) -> None:
        found = EVERYBODY().rows
        self._all = {number for number, _role in found["active"]}
        self._administrators = {number for number, role in found["active"] if role == ADMINISTRATOR}
        self._of_team: dict[int, set[int]] = {}
        for team, agent in found["members"]:
            self._of_team.setdefault(team, set()).add(agent)
        self._teams_of: dict[int, set[int]] = {}
        for inbox, team in found["teams"]:
            self._teams_of.setdefault(inbox, set()).add(team)

    def of(self, inbox_id: int) -> set[int]:
        """The ids of the agents who may see what is in an inbox."""
        teams = self._teams_of.get(inbox_id)
        if not teams:
            return self._all
        return self._administrators | {one for team in teams for one in self.members(team)}

    def members(self, team_id: int | None) -> set[int]:
        """Those of a team who work here still; nobody for None."""
        return self._of_team.get(team_id or 0, set()) & self._all

    def team_or_all(self, inbox_id: int, *, team_id: int | None) -> set[int]:
        """Of those who may see it: the team that it lies with, else the teams of the inbox, else all of them."""
        may_see = self.of(inbox_id)
        teams = {team_id} if team_id else self._teams_of.get(inbox_id, set())
        members = {one for team in teams for one in self.members(team)} & may_see
        return members or may_see


EVERYBODY = Together(
    lists={
        "active": Prepared(lambda: Agent.objects.active().values_list("id", "role")),
        "members": Prepared(lambda: Agent.teams.through.objects.values_list("team_id", "agent_id")),
        "teams": Prepared(lambda: Inbox.teams.through.objects.values_list("inbox_id", "team_id")),
    }
)
