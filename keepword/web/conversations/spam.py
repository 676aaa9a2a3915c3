"""Not a customer, or one after all: /conversations/<id>/spam."""

from django.http import HttpResponse
from django.views.decorators.http import require_POST

from keepword.conversations.marking_spam import mark_spam, unmark_spam
from keepword.people.permissions import MARK_SPAM
from keepword.web.conversations.acting import back_to
from keepword.web.conversations.finding import conversation_for
from keepword.web.people.admitting import AgentRequest, for_agents


@for_agents(may=MARK_SPAM)
@require_POST
def create(request: AgentRequest, number: int) -> HttpResponse:
    """`spam` is "no" to take the mark away."""
    conversation = conversation_for(request, number)
    act = unmark_spam if request.POST.get("spam") == "no" else mark_spam
    act(conversation, by=request.user.as_actor)
    return back_to(request, conversation)
