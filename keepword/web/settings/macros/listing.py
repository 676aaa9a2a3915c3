"""What an agent may use: /settings/macros, by folder, with a search."""

from itertools import groupby

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from keepword.conversations.macros.listing import matching
from keepword.conversations.models import Macro
from keepword.people.models import Agent
from keepword.web import times
from keepword.web.conversations.contact import language_name
from keepword.web.people.admitting import AgentRequest, for_agents
from keepword.web.settings.paging import paged
from keepword.web.settings.shell import settings_page

MOST_REMOVED = 100


@for_agents
@require_safe
def show(request: AgentRequest) -> HttpResponse:
    query = request.GET.get("q", "")
    found = matching(Macro.objects.visible_to(request.user).in_use(), query=query)
    found.sort(key=lambda macro: macro.folder.casefold())
    reader, pager = times.reader(), paged(request, found)
    folders = [
        (
            folder,
            [
                (macro, _languages(macro), reader.since(macro.last_used_at) if macro.last_used_at else "")
                for macro in rows
            ],
        )
        for folder, rows in groupby(pager.rows, key=lambda macro: macro.folder)
    ]
    context = {"folders": folders, "pager": pager, "query": query, "removed": _removed(request.user)}
    return settings_page(request, "web/settings/macros/list.html", tab="macros", context=context)


def _languages(macro: Macro) -> list[tuple[str, str]]:
    """What it speaks: the code, and the language in its own words."""
    return [(text.language, language_name(text.language)) for text in macro.texts.all()]


def _removed(agent: Agent) -> list[Macro]:
    """Those that they may bring back, the last first."""
    gone = Macro.objects.visible_to(agent).filter(retired_at__isnull=False).order_by("-retired_at", "-id")
    return [macro for macro in gone[:MOST_REMOVED] if macro.may_be_changed_by(agent)]
