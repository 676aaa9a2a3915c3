"""Whom a copy may be meant for: /conversations/<id>/recipients, asked when the fields are opened."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from keepword.conversations.addressing import offered
from keepword.conversations.replying import answer_addresses
from keepword.people.permissions import REPLY
from keepword.web.conversations.finding import conversation_for
from keepword.web.people.admitting import AgentRequest, for_agents


@for_agents(may=REPLY)
@require_safe
def show(request: AgentRequest, number: int) -> HttpResponse:
    conversation = conversation_for(request, number)
    people = offered(conversation, but=answer_addresses(conversation))
    return render(request, "web/conversations/_recipients.html", {"people": people})
