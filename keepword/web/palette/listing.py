"""What the palette offers: /palette?q=…&conversation=<the open one>."""

from collections.abc import Iterator

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from keepword.conversations.models import Conversation
from keepword.web.palette import acts, places
from keepword.web.palette.offers import Offer, fitting
from keepword.web.people.admitting import AgentRequest, for_agents

MOST = 30
LONGEST = 100


@for_agents
@require_safe
def show(request: AgentRequest) -> HttpResponse:
    query = " ".join(request.GET.get("q", "").replace("\0", " ").split())[:LONGEST]
    fixed = [*_acts(request, query=query), *places.pages(request.user), *acts.seat(request.user)]
    found = [*fitting(fixed, query=query)[:MOST], *places.found(query, agent=request.user)]
    response = render(request, "web/_palette_offers.html", {"offers": found})
    response.headers["Cache-Control"] = "private, no-cache"
    return response


def _acts(request: AgentRequest, *, query: str) -> Iterator[Offer]:
    written = request.GET.get("conversation", "")
    if not (written.isascii() and written.isdigit() and len(written) < 19):
        return
    seen = Conversation.objects.visible_to(request.user).select_related("inbox__brand").filter(pk=int(written)).first()
    if seen is not None:
        yield from acts.acts(seen, agent=request.user, query=query)
