"""What is open, with its age, team by team; and what came of it month by month: /opportunities."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from keepword.conversations.models.internal_task import OUTCOMES
from keepword.conversations.opportunities import wording
from keepword.conversations.opportunities.listing import MOST, Month, by_month, open_opportunities
from keepword.web.desk import surroundings
from keepword.web.opportunities.rows import Row, rows_of
from keepword.web.people.admitting import AgentRequest, for_agents


@for_agents
@require_safe
def show(request: AgentRequest) -> HttpResponse:
    tasks = list(open_opportunities(request.user)[: MOST + 1])
    groups: dict[str, list[Row]] = {}
    for task, row in zip(tasks[:MOST], rows_of(tasks[:MOST], agent=request.user), strict=True):
        owner = task.team or task.agent
        groups.setdefault(owner.name if owner else _("Nobody yet"), []).append(row)
    context = surroundings(request, section="tasks") | {
        "groups": sorted(groups.items(), key=lambda one: one[0].casefold()),
        "is_cut": len(tasks) > MOST,
        "outcomes": [str(wording.OUTCOMES[one]) for one in OUTCOMES],
        "months": [_line(month) for month in by_month(request.user)],
    }
    return render(request, "web/opportunities/list.html", context)


def _line(month: Month) -> tuple[str, list[int]]:
    """Its name, how many were handed over, what came of them, and how many are open."""
    counts = [month.handed_over, *(month.outcomes[one] for one in OUTCOMES), month.outcomes[""]]
    return date_format(month.begins_on, "YEAR_MONTH_FORMAT"), counts
