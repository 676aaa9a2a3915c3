"""How often we keep our word: /reports/promises, the first of the dashboards."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from keepword.kit import clock
from keepword.people.models import Agent, Team
from keepword.people.permissions import SEE_REPORTS
from keepword.promises.ledger.kept_rate import Tally
from keepword.promises.ledger.tallying import Tallies, tally, tally_spans
from keepword.promises.models import Promise
from keepword.web import times
from keepword.web.conversations.contact import channel_name
from keepword.web.people.admitting import AgentRequest, for_agents
from keepword.web.promises.by_channel import accuracy_rows, parity_rows
from keepword.web.promises.choosing import NONE, Choice, begins, house_zone, weeks_until
from keepword.web.promises.words import KINDS, WHATS
from keepword.web.ranges import from_to
from keepword.web.reports.shell import report

WEEKS = 12
HIGH = 60  # of the chart's bars, in its own units
WIDE = 100 / WEEKS


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a table, each number with the address of the promises under it."""

    name: str
    tally: Tally
    rate: str
    interval: str
    choice: Choice


@dataclass(frozen=True, slots=True)
class Bar:
    """One week of the chart: `high` of `HIGH` is its rate, 0 while nothing was due."""

    left: float
    high: float
    line: Line


@dataclass(frozen=True, slots=True)
class Table:
    heading: str
    lines: list[Line]


@for_agents(may=SEE_REPORTS)
@require_safe
def show(request: AgentRequest) -> HttpResponse:
    return report(request, "web/reports/promises.html", tab="kept", context=_context(request))


def _context(request: AgentRequest) -> dict[str, Any]:
    """Two queries count; two more ask for names, one where our weeks begin; one each for channels and waits."""
    now = clock.now()
    zone = house_zone()
    weeks = weeks_until(now, count=WEEKS, zone=zone)
    spans = [(begins(first, zone=zone), begins(after, zone=zone)) for first, after in weeks]
    period = Choice(since=f"{weeks[0][0]:%Y-%m-%d}", until=f"{weeks[-1][1]:%Y-%m-%d}")
    promises = Promise.objects.visible_to(request.user).filter(due_at__gte=spans[0][0], due_at__lt=spans[-1][1])
    found = tally(promises, at=now)
    by_week = tally_spans(promises, spans=spans, at=now)
    return {
        "weeks": WEEKS,
        "total": _line("", found.total, choice=period),
        "tables": _tables(found, period=period),
        "bars": _bars(weeks, by_week),
        "parity": parity_rows(request.user, since=spans[0][0], at=now),
        "accuracy": accuracy_rows(request.user, weeks=WEEKS, zone=zone.key, at=now),
        "high": HIGH,
        "wide": WIDE,
    }


def _tables(found: Tallies, *, period: Choice) -> list[Table]:
    teams, agents = _names(Team, found.by["team"]), _names(Agent, found.by["agent"])
    return [
        _table(_("By team"), "team", found, period, lambda key: teams.get(key, _("No team"))),
        _table(_("By channel"), "channel", found, period, channel_name),
        _table(_("By agent"), "agent", found, period, lambda key: agents.get(key, _("Nobody by name"))),
        _table(_("By kind"), "kind", found, period, lambda key: str(KINDS.get(key, key))),
        _table(_("By what was promised"), "what", found, period, lambda key: str(WHATS.get(key, key))),
    ]


def _names(model: type[Team] | type[Agent], keys: Iterable[int | None]) -> dict[int | None, str]:
    known = [key for key in keys if key is not None]
    return dict(model.objects.filter(pk__in=known).values_list("pk", "name")) if known else {}


def _table(heading: str, group: str, found: Tallies, period: Choice, name_of: Callable[[Any], str]) -> Table:
    """Most promises first: that is where the rate says most."""
    lines = [_line(name_of(key), one, choice=_within(period, group, key)) for key, one in found.by[group].items()]
    return Table(heading, sorted(lines, key=lambda line: (-line.tally.settled, line.name)))


def _within(period: Choice, group: str, key: int | str | None) -> Choice:
    return Choice(**{"since": period.since, "until": period.until, group: NONE if key is None else str(key)})


def _line(name: str, one: Tally, *, choice: Choice) -> Line:
    low, high = one.interval or (0, 0)
    rate = "–" if one.rate is None else _percent(one.rate)
    return Line(name, one, rate, from_to(_percent(low), _percent(high)) if one.settled else "–", choice)


def _percent(share: float) -> str:
    return f"{share:.0%}"


def _bars(weeks: list[tuple[date, date]], tallies: list[Tally]) -> list[Bar]:
    bars = []
    for number, ((begin, end), one) in enumerate(zip(weeks, tallies, strict=True)):
        choice = Choice(since=f"{begin:%Y-%m-%d}", until=f"{end:%Y-%m-%d}")
        line = _line(times.day(begin), one, choice=choice)
        bars.append(Bar(round(number * WIDE, 2), round((one.rate or 0) * HIGH, 1), line))
    return bars
