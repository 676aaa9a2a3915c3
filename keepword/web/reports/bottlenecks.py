"""Where the time to the solution goes in total, by week, team and channel: /reports/time."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.http import HttpResponse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from keepword.conversations.models.inbox import visible_inbox_ids
from keepword.people.models import Team
from keepword.people.permissions import SEE_REPORTS
from keepword.promises.models.time_spent import PARTS
from keepword.promises.time_spent.reading import Parts, Spent, Wanted, time_spent
from keepword.promises.time_spent.standing import standing
from keepword.promises.time_spent.summing import Sum
from keepword.web import times
from keepword.web.conversations.contact import channel_name
from keepword.web.people.admitting import AgentRequest, for_agents
from keepword.web.picking.menus import menu
from keepword.web.promises.choosing import NONE
from keepword.web.promises.words import PART_NAMES
from keepword.web.reports.lengths import hours_of, length_of
from keepword.web.reports.shell import report
from keepword.web.reports.time_choice import WEEKS, Choice, choice_of, weeks_of

HIGH = 60  # of the chart's bars, in its own units
WIDE = 100 / WEEKS
MOST_TEAMS = 100  # those that took the longest


@dataclass(frozen=True, slots=True)
class Line:
    """One part: how long in all and for one conversation, how many wait right now, and where the longest are."""

    part: str
    name: str
    hours: str
    share: str
    count: int
    usual: str
    long: str
    mean: str
    now: int
    address: str


@dataclass(frozen=True, slots=True)
class Row:
    """One week, team or channel: hours of all parts, and of each with the address of its longest, "" for none."""

    name: str
    whole: str
    cells: list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Piece:
    """Of a bar of the chart, in its units, from the top."""

    part: str
    left: float
    top: float
    high: float


@dataclass(frozen=True, slots=True)
class Table:
    heading: str
    rows: list[Row]


@for_agents(may=SEE_REPORTS)
@require_safe
def show(request: AgentRequest) -> HttpResponse:
    """Six queries: where our weeks begin, the weeks, names of teams, and three for what stands open."""
    choice = replace(choice_of(request.GET), week="")
    weeks = weeks_of(choice)
    spent = time_spent(
        Wanted(weeks, visible_inbox_ids(request.user), choice.team, choice.channel, is_business=choice.is_business)
    )
    teams = {str(number): name for number, name in Team.objects.order_by("name").values_list("id", "name")}
    context: dict[str, Any] = {
        "choice": choice,
        "teams": _menu(request, teams, choice=choice),
        "channels": [(one, channel_name(one)) for one in sorted(spent.channels)],
        "lines": _lines(spent.whole, choice=choice, now=standing(request.user)),
        "parts": [(part, str(PART_NAMES[part])) for part in _seen(spent.whole)],
        "pieces": list(_pieces(spent, weeks=weeks)),
        "tables": _tables(spent, choice=choice, weeks=weeks, teams=teams),
        "weeks": WEEKS,
        "high": HIGH,
        "wide": WIDE,
    }
    return report(request, "web/reports/time.html", tab="time-spent", context=context)


def _menu(request: AgentRequest, teams: dict[str, str], *, choice: Choice) -> SafeString:
    choices = [("", _("All")), *teams.items(), (NONE, _("No team"))]
    attrs = {"class": "select", "id": "team"}
    return menu("team", choices=choices, chosen=choice.team, sources={"": "teams"}, attrs=attrs, data=request.GET)


def _seen(parts: Parts) -> list[str]:
    return [part for part in PARTS if part in parts]


def _lines(parts: Parts, *, choice: Choice, now: dict[str, int]) -> list[Line]:
    whole = sum(one.seconds for one in parts.values())
    return [_line(part, parts.get(part, Sum()), whole=whole, choice=choice, now=now[part]) for part in PARTS]


def _line(part: str, one: Sum, *, whole: int, choice: Choice, now: int) -> Line:
    usual, long, mean = (
        "–" if seconds is None else length_of(seconds, is_business=choice.is_business)
        for seconds in (one.quantile(0.5), one.quantile(0.9), one.mean)
    )
    return Line(
        part,
        str(PART_NAMES[part]),
        hours_of(one.seconds),
        f"{one.seconds / whole:.0%}" if whole else "–",
        one.n,
        usual,
        long,
        mean,
        now,
        choice.longest(part) if one.n else "",
    )


def _pieces(spent: Spent, *, weeks: list[date]) -> Iterable[Piece]:
    """The bars, each as high as its week was long against the longest."""
    most = max((sum(one.seconds for one in parts.values()) for parts in spent.by_week.values()), default=0)
    for number, week in enumerate(weeks):
        top = float(HIGH)
        for part in _seen(spent.by_week[week]):
            high = HIGH * spent.by_week[week][part].seconds / most if most else 0
            top -= high
            yield Piece(part, round(number * WIDE, 2), round(top, 2), round(high, 2))


def _tables(spent: Spent, *, choice: Choice, weeks: list[date], teams: dict[str, str]) -> list[Table]:
    seen = _seen(spent.whole)
    by_week = [_row(times.day(week), spent.by_week[week], seen, choice, week=f"{week:%Y-%m-%d}") for week in weeks]
    by_team = [
        _row(teams.get(str(team), _("No team")), parts, seen, choice, team=NONE if team is None else str(team))
        for team, parts in sorted(spent.by_team.items(), key=lambda pair: -_whole(pair[1]))[:MOST_TEAMS]
    ]
    by_channel = [
        _row(str(channel_name(channel)), parts, seen, choice, channel=channel)
        for channel, parts in sorted(spent.by_channel.items(), key=lambda pair: -_whole(pair[1]))
    ]
    return [Table(_("By week"), by_week), Table(_("By team"), by_team), Table(_("By channel"), by_channel)]


def _row(name: str, parts: Parts, seen: list[str], choice: Choice, **about: str) -> Row:
    cells = [
        (hours_of(parts[part].seconds), choice.longest(part, **about)) if part in parts else ("–", "") for part in seen
    ]
    return Row(name, hours_of(_whole(parts)), cells)


def _whole(parts: Parts) -> int:
    return sum(one.seconds for one in parts.values())
