"""The saved views that an agent may see: /settings/views."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from keepword.conversations.models import SavedView
from keepword.conversations.views import rules
from keepword.people.models import Agent
from keepword.web.people.admitting import AgentRequest, for_agents
from keepword.web.settings.paging import paged
from keepword.web.settings.shell import settings_page
from keepword.web.settings.views.lines import in_words


@dataclass(frozen=True, slots=True)
class Entry:
    view: SavedView
    says: str
    may_change: bool


@for_agents
@require_safe
def show(request: AgentRequest) -> HttpResponse:
    """With what was just put away, so that it can be brought back."""
    seen = SavedView.objects.visible_to(request.user)
    query = request.GET.get("q", "").strip()
    views = [one for one in seen.in_use().in_order().select_related("team") if query.casefold() in one.name.casefold()]
    pager = paged(request, views)
    gone = request.GET.get("removed", "")
    is_number = gone.isascii() and gone.isdigit() and len(gone) < 19
    context = {
        "entries": [_entry(one, agent=request.user) for one in pager.rows],
        "pager": pager,
        "query": query,
        "removed": seen.filter(pk=int(gone), retired_at__isnull=False).first() if is_number else None,
    }
    return settings_page(request, "web/settings/views/list.html", tab="saved-views", context=context)


def _entry(view: SavedView, *, agent: Agent) -> Entry:
    try:
        says = " · ".join(in_words(rules.read(view.conditions), agent=agent))
    except rules.BadRule:
        says = ""
    return Entry(view, says, view.may_be_changed_by(agent))
