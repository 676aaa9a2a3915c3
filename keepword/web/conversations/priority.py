"""What goes first: /conversations/<id>/priority."""

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_POST

from keepword.conversations.prioritising import prioritise
from keepword.people.permissions import CHANGE
from keepword.web.conversations.acting import back_to
from keepword.web.conversations.finding import conversation_for
from keepword.web.people.admitting import AgentRequest, for_agents


@for_agents(may=CHANGE)
@require_POST
def create(request: AgentRequest, number: int) -> HttpResponse:
    conversation = conversation_for(request, number)
    try:
        prioritise(conversation, priority=request.POST.get("priority", ""), by=request.user.as_actor)
    except KeyError as error:
        raise Http404 from error
    return back_to(request, conversation)
