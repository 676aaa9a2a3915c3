"""What is called so, while somebody types: /choices?kind=teams&q=."""

from django.http import HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from keepword.web.people.admitting import AgentRequest, for_agents
from keepword.web.picking.fitting import SHOWN, fitting
from keepword.web.picking.kinds import KINDS


@for_agents
@require_safe
def show(request: AgentRequest) -> HttpResponse:
    """For each kind that is asked for {"rows": [[number, name], …], "more": whether there are others}. Kinds that
    nobody knows are left out."""
    query = request.GET.get("q", "")
    kinds = [one for one in dict.fromkeys(request.GET.getlist("kind")) if one in KINDS]
    found = {one: fitting(KINDS[one](request.user), query=query, words=lambda row: row[1]) for one in kinds}
    said = {one: {"rows": rows[:SHOWN], "more": len(rows) > SHOWN} for one, rows in found.items()}
    response = JsonResponse(said)
    response.headers["Cache-Control"] = "private, no-store"
    return response
