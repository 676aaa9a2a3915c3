"""Who is given what arrives: /settings/routing, and whether one is there: /settings/presence."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from keepword.conversations.models import Capacity, Inbox, Routing
from keepword.conversations.routing.setting import (
    BadWay,
    come_back,
    go_away,
    leave_out,
    set_capacity,
    set_routing,
    set_team_routing,
)
from keepword.people.models import Agent, Team
from keepword.people.permissions import MANAGE_SETTINGS
from keepword.web.people.admitting import AgentRequest, for_agents
from keepword.web.people.pressing import once_a_page
from keepword.web.settings.shell import settings_page

MOST_AT_ONCE = 500
LONGEST = 400


@dataclass(frozen=True, slots=True)
class Line:
    """`kind` is "inbox" or "team"."""

    kind: str
    number: int
    name: str
    way: str
    minds_language: bool
    skill: str


@dataclass(frozen=True, slots=True)
class AgentLine:
    """`takes_part`: they are given something."""

    agent: Agent
    takes_part: bool
    most: int | None
    skills: str
    is_away: bool


@for_agents(may=MANAGE_SETTINGS)
@require_http_methods(["GET", "HEAD", "POST"])
@once_a_page
def show(request: AgentRequest) -> HttpResponse:
    if request.method == "POST":
        _save(request)
        return redirect(f"{reverse('web:routing')}?saved=yes")
    context = {"lists": [_inboxes(request.user), _teams()], "agents": _agents(), "ways": _ways()}
    return settings_page(request, "web/settings/routing.html", tab="routing", context=context)


def _save(request: AgentRequest) -> None:
    """One line of either list: `inbox` or `agent` names which."""
    data = request.POST
    if "inbox" in data or "team" in data:
        _save_way(request)
        return
    agent = get_object_or_404(Agent.objects.active(), pk=_number(data.get("agent", "")))
    if "takes_part" not in data:
        leave_out(agent, by=request.user.as_actor)
        return
    most = min(_number(data.get("most", "")), MOST_AT_ONCE) or None
    set_capacity(agent, most=most, skills=data.get("skills", "")[:LONGEST].split(","), by=request.user.as_actor)


def _save_way(request: AgentRequest) -> None:
    data = request.POST
    said: dict[str, Any] = {
        "way": data.get("way", ""),
        "minds_language": "minds_language" in data,
        "skill": data.get("skill", "")[:LONGEST],
        "by": request.user.as_actor,
    }
    try:
        if "team" in data:
            set_team_routing(get_object_or_404(Team, pk=_number(data["team"])), **said)
        else:
            inboxes = Inbox.objects.visible_to(request.user)
            set_routing(get_object_or_404(inboxes, pk=_number(data["inbox"])), **said)
    except BadWay as error:
        raise Http404 from error


def _number(text: str) -> int:
    """0 for what is no number."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else 0  # noqa: PLR2004


def _ways() -> list[tuple[str, str]]:
    return [
        ("", _("To nobody, agents take them")),
        ("in_turn", _("In turn")),
        ("by_load", _("To whoever holds least")),
    ]


def _inboxes(agent: Agent) -> tuple[str, list[Line]]:
    """Those that they may see: whoever manages the settings may be outside an inbox all the same."""
    known = {one.inbox_id: one for one in Routing.objects.all()}  # house: looked up by the inboxes that they see
    inboxes = Inbox.objects.visible_to(agent).order_by("name").values_list("id", "name")
    return _("Inboxes"), _lines("inbox", inboxes, known=known)


def _teams() -> tuple[str, list[Line]]:
    """What is given to a team finds one of its members, whatever its inbox says."""
    known = {one.team_id: one for one in Routing.objects.all()}  # house: as above
    return _("Teams"), _lines("team", Team.objects.order_by("name").values_list("id", "name"), known=known)


def _lines(kind: str, rows: Iterable[tuple[int, str]], *, known: dict[int | None, Routing]) -> list[Line]:
    blank = Routing()
    found = [(number, name, known.get(number, blank)) for number, name in rows]
    return [Line(kind, number, name, one.way, one.minds_language, one.skill) for number, name, one in found]


def _agents() -> list[AgentLine]:
    known = {one.agent_id: one for one in Capacity.objects.all()}  # house: for who manages the settings
    blank = Capacity()
    found = []
    for agent in Agent.objects.active().order_by("name"):
        one = known.get(agent.pk, blank)
        found.append(AgentLine(agent, agent.pk in known, one.most, ", ".join(one.skills), one.is_away))
    return found


@for_agents
@require_POST
def presence(request: AgentRequest) -> HttpResponse:
    """`away` is "yes" or "no": for oneself."""
    act = go_away if request.POST.get("away") == "yes" else come_back
    act(request.user, by=request.user.as_actor)
    return redirect("web:settings")


def presence_of(agent: Agent) -> str:
    """ "here" or "away"; "" for somebody who is given nothing by itself."""
    found = Capacity.objects.filter(agent=agent).first()  # house: their own
    return "" if found is None else "away" if found.is_away else "here"
