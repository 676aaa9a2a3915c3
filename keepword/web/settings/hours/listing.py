"""All opening hours: /settings/hours, and new ones: /settings/hours/new."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_http_methods, require_safe

from keepword.brands.models import Organisation
from keepword.conversations.keeping_hours import keep
from keepword.hours.calendar import Calendar
from keepword.hours.defining import NameTaken, define
from keepword.hours.holidays import countries
from keepword.hours.in_force import of_version
from keepword.hours.models import BusinessHours
from keepword.hours.saying import say_hours
from keepword.kit import clock
from keepword.kit.languages import tag_of
from keepword.people.permissions import MANAGE_SETTINGS
from keepword.web.people.admitting import AgentRequest, for_agents
from keepword.web.people.pressing import once_a_page
from keepword.web.settings.hours.editing import editor, said_in
from keepword.web.settings.hours.form import HoursForm, initial_of
from keepword.web.settings.hours.keepers import chosen_keepers, names_of_keepers
from keepword.web.settings.hours.places import country_of_zone
from keepword.web.settings.paging import paged
from keepword.web.settings.shell import settings_page

OFFICE = (((540, 1020),),) * 5 + ((), ())  # Monday to Friday, nine to five: somewhere to begin

AT_ONCE = 50  # each is said in words, with its holidays


@dataclass(frozen=True, slots=True)
class Line:
    hours: BusinessHours
    words: str
    keepers: list[str]


@for_agents(may=MANAGE_SETTINGS)
@require_safe
def show(request: AgentRequest) -> HttpResponse:
    now, language = clock.now(), tag_of(get_language() or "")
    used = BusinessHours.objects.in_use().select_related("current").order_by("name", "id")
    pager = paged(request, used, size=AT_ONCE)
    kept_by = names_of_keepers(pager.rows, agent=request.user)
    lines = [
        Line(
            one,
            say_hours(
                of_version(one.current_id).hours, now=now, language=language, reader_zone=request.user.time_zone
            ),
            kept_by.get(one.pk, []),
        )
        for one in pager.rows
    ]
    context = {"lines": lines, "pager": pager}
    return settings_page(request, "web/settings/hours/list.html", tab="business-hours", context=context)


@for_agents(may=MANAGE_SETTINGS)
@require_http_methods(["GET", "HEAD", "POST"])
@once_a_page
def new(request: AgentRequest) -> HttpResponse:
    """The first hours are proposed for the whole organisation, in its zone and with its country's holidays."""
    organisation = Organisation.objects.get()
    form = HoursForm(said_in(request), initial=_proposed(organisation))
    if request.method == "POST" and "save" in request.POST and form.is_valid():
        try:
            hours = define(form.cleaned_data["name"], calendar=form.calendar(), by=request.user.as_actor)
            keep(hours, by=request.user.as_actor, **chosen_keepers(request, of=None))
            return redirect(f"{reverse('web:business-hours')}?saved=yes")
        except NameTaken:
            form.add_error("name", gettext("There are hours of this name."))
    proposed = chosen_keepers(request, of=None) if form.is_bound else _first_keepers(organisation)
    return editor(request, form=form, hours=None, keepers=proposed)


def _first_keepers(organisation: Organisation) -> dict[str, list[int]]:
    return {} if organisation.business_hours_id else {"organisations": [organisation.pk]}


def _proposed(organisation: Organisation) -> dict[str, object]:
    country = country_of_zone(organisation.time_zone)
    calendar = Calendar(organisation.time_zone, OFFICE, country=country if country in countries() else "")
    name = "" if BusinessHours.objects.in_use().exists() else gettext("Opening hours")
    return initial_of(calendar, name=name)
