"""Who has how much now: /reports/workload, and the conversations under each figure, from which work is moved."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, TypeVar

from django.db.models import Model, QuerySet
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from keepword.conversations.models import Capacity
from keepword.conversations.models.conversation import OPEN, WAITING
from keepword.conversations.models.inbox import visible_inbox_ids
from keepword.conversations.views.meaning import zone_of
from keepword.conversations.views.rules import BEFORE, IS, NONE, PASSED, Rule
from keepword.insight.workload import Load, workload
from keepword.kit import clock
from keepword.people.models import Agent, Team
from keepword.people.permissions import SEE_REPORTS
from keepword.web.conversations.empty import EMPTY
from keepword.web.conversations.inbox import listed, page_or_404, shown
from keepword.web.people.admitting import AgentRequest, for_agents
from keepword.web.reports.shell import report

NOTHING = Load()
MOST = 100  # people and teams on one page, those who have the most
NOBODY = "nobody"
AGENT, TEAM = "agent", "team"
Row = TypeVar("Row", bound=Model)


@dataclass(frozen=True, slots=True)
class Figure:
    """`address` is "" where there is nothing to see."""

    n: int
    address: str


@dataclass(frozen=True, slots=True)
class Line:
    """`share` is how long the bar is, 0 to 100 of the longest; `late_share` its part that is late. `most` is how many
    they take at once, None for any number."""

    name: str
    open: Figure
    due: Figure
    late: Figure
    waiting: Figure
    share: int
    late_share: int
    most: int | None = None
    is_away: bool = False

    @property
    def is_full(self) -> bool:
        return self.most is not None and self.open.n >= self.most


@for_agents(may=SEE_REPORTS)
@require_safe
def show(request: AgentRequest) -> HttpResponse:
    now = clock.now()
    found = workload(request.user, now=now, tomorrow=_midnight(request.user, now))
    agents = _people(request.user, holding=found.agents)
    most = max([load.open for load in found.agents.values()], default=0)
    most_of_team = max([load.open for load in found.teams.values()], default=0)
    people = [_of_agent(one, load=found.agents.get(one.pk, NOTHING), most=most, can=can) for one, can in agents]
    context = {
        "people": sorted(people, key=lambda line: -line.open.n),
        "nobody": _line(_("Nobody yet"), f"{AGENT}-{NOBODY}", found.agents.get(None, NOTHING), most),
        "teams": [
            _line(team.name, f"{TEAM}-{team.pk}", found.teams.get(team.pk, NOTHING), most_of_team)
            for team in sorted(_teams(request.user, holding=found.teams), key=lambda team: team.name)
        ],
        "most": MOST,
    }
    return report(request, "web/reports/workload.html", tab="workload", context=context)


def _midnight(agent: Agent, now: datetime) -> datetime:
    """The end of the reader's day."""
    local = now.astimezone(zone_of(agent)) + timedelta(days=1)
    return local.replace(hour=0, minute=0, second=0, microsecond=0)


def _people(reader: Agent, *, holding: Mapping[int | None, Load]) -> list[tuple[Agent, Capacity | None]]:
    """Everybody for who sees everything; else those of their teams, and who has something that they see."""
    rows = Agent.objects.active().order_by("name", "id")
    if visible_inbox_ids(reader) is not None:
        mates = Agent.objects.filter(teams__in=Team.objects.filter(agents=reader)).values("id")
        rows = rows.filter(pk__in=mates) | rows.filter(pk__in=[one for one in holding if one])
    found = _fullest(rows.distinct(), holding=holding)
    takes = {one.agent_id: one for one in Capacity.objects.filter(agent__in=found)}  # house: of those who are shown
    return [(one, takes.get(one.pk)) for one in found]


def _teams(reader: Agent, *, holding: Mapping[int | None, Load]) -> list[Team]:
    rows = Team.objects.order_by("name", "id")
    if visible_inbox_ids(reader) is not None:
        rows = rows.filter(agents=reader) | rows.filter(pk__in=[one for one in holding if one])
    return _fullest(rows.distinct(), holding=holding)


def _fullest(rows: "QuerySet[Row]", *, holding: Mapping[int | None, Load]) -> list[Row]:
    """Who has the most open, and of the others the first by name."""
    return sorted(rows, key=lambda one: -holding.get(one.pk, NOTHING).open)[:MOST]


def _of_agent(agent: Agent, *, load: Load, most: int, can: Capacity | None) -> Line:
    limit, is_away = (can.most, can.is_away) if can else (None, False)
    return _line(agent.name, f"{AGENT}-{agent.pk}", load, max(most, 1), limit=limit, is_away=is_away)


def _line(name: str, of: str, load: Load, most: int, *, limit: int | None = None, is_away: bool = False) -> Line:
    whole = max(most, 1)
    return Line(
        name,
        open=_figure(load.open, of, "open"),
        due=_figure(load.due, of, "due"),
        late=_figure(load.late, of, "late"),
        waiting=_figure(load.waiting, of, "waiting"),
        share=load.open * 100 // whole,
        late_share=min(load.late, load.open) * 100 // whole,
        most=limit,
        is_away=is_away,
    )


def _figure(n: int, of: str, what: str) -> Figure:
    return Figure(n, reverse("web:workload-behind", args=[of, what]) if n else "")


@for_agents(may=SEE_REPORTS)
@require_safe
def behind(request: AgentRequest, of: str, measure: str) -> HttpResponse:
    """The conversations under one figure, as a list: they are selected and given to others there."""
    asked = (*_whose(of), *_which(measure, agent=request.user))
    address = reverse("web:workload-behind", args=[of, measure])
    found = page_or_404(asked, sort="due", request=request)
    context: dict[str, Any] = shown(request, found, address=address, sort="due", usual="due", view="") | {
        "heading": _heading(of),
        "sorts": [],
        "first_address": address if request.GET.get("before") else "",
        "empty": EMPTY["further" if found.next else "saved"],
        "suffix": "",
    }
    return listed(request, context=context)


def _whose(of: str) -> tuple[Rule, ...]:
    field, _dash, number = of.partition("-")
    if field == AGENT and number == NOBODY:
        return (Rule("assignee", IS, (NONE,)),)
    if field not in (AGENT, TEAM) or not number.isdecimal() or len(number) > 18:
        raise Http404
    return (Rule("assignee" if field == AGENT else "team", IS, (int(number),)),)


def _which(what: str, *, agent: Agent) -> tuple[Rule, ...]:
    undone = Rule("status", IS, (OPEN, WAITING))
    tomorrow = (clock.now().astimezone(zone_of(agent)) + timedelta(days=1)).date().isoformat()
    found = {
        "open": (Rule("status", IS, (OPEN,)),),
        "waiting": (Rule("status", IS, (WAITING,)),),
        "due": (undone, Rule("due", BEFORE, (tomorrow,))),
        "late": (undone, Rule("due", PASSED)),
    }
    if what not in found:
        raise Http404
    return found[what]


def _heading(of: str) -> str:
    """The name of whose they are."""
    field, _dash, number = of.partition("-")
    if number == NOBODY:
        return _("Nobody yet")
    model: Any = Agent if field == AGENT else Team
    name: str | None = model.objects.filter(pk=int(number)).values_list("name", flat=True).first()
    if name is None:
        raise Http404
    return name
