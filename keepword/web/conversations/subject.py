"""What it is called at the desk: /conversations/<id>/subject."""

from django.http import HttpResponse
from django.views.decorators.http import require_POST

from keepword.conversations.retitling import retitle
from keepword.people.permissions import CHANGE
from keepword.web.conversations.acting import back_to, refused_in_bin
from keepword.web.conversations.finding import conversation_for
from keepword.web.people.admitting import AgentRequest, for_agents


@for_agents(may=CHANGE)
@require_POST
def put(request: AgentRequest, number: int) -> HttpResponse:
    """`subject` as typed; with `theirs`, the customer's own again."""
    conversation = conversation_for(request, number)
    if refused := refused_in_bin(request, conversation):
        return refused
    subject = "" if "theirs" in request.POST else request.POST.get("subject", "")
    retitle(conversation, subject=subject, by=request.user.as_actor)
    return back_to(request, conversation)
