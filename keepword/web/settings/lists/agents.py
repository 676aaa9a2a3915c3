"""Agents as a file. Who is new cannot sign in before they have a password: invite them, or set one."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from keepword.brands.models import Organisation
from keepword.kit.tables import Line
from keepword.kit.zones import is_zone
from keepword.people.employing import LastAdministrator, Particulars, change, employ
from keepword.people.models import Agent, Role, Team
from keepword.people.permissions import AGENT, BUILT_IN, MANAGE_AGENTS, OWN, ROLE_WORDS
from keepword.people.roles.giving import may_give, may_manage
from keepword.web.choosing import LANGUAGES
from keepword.web.settings.lists.listed import ADD, CHANGE, SAME, Column, Deed, Wrong

LENGTH = 120


class Agents:
    name = "agents"
    tab = "agents"
    title = gettext_lazy("Agents")
    permission = MANAGE_AGENTS
    columns: Sequence[Column] = (
        Column("email", gettext_lazy("Tells agents apart. It cannot be changed here."), is_needed=True),
        Column("name", gettext_lazy("Needed for somebody new.")),
        Column("public_name", gettext_lazy("What customers read instead.")),
        Column("role", gettext_lazy("A role's name, such as agent or light_agent; agent when it is left out.")),
        Column("teams", gettext_lazy("Names of teams, separated by commas.")),
        Column("language", gettext_lazy("Of the screens, such as en or zh-hans.")),
        Column("time_zone", gettext_lazy("Such as Europe/Berlin.")),
    )

    def rows(self, *, by: Agent) -> Iterable[Sequence[object]]:
        """Who works here."""
        for agent in Agent.objects.active().order_by("email").select_related("own_role").prefetch_related("teams"):
            role = agent.own_role.name if agent.own_role else agent.role
            teams = ", ".join(sorted(team.name for team in agent.teams.all()))
            yield agent.email, agent.name, agent.public_name, role, teams, agent.language, agent.time_zone

    def key_of(self, line: Line) -> str:
        return line.cells.get("email", "").lower()

    def deed(self, line: Line, *, by: Agent) -> Deed:
        cells = line.cells
        agent = Agent.objects.select_related("own_role").filter(email__iexact=cells["email"]).first()
        teams = _teams(cells.get("teams", ""))
        if agent is None:
            particulars = _said(_blank(cells), cells=cells, by=by)
            return Deed(
                ADD, particulars.name, lambda: employ(particulars, password=None, teams=teams or [], by=by.as_actor)
            )
        if not may_manage(agent, by=by):
            raise Wrong("email", _("They may do more than you, so you cannot change them."))
        return _change(agent, to=_said(_as_is(agent), cells=cells, by=by), teams=teams, by=by)


def _change(agent: Agent, *, to: Particulars, teams: list[Team] | None, by: Agent) -> Deed:
    now = list(agent.teams.all())
    wanted = now if teams is None else teams
    if to == _as_is(agent) and {team.pk for team in wanted} == {team.pk for team in now}:
        return Deed(SAME, agent.name)
    if agent.is_administrator and not to.role == agent.role and _is_last(agent):
        raise Wrong("role", _("This is the last administrator. Make somebody else an administrator first."))
    return Deed(CHANGE, agent.name, lambda: _do(agent, to=to, teams=wanted, by=by))


def _do(agent: Agent, *, to: Particulars, teams: list[Team], by: Agent) -> None:
    """Two lines that each take one of the last two administrators away are found when the second is done."""
    try:
        change(agent, to=to, teams=teams, by=by.as_actor)
    except LastAdministrator as error:
        raise Wrong("role", _("This is the last administrator. Make somebody else an administrator first.")) from error


def _is_last(agent: Agent) -> bool:
    return not Agent.objects.active().filter(role=agent.role).exclude(pk=agent.pk).exists()


def _blank(cells: dict[str, str]) -> Particulars:
    if not cells.get("name"):
        raise Wrong("name", _("Somebody new needs a name."))
    try:
        validate_email(cells["email"])
    except ValidationError as error:
        raise Wrong("email", _("This is no e-mail address.")) from error
    house = Organisation.objects.get()
    return Particulars("", "", cells["email"], AGENT, house.language, house.time_zone)


def _as_is(agent: Agent) -> Particulars:
    return Particulars(
        agent.name, agent.public_name, agent.email, agent.role, agent.language, agent.time_zone, agent.own_role
    )


def _said(now: Particulars, *, cells: dict[str, str], by: Agent) -> Particulars:
    """What stands in the cells, and what is there already where they are empty."""
    said = {name: cells[name] for name in ("name", "public_name", "language", "time_zone") if cells.get(name)}
    for name in ("name", "public_name"):
        if len(said.get(name, "")) > LENGTH:
            raise Wrong(name, _("This is longer than %(most)s letters.") % {"most": LENGTH})
    if "language" in said and said["language"] not in dict(LANGUAGES):
        raise Wrong(
            "language", _("There is no such language. Choose among %(known)s.") % {"known": ", ".join(dict(LANGUAGES))}
        )
    if "time_zone" in said and not is_zone(said["time_zone"]):
        raise Wrong("time_zone", _("There is no such time zone."))
    role, own_role = _role(cells["role"], by=by) if cells.get("role") else (now.role, now.own_role)
    return replace(now, **said, role=role, own_role=own_role)


def _role(name: str, *, by: Agent) -> tuple[str, Role | None]:
    """By its key, by its name in the reader's language, or an own one."""
    words = {key: key for key in BUILT_IN} | {str(text).casefold(): key for key, text in ROLE_WORDS.items()}
    key, own = words.get(name.casefold(), OWN), None
    if key == OWN:
        own = Role.objects.in_use().filter(name__iexact=name).first()
        if own is None:
            raise Wrong("role", _("There is no role “%(name)s”.") % {"name": name})
    if not may_give(key, own, by=by):
        raise Wrong("role", _("This role may do more than you, so you cannot give it."))
    return key, own


def _teams(text: str) -> list[Team] | None:
    """None for an empty cell: they stay as they are."""
    names = [part.strip() for part in text.split(",") if part.strip()]
    if not names:
        return None
    known = {team.name.casefold(): team for team in Team.objects.all()}
    for name in names:
        if name.casefold() not in known:
            raise Wrong("teams", _("There is no team “%(name)s”.") % {"name": name})
    return [known[name.casefold()] for name in names]


AGENTS = Agents()
