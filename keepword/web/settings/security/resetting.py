"""A colleague who lost their phone: /settings/agents/<id>/factors."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from keepword.people.accounts.factors import reset
from keepword.people.permissions import MANAGE_AGENTS
from keepword.web.people.admitting import AgentRequest, for_agents
from keepword.web.settings.activity import managed


@for_agents(may=MANAGE_AGENTS)
@require_POST
def create(request: AgentRequest, number: int) -> HttpResponse:
    reset(managed(request, number), by=request.user.as_actor)
    return redirect(f"{reverse('web:agent', args=[number])}?saved=yes")
