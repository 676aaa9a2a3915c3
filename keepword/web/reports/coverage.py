"""When people write, against who is there: /reports/coverage."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.http import HttpResponse
from django.utils.safestring import SafeString
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from keepword.conversations.models import Inbox
from keepword.hours.coverage import HOURS, Arrived, Cell, Gap, gaps, heat, primary
from keepword.hours.dates import city
from keepword.insight.staffing.on_duty import staff_of
from keepword.kit import clock
from keepword.kit.languages import country_in, country_of, name_in
from keepword.people.permissions import SEE_REPORTS
from keepword.promises.clocks.arrivals import arrived
from keepword.web.choosing import time_zones
from keepword.web.people.admitting import AgentRequest, for_agents
from keepword.web.picking.menus import menu
from keepword.web.ranges import from_to
from keepword.web.reports.shell import report
from keepword.web.reports.weekdays import short_weekday_names, weekday_names

WEEKS = (4, 8, 12, 26)
LEVELS = 5
GAPS_SHOWN = 8


@dataclass(frozen=True, slots=True)
class Asked:
    """What the reader chose to look at. language, country (ISO 3166-1): "" for all."""

    inbox: Inbox | None
    language: str
    country: str
    zone: str
    weeks: int


@dataclass(frozen=True, slots=True)
class Square:
    """One hour of the week as it is drawn. level: 0 (nobody writes) to 5 (the busiest hour)."""

    contacts: int
    level: int
    is_gap: bool
    said: str


@for_agents(may=SEE_REPORTS)
@require_safe
def show(request: AgentRequest) -> HttpResponse:
    return report(request, "web/reports/coverage.html", tab="coverage", context=_context(request))


def _context(request: AgentRequest) -> dict[str, Any]:
    inboxes = list(Inbox.objects.visible_to(request.user).order_by("name"))
    asked = _asked(request, inboxes)
    until = clock.now().replace(minute=0, second=0, microsecond=0)
    since = until - timedelta(weeks=asked.weeks)
    seen = [asked.inbox] if asked.inbox else inboxes
    came = arrived([inbox.pk for inbox in seen], since=since, until=until)
    wanted = [one for one in came if _is_wanted(one, asked)]
    staff = staff_of(asked.inbox)
    cells = heat(wanted, staff.on_duty, since=since, until=until, zone=asked.zone)
    found = gaps(wanted, staff.on_duty, since=since, until=until, zone=asked.zone)
    return {
        "asked": asked,
        "inboxes": _menu(request, inboxes, asked=asked),
        "languages": _languages(came),
        "countries": _countries(came),
        "zones": time_zones(),
        "weeks": WEEKS,
        "days": list(zip(weekday_names(), short_weekday_names(), strict=True)),
        "hours": rows_of(cells),
        "contacts": sum(one.contacts for one in wanted),
        "gaps": [sentence_of(gap) for gap in found[:GAPS_SHOWN]],
        "unknown": staff.unknown,
        "nobody": not staff.on_duty,
        "has_contacts": bool(came),
    }


def _menu(request: AgentRequest, inboxes: list[Inbox], *, asked: Asked) -> SafeString:
    choices = [("", _("All")), *((str(one.pk), one.name) for one in inboxes)]
    chosen = str(asked.inbox.pk) if asked.inbox else ""
    attrs = {"class": "select", "id": "inbox"}
    return menu("inbox", choices=choices, chosen=chosen, sources={"": "inboxes"}, attrs=attrs, data=request.GET)


def _asked(request: AgentRequest, inboxes: list[Inbox]) -> Asked:
    """Odd choices fall back to what everybody sees first; an inbox that the agent may not see is an odd choice."""
    zone, weeks = request.GET.get("zone", ""), request.GET.get("weeks", "")
    return Asked(
        inbox=next((inbox for inbox in inboxes if str(inbox.pk) == request.GET.get("inbox")), None),
        language=primary(request.GET.get("language", ""))[:8],
        country=request.GET.get("country", "").upper()[:2],
        zone=zone if zone in dict(time_zones()) else request.user.time_zone,
        weeks=int(weeks) if weeks in {str(one) for one in WEEKS} else WEEKS[1],
    )


def _is_wanted(one: Arrived, asked: Asked) -> bool:
    return asked.language in ("", primary(one.language)) and asked.country in ("", country_of(one.zone))


def _languages(came: list[Arrived]) -> list[tuple[str, str]]:
    reader = get_language() or "en"
    spoken = {primary(one.language) for one in came if one.language}
    return sorted(((code, name_in(code, language=reader)) for code in spoken), key=lambda pair: pair[1])


def _countries(came: list[Arrived]) -> list[tuple[str, str]]:
    reader = get_language() or "en"
    found = {country_of(one.zone) for one in came} - {""}
    return sorted(((code, country_in(code, language=reader)) for code in found), key=lambda pair: pair[1])


def rows_of(cells: list[Cell]) -> list[tuple[str, list[Square]]]:
    """One row for each hour, one square for each day: seven columns fit on a phone."""
    most = max((cell.contacts for cell in cells), default=0)
    by_place = {(cell.weekday, cell.hour): cell for cell in cells}
    return [(f"{hour:02}", [_square(by_place[day, hour], most=most) for day in range(7)]) for hour in range(HOURS)]


def _square(cell: Cell, *, most: int) -> Square:
    level = -(-cell.contacts * LEVELS // most) if most else 0
    return Square(cell.contacts, level, is_gap=cell.contacts > 0 and cell.covered < 0.5, said=_said(cell))


def _said(cell: Cell) -> str:
    people = _("nobody there") if cell.on_duty < 0.05 else _("%(people)s there") % {"people": _number(cell.on_duty)}
    contacts = ngettext("%(count)s contact", "%(count)s contacts", cell.contacts) % {"count": cell.contacts}
    return _("%(contacts)s, %(people)s") % {"contacts": contacts, "people": people}


def _number(people: float) -> str:
    return f"{people:.1f}".removesuffix(".0")


def sentence_of(gap: Gap) -> str:
    """ "Korean, Tuesday 20–23 Seoul: 14 % of contacts, nobody on duty"."""
    reader = get_language() or "en"
    return _("%(language)s, %(day)s %(hours)s %(place)s: %(share)s %% of contacts, nobody on duty") % {
        "language": name_in(gap.language, language=reader) if gap.language else _("Unknown language"),
        "day": weekday_names()[gap.weekday],
        "hours": from_to(f"{gap.first:02}", f"{gap.last:02}"),
        "place": city(gap.zone, language=reader),
        "share": max(1, round(gap.share * 100)),
    }
