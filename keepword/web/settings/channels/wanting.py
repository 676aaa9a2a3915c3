"""Which channel somebody thinks of, read from what stands in a form that is not sent yet."""

from collections.abc import Mapping

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from keepword.brands.channel_kinds import KINDS
from keepword.brands.models import SUPPORTED, Brand
from keepword.brands.opening_hours import hours_of_brand
from keepword.hours.in_force import in_force
from keepword.hours.models import BusinessHours
from keepword.hours.spans import ALWAYS, OpeningHours
from keepword.insight.staffing.forecasting import Wanted, forecast
from keepword.insight.staffing.needing import MOST_CONTACTS
from keepword.insight.staffing.team import WHOLE_WEEK, hours_a_week
from keepword.people.models import Agent
from keepword.people.permissions import MANAGE_SETTINGS
from keepword.web.people.admitting import AgentRequest, for_agents
from keepword.web.settings.channels.form import UNITS
from keepword.web.staffing import Panel, panel_of


@for_agents(may=MANAGE_SETTINGS)
@require_safe
def show(request: AgentRequest) -> HttpResponse:
    """/settings/channels/forecast: the forecast alone, for a form that is being filled in."""
    return render(request, "web/settings/_forecast.html", {"panel": panel(request.user, request.GET)})


def panel(agent: Agent, typed: Mapping[str, str]) -> Panel | None:
    """None for a channel that is not to be supported: it takes nobody's time."""
    if typed.get("support", SUPPORTED) != SUPPORTED:
        return None
    return panel_of(forecast(agent, wanted_of(typed)))


def wanted_of(typed: Mapping[str, str]) -> Wanted:
    """Half a form is read as far as it goes; what is no answer counts as none."""
    kind, hours = typed.get("kind", ""), _hours(typed)
    open_hours = hours_a_week(hours)
    return Wanted(
        kind if kind in KINDS else "mail",
        contacts=_number(typed.get("expected", ""), most=MOST_CONTACTS),
        wait_seconds=_wait(typed, open_hours=open_hours),
        open_hours=open_hours,
    )


def _number(typed: str, *, most: int) -> int | None:
    typed = typed.strip()
    return min(int(typed), most) if typed.isascii() and typed.isdigit() and len(typed) < 9 else None


def _wait(typed: Mapping[str, str], *, open_hours: float) -> int | None:
    """Seconds of opening time. By the clock only the part of a week counts in which we are open."""
    count = _number(typed.get("answer_count", ""), most=999)
    seconds, is_clock, _words = UNITS.get(typed.get("answer_unit", ""), (0, False, ""))
    if not count or not seconds:
        return None
    return round(count * seconds * (open_hours / WHOLE_WEEK if is_clock else 1))


def _hours(typed: Mapping[str, str]) -> OpeningHours:
    """Its own, else those of its brand, else those of the first: most have one."""
    own = _number(typed.get("business_hours", ""), most=10**8)
    if own and BusinessHours.objects.filter(pk=own).exists():
        return in_force(own).hours
    brands = Brand.objects.order_by("id")
    chosen = _number(typed.get("brand", ""), most=10**8)
    brand = (chosen and brands.filter(pk=chosen).first()) or brands.first()
    return hours_of_brand(brand).hours if brand else ALWAYS
