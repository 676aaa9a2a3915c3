"""A link for an agent to set a password by: /settings/agents/<id>/link."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from keepword.channels.email.link_letters import can_be_sent
from keepword.events.auditing import note
from keepword.people.inviting import purpose_for, send_link
from keepword.people.keys import key_for
from keepword.people.permissions import MANAGE_AGENTS
from keepword.web.people.admitting import AgentRequest, for_agents
from keepword.web.settings.activity import managed
from keepword.web.settings.shell import settings_page


@never_cache
@for_agents(may=MANAGE_AGENTS)
@require_POST
def create(request: AgentRequest, number: int) -> HttpResponse:
    """By mail; where no mail goes out yet, on this page, once, to be handed over by another way."""
    agent = managed(request, number)
    if not agent.is_active:
        return redirect("web:agent", number=agent.pk)
    if can_be_sent():
        send_link(agent, by=request.user.as_actor)
        return redirect(f"{reverse('web:agent', args=[agent.pk])}?sent=yes")
    note("agent.link_shown", by=request.user.as_actor, agent=agent.pk)
    purpose = purpose_for(agent)
    link = request.build_absolute_uri(reverse(f"web:{purpose}", args=[key_for(agent, purpose=purpose)]))
    context = {"person": agent, "link": link, "is_invitation": purpose == "invitation"}
    return settings_page(request, "web/settings/agent_link.html", tab="agents", context=context)
