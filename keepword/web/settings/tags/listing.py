"""The words that sort conversations: /settings/tags."""

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from keepword.conversations.models import Tag
from keepword.people.permissions import MANAGE_TAGS
from keepword.web.people.admitting import AgentRequest, for_agents
from keepword.web.settings.facts import fact_of
from keepword.web.settings.paging import paged_beside
from keepword.web.settings.shell import settings_page


@for_agents(may=MANAGE_TAGS)
@require_safe
def show(request: AgentRequest) -> HttpResponse:
    """`fact` names a merging that can be undone."""
    query = " ".join(request.GET.get("q", "").split()).casefold()
    tags = Tag.objects.in_use().order_by("name")  # house: tags are words of the whole organisation
    away = Tag.objects.put_away().order_by("name")  # house: as above
    fact = fact_of(request, name="tag.merged")
    (used, gone), pager = paged_beside(request, *(rows.filter(name__contains=query) for rows in (tags, away)))
    context = {
        "tags": used,
        "pager": pager,
        "away": gone,
        "query": query,
        "merged": fact if fact and "worn" in fact.data else None,
    }
    return settings_page(request, "web/settings/tags/list.html", tab="tags", context=context)
