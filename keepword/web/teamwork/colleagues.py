"""Whom a note may call, while somebody types: /conversations/<id>/colleagues?q=."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from keepword.conversations.teamwork.naming import MOST, Name, names_like
from keepword.people.permissions import NOTE
from keepword.web.conversations.finding import conversation_for
from keepword.web.initials import initials_of
from keepword.web.people.admitting import AgentRequest, for_agents

LONGEST = 80


@dataclass(frozen=True, slots=True)
class Option:
    """`written` is what stands behind the @ when it is chosen."""

    written: str
    name: str
    initials: str
    is_team: bool
    more: str


@for_agents(may=NOTE)
@require_safe
def show(request: AgentRequest, number: int) -> HttpResponse:
    """Only those who may see the conversation, and nobody themselves."""
    conversation = conversation_for(request, number)
    found = names_like(request.GET.get("q", "")[:LONGEST], conversation=conversation, but=request.user)
    response = render(request, "web/teamwork/_colleagues.html", {"options": [_option(one) for one in found[:MOST]]})
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _option(one: Name) -> Option:
    return Option(one.written, one.name, initials_of(one.name), one.is_team, one.email)
