"""Teams as a file."""

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from keepword.kit.tables import Line
from keepword.people.models import Agent, Team
from keepword.people.permissions import MANAGE_AGENTS
from keepword.people.teaming import arrange, found
from keepword.web.settings.lists.listed import ADD, CHANGE, SAME, Column, Deed, Wrong

LENGTH = 80


class Teams:
    name = "teams"
    tab = "teams"
    title = gettext_lazy("Teams")
    permission = MANAGE_AGENTS
    columns: Sequence[Column] = (
        Column("name", gettext_lazy("Tells teams apart. It cannot be changed here."), is_needed=True),
        Column("members", gettext_lazy("E-mail addresses of agents, separated by commas.")),
    )

    def rows(self, *, by: Agent) -> Iterable[Sequence[object]]:
        for team in Team.objects.order_by("name").prefetch_related("agents"):
            yield team.name, ", ".join(sorted(one.email for one in team.agents.all() if one.is_active))

    def key_of(self, line: Line) -> str:
        return line.cells.get("name", "").casefold()

    def deed(self, line: Line, *, by: Agent) -> Deed:
        name, members = line.cells["name"], _members(line.cells.get("members", ""))
        if len(name) > LENGTH:
            raise Wrong("name", _("This is longer than %(most)s letters.") % {"most": LENGTH})
        team = Team.objects.filter(name__iexact=name).first()
        if team is None:
            return Deed(ADD, name, lambda: found(name, agents=members or [], by=by.as_actor))
        now = {one.pk for one in team.agents.active()}
        if members is None or {one.pk for one in members} == now:
            return Deed(SAME, team.name)
        return Deed(CHANGE, team.name, lambda: arrange(team, name=team.name, agents=members, by=by.as_actor))


def _members(text: str) -> list[Agent] | None:
    """None for an empty cell: they stay as they are."""
    addresses = [part.strip() for part in text.split(",") if part.strip()]
    if not addresses:
        return None
    known = {agent.email.lower(): agent for agent in Agent.objects.active()}
    for address in addresses:
        if address.lower() not in known:
            raise Wrong("members", _("Nobody who works here has the address %(address)s.") % {"address": address})
    return [known[address.lower()] for address in addresses]


TEAMS = Teams()
