"""Who passed it on keeps it: /conversations/<id>/contact/offer/removal."""

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_POST

from keepword.conversations.whose.leaving import leave_with_sender
from keepword.people.permissions import CHANGE
from keepword.web.conversations.acting import back_to
from keepword.web.conversations.finding import LARGEST, conversation_for
from keepword.web.people.admitting import AgentRequest, for_agents


@for_agents(may=CHANGE)
@require_POST
def create(request: AgentRequest, number: int) -> HttpResponse:
    """`message` is which one. What was put away already is."""
    conversation = conversation_for(request, number)
    typed = request.POST.get("message", "")
    if not (typed.isascii() and typed.isdecimal() and len(typed) < 19 and int(typed) <= LARGEST):  # noqa: PLR2004
        raise Http404
    leave_with_sender(conversation, number=int(typed))
    return back_to(request, conversation)
