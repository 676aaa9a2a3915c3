"""The tags that exist, offered while one is typed: /tags."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from keepword.conversations.models import Tag
from keepword.web.people.admitting import AgentRequest, for_agents

SHOWN = 200


@for_agents
@require_safe
def show(request: AgentRequest) -> HttpResponse:
    names = Tag.objects.in_use().order_by("name")  # house: tags are words of the whole organisation
    return render(
        request, "web/conversations/_known_tags.html", {"tags": names.values_list("name", flat=True)[:SHOWN]}
    )
