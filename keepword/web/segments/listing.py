"""The segments: /segments."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from keepword.people.models import Segment
from keepword.web import times
from keepword.web.conversations.finding import LARGEST
from keepword.web.desk import surroundings
from keepword.web.people.admitting import AgentRequest, for_agents
from keepword.web.segments.finding import told
from keepword.web.segments.lines import own_fields
from keepword.web.settings.paging import paged


@for_agents
@require_safe
def show(request: AgentRequest) -> HttpResponse:
    """With what was just put away, so that it can be brought back."""
    gone = request.GET.get("removed", "")
    number = int(gone) if gone.isascii() and gone.isdecimal() and len(gone) < 19 else 0  # noqa: PLR2004
    own, reader = own_fields(), times.reader()
    pager = paged(request, Segment.objects.in_use().order_by("name", "id"))
    context = surroundings(request, section="contacts") | {
        "rows": [told(one, agent=request.user, own=own, reader=reader) for one in pager.rows],
        "pager": pager,
        "removed": Segment.objects.filter(pk=min(number, LARGEST), retired_at__isnull=False).first(),
    }
    return render(request, "web/segments/list.html", context)
