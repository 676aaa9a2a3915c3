"""Who is given what arrives: /settings/routing, and whether one is there: /settings/presence."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

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
from keepword.web.settings.paging import paged_beside
from keepword.web.settings.shell import settings_page

MOST_AT_ONCE = 500
AT_ONCE = 30  # inboxes, teams and agents on one page
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
        return redirect(_where(request))
    query = request.GET.get("q", "").strip()
    inboxes = Inbox.objects.visible_to(request.user).filter(name__icontains=query).order_by("name", "id")
    teams = Team.objects.filter(name__icontains=query).order_by("name")
    people = Agent.objects.active().filter(name__icontains=query).order_by("name", "id")
    (ours, theirs, agents), pager = paged_beside(request, inboxes, teams, people, size=AT_ONCE)
    context = {"lists": [_inboxes(ours), _teams(theirs)], "agents": _agents(agents), "ways": _ways()}
    context |= {"query": query, "pager": pager, "is_long": bool(query or pager.first_address or pager.next_address)}
    return settings_page(request, "web/settings/routing.html", tab="routing", context=context)


def _where(request: AgentRequest) -> str:
    """The same page of the same search, on which one goes on."""
    kept = {name: request.GET[name] for name in ("q", "page") if name in request.GET}
    return f"{reverse('web:routing')}?{urlencode(kept | {'saved': 'yes'})}"


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


def _inboxes(rows: list[Inbox]) -> tuple[str, list[Line]]:
    """Those that they may see: whoever manages the settings may be outside an inbox all the same."""
    known = {one.inbox_id: one for one in Routing.objects.filter(inbox__in=rows)}  # house: of inboxes that they see
    return _("Inboxes"), _lines("inbox", rows, known=known)


def _teams(rows: list[Team]) -> tuple[str, list[Line]]:
    """What is given to a team finds one of its members, whatever its inbox says."""
    known = {one.team_id: one for one in Routing.objects.filter(team__in=rows)}  # house: as above
    return _("Teams"), _lines("team", rows, known=known)


def _lines(kind: str, rows: Sequence[Inbox | Team], *, known: dict[int | None, Routing]) -> list[Line]:
    blank = Routing()
    found = [(one.pk, one.name, known.get(one.pk, blank)) for one in rows]
    return [Line(kind, number, name, one.way, one.minds_language, one.skill) for number, name, one in found]


def _agents(rows: list[Agent]) -> list[AgentLine]:
    known = {one.agent_id: one for one in Capacity.objects.filter(agent__in=rows)}  # house: for who manages settings
    blank = Capacity()
    found = []
    for agent in rows:
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
