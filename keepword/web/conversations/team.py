"""Which team takes care of it: /conversations/<id>/team."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from keepword.conversations.assigning import assign_team
from keepword.people.models import Team
from keepword.people.permissions import ASSIGN
from keepword.web.conversations.acting import back_to
from keepword.web.conversations.finding import conversation_for
from keepword.web.people.admitting import AgentRequest, for_agents


@for_agents(may=ASSIGN)
@require_POST
def create(request: AgentRequest, number: int) -> HttpResponse:
    """`team` is a team's id, or "" for none."""
    conversation = conversation_for(request, number)
    assign_team(conversation, to=_chosen(request), by=request.user.as_actor)
    return back_to(request, conversation)


def _chosen(request: AgentRequest) -> Team | None:
    chosen = request.POST.get("team", "")
    if not chosen:
        return None
    if not chosen.isdecimal():
        raise Http404
    return get_object_or_404(Team, pk=int(chosen))
