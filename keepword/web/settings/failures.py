"""Work that was given up until somebody looks at it: /settings/failures."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST, require_safe

from keepword.events.models import Task
from keepword.events.working import run_again
from keepword.people.permissions import MANAGE_INSTALLATION
from keepword.web import times
from keepword.web.people.admitting import AgentRequest, for_agents
from keepword.web.settings.shell import settings_page

SHOWN = 100


@for_agents(may=MANAGE_INSTALLATION)
@require_safe
def show(request: AgentRequest) -> HttpResponse:
    dead = Task.objects.dead().select_related("event").order_by("-dead_at")[:SHOWN]
    context = {"tasks": dead, "moment": times.reader().moment}
    return settings_page(request, "web/settings/failures.html", tab="failures", context=context)


@for_agents(may=MANAGE_INSTALLATION)
@require_POST
def again(request: AgentRequest, number: int) -> HttpResponse:
    run_again(get_object_or_404(Task.objects.dead(), pk=number))
    return redirect("web:failures")
