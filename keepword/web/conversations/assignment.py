"""Who takes care of it: /conversations/<id>/assignment."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_http_methods

from keepword.conversations.assigning import CannotSeeIt, assign
from keepword.people.models import Agent
from keepword.people.permissions import ASSIGN
from keepword.web.conversations.acting import back_to
from keepword.web.conversations.choices import AGENTS, assignees
from keepword.web.conversations.finding import conversation_for
from keepword.web.conversations.holders import found
from keepword.web.people.admitting import AgentRequest, for_agents


@for_agents(may=ASSIGN)
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: AgentRequest, number: int) -> HttpResponse:
    """Posted, `assignee` is an agent's id, or "" for nobody; else those whom `q` names."""
    conversation = conversation_for(request, number)
    if request.method != "POST":
        everybody = assignees(conversation, agent=request.user, rows=AGENTS())
        return found(request, conversation, kind="assignment", choices=everybody)
    try:
        assign(conversation, to=_chosen(request), by=request.user.as_actor)
    except CannotSeeIt as error:
        raise Http404 from error
    return back_to(request, conversation)


def _chosen(request: AgentRequest) -> Agent | None:
    chosen = request.POST.get("assignee", "")
    if not chosen:
        return None
    if not chosen.isdecimal():
        raise Http404
    return get_object_or_404(Agent.objects.active(), pk=int(chosen))
