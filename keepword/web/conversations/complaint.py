"""It is a complaint, or it is none: /conversations/<id>/complaint."""

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_POST

from keepword.conversations.complaints.marking import mark_complaint, mark_no_complaint
from keepword.people.permissions import CHANGE
from keepword.web.conversations.acting import back_to
from keepword.web.conversations.finding import conversation_for
from keepword.web.people.admitting import AgentRequest, for_agents

VERBS = {"yes": mark_complaint, "no": mark_no_complaint}


@for_agents(may=CHANGE)
@require_POST
def create(request: AgentRequest, number: int) -> HttpResponse:
    conversation = conversation_for(request, number)
    verb = VERBS.get(request.POST.get("complaint", ""))
    if verb is None:
        raise Http404
    verb(conversation, by=request.user.as_actor)
    return back_to(request, conversation)
