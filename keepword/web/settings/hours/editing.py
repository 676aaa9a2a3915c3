"""One calendar: /settings/hours/<id>. Everything but saving only looks: copying a day, choosing a country."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_http_methods, require_POST

from keepword.conversations.keeping_hours import Keepers, keep, keepers_of
from keepword.hours.calendar import NotACalendar, calendar_of
from keepword.hours.defining import NameTaken, change, rename, retire
from keepword.hours.models import BusinessHours
from keepword.hours.preview import hours_of_calendar
from keepword.hours.saying import say_hours
from keepword.kit import clock
from keepword.kit.languages import tag_of
from keepword.people.permissions import MANAGE_SETTINGS
from keepword.web.people.admitting import AgentRequest, for_agents
from keepword.web.people.pressing import once_a_page
from keepword.web.settings.hours.form import DAYS, HoursForm, initial_of
from keepword.web.settings.hours.keepers import chosen_keepers, keeper_groups
from keepword.web.settings.shell import settings_page

COPIED = {0: ["day1", "day2", "day3", "day4"], 5: ["day6"]}  # working days from Monday, the weekend from Saturday


@for_agents(may=MANAGE_SETTINGS)
@require_http_methods(["GET", "HEAD", "POST"])
@once_a_page
def show(request: AgentRequest, number: int) -> HttpResponse:
    hours = get_object_or_404(BusinessHours.objects.in_use().select_related("current"), pk=number)
    now = calendar_of(hours.current) if hours.current else None
    form = HoursForm(said_in(request), initial=initial_of(now, name=hours.name) if now else {})
    if request.method == "POST" and "save" in request.POST and form.is_valid():
        try:
            _save(request, hours, form=form)
            return redirect(f"{reverse('web:business-hours')}?saved=yes")
        except NameTaken:
            form.add_error("name", gettext("There are hours of this name."))
    kept = chosen_keepers(request, of=hours) if form.is_bound else keepers_of(hours)
    return editor(request, form=form, hours=hours, keepers=kept)


def _save(request: AgentRequest, hours: BusinessHours, *, form: HoursForm) -> None:
    """A version only for what is different: renaming or giving them to another team changes no number."""
    actor, said = request.user.as_actor, form.calendar()
    if form.cleaned_data["name"] != hours.name:
        rename(hours, name=form.cleaned_data["name"], by=actor)
    if hours.current is None or calendar_of(hours.current) != said:
        change(hours, calendar=said, by=actor)
    keep(hours, by=actor, **chosen_keepers(request, of=hours))


@for_agents(may=MANAGE_SETTINGS)
@require_POST
def remove(request: AgentRequest, number: int) -> HttpResponse:
    """Put away when nobody keeps them; what was measured by them stays. Twice is once."""
    hours = BusinessHours.objects.in_use().filter(pk=number).first()
    if hours is not None and keepers_of(hours).is_nobody:
        retire(hours, by=request.user.as_actor)
    return redirect("web:business-hours")


def said_in(request: AgentRequest) -> QueryDict | None:
    """What was sent, after the day was copied that the person asked to copy."""
    if request.method != "POST":
        return None
    said = request.POST.copy()
    for day, others in COPIED.items():
        for other in others if said.get("copy") == str(day) else ():
            said[other] = said.get(f"day{day}", "")
    return said


def editor(
    request: AgentRequest,
    *,
    form: HoursForm,
    hours: BusinessHours | None,
    keepers: Keepers | Mapping[str, list[int]],
) -> HttpResponse:
    is_refused = form.is_bound and "save" in request.POST
    context: dict[str, Any] = {
        "form": form,
        "hours": hours,
        "copied": COPIED,
        "days": [form[f"day{day}"] for day in DAYS],
        "rows": [[form[f"{name}{row}"] for name in ("on", "slots", "occasion", "yearly")] for row in range(form.rows)],
        "holidays": form.holidays(),
        "region": form.region,
        "preview": _preview(form, request=request),
        "groups": keeper_groups(keepers, agent=request.user, data=request.POST),
        "can_retire": hours is not None and keepers_of(hours).is_nobody,
        "address": request.path,
    }
    return settings_page(
        request,
        "web/settings/hours/editor.html",
        tab="business-hours",
        context=context,
        status=422 if is_refused else 200,
    )


def _preview(form: HoursForm, *, request: AgentRequest) -> str:
    """What customers would read now; "" while something is not understood."""
    if not form.is_bound:
        form = HoursForm(_as_sent(form.initial, region=form.region))
    try:
        form.is_valid()
        hours = hours_of_calendar(form.calendar(), at=clock.now())
    except NotACalendar:
        return ""
    return say_hours(hours, now=clock.now(), language=tag_of(get_language() or ""), reader_zone=request.user.time_zone)


def _as_sent(initial: Mapping[str, Any], *, region: str) -> QueryDict:
    sent = QueryDict(mutable=True)
    sent.setlist("shown", sorted(initial.get("switched_off", ())))
    sent["holidays_of"] = region
    for name, value in initial.items():
        if name != "switched_off" and value not in (None, False):
            sent[name] = str(value)
    return sent
