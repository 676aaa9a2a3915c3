"""No reply needed: /conversations/<id>/settlement."""

from django.http import HttpResponse
from django.views.decorators.http import require_POST

from keepword.conversations.settling import need_no_reply
from keepword.people.permissions import CHANGE
from keepword.web.conversations.acting import back_to
from keepword.web.conversations.finding import conversation_for
from keepword.web.people.admitting import AgentRequest, for_agents


@for_agents(may=CHANGE)
@require_POST
def create(request: AgentRequest, number: int) -> HttpResponse:
    conversation = conversation_for(request, number)
    need_no_reply(conversation, by=request.user.as_actor)
    return back_to(request, conversation)
