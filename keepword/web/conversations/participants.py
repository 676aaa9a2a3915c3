"""Let an address take part: /conversations/<id>/participants."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from keepword.conversations.participating import trust
from keepword.people.permissions import REPLY
from keepword.web.conversations.acting import back_to
from keepword.web.conversations.finding import conversation_for
from keepword.web.people.admitting import AgentRequest, for_agents


@for_agents(may=REPLY)
@require_POST
def create(request: AgentRequest, number: int) -> HttpResponse:
    conversation = conversation_for(request, number)
    chosen = request.POST.get("participant", "")
    if not chosen.isdecimal():
        raise Http404
    participant = get_object_or_404(conversation.participants, pk=int(chosen))
    trust(conversation, participant=participant, by=request.user.as_actor)
    return back_to(request, conversation)
