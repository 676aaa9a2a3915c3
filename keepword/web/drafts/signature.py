"""What will stand under the answer: /conversations/<id>/signature, asked when somebody begins to write."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from keepword.conversations.models import Conversation
from keepword.conversations.signing.signing import signature_under
from keepword.people.models import Agent
from keepword.people.permissions import REPLY
from keepword.web.conversations.finding import conversation_for
from keepword.web.people.admitting import AgentRequest, for_agents
from keepword.web.settings.signatures.changing import shown


@for_agents(may=REPLY)
@require_safe
def show(request: AgentRequest, number: int) -> HttpResponse:
    conversation = conversation_for(request, number)
    words = shown(signature_of(conversation, agent=request.user))
    return render(request, "web/drafts/_signature.html", {"signature": words, "conversation": conversation})


def signature_of(conversation: Conversation, *, agent: Agent) -> str:
    """As Markdown."""
    return signature_under(conversation, agent=agent.pk, name=agent.shown_name)
