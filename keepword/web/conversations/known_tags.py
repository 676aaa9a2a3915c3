"""The tags that exist, offered while one is typed: /tags."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from keepword.conversations.models import Tag
from keepword.conversations.tagging import LENGTH
from keepword.kit.storable import storable
from keepword.web.people.admitting import AgentRequest, for_agents

SHOWN = 100


@for_agents
@require_safe
def show(request: AgentRequest) -> HttpResponse:
    """Those that hold what is typed (`add`), the first ones by name: each is reached by typing more of it."""
    typed = storable(request.GET.get("add", "")).strip().casefold()[:LENGTH]
    names = Tag.objects.in_use().order_by("name")  # house: tags are words of the whole organisation
    names = names.filter(name__contains=typed) if typed else names
    return render(
        request, "web/conversations/_known_tags.html", {"tags": names.values_list("name", flat=True)[:SHOWN]}
    )
