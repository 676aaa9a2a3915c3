"""What the organisation asks besides: /settings/fields."""

from typing import Any

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from keepword.conversations.models import OwnField
from keepword.kit.storable import storable
from keepword.people.permissions import MANAGE_SETTINGS
from keepword.web.own_fields.wording import ABOUT, KINDS
from keepword.web.people.admitting import AgentRequest, for_agents
from keepword.web.settings.paging import paged_beside
from keepword.web.settings.shell import settings_page


@for_agents(may=MANAGE_SETTINGS)
@require_safe
def show(request: AgentRequest) -> HttpResponse:
    """`q` is a part of a name."""
    query = " ".join(storable(request.GET.get("q", "")).split())[:80]
    every = OwnField.objects.in_order()  # house: set-up of the whole organisation
    fields = every.filter(name__icontains=query).select_related("brand")
    (used, away), pager = paged_beside(request, fields.filter(retired_at=None), fields.exclude(retired_at=None))
    context: dict[str, Any] = {
        "groups": [(words, [one for one in used if one.about == about]) for about, words in ABOUT.items()],
        "away": away,
        "kinds": KINDS,
        "pager": pager,
        "query": query,
        "is_any": bool(used),
    }
    return settings_page(request, "web/settings/fields/list.html", tab="own-fields", context=context)
