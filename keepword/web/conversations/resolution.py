"""It is done, or it is not: /conversations/<id>/resolution."""

from django.http import HttpResponse
from django.views.decorators.http import require_POST

from keepword.conversations.resolving import reopen, resolve
from keepword.web.conversations.acting import back_to
from keepword.web.conversations.finding import conversation_for
from keepword.web.people.admitting import AgentRequest, for_agents


@for_agents
@require_POST
def create(request: AgentRequest, number: int) -> HttpResponse:
    """`resolved` is "no" to open it again."""
    conversation = conversation_for(request, number)
    act = reopen if request.POST.get("resolved") == "no" else resolve
    act(conversation, by=request.user.as_actor)
    return back_to(request, conversation)
