"""Which team takes care of it: /conversations/<id>/team."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_http_methods

from keepword.conversations.assigning import assign_team
from keepword.people.models import Team
from keepword.people.permissions import ASSIGN
from keepword.web.conversations.acting import back_to
from keepword.web.conversations.choices import TEAMS, teams
from keepword.web.conversations.finding import conversation_for
from keepword.web.conversations.holders import found
from keepword.web.people.admitting import AgentRequest, for_agents


@for_agents(may=ASSIGN)
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: AgentRequest, number: int) -> HttpResponse:
    """Posted, `team` is a team's id, or "" for none; else those that `q` names."""
    conversation = conversation_for(request, number)
    if request.method != "POST":
        return found(request, conversation, kind="team", choices=teams(conversation, rows=TEAMS()))
    assign_team(conversation, to=_chosen(request), by=request.user.as_actor)
    return back_to(request, conversation)


def _chosen(request: AgentRequest) -> Team | None:
    chosen = request.POST.get("team", "")
    if not chosen:
        return None
    if not chosen.isdecimal():
        raise Http404
    return get_object_or_404(Team, pk=int(chosen))
