"""The companies that customers write for: /companies?q=."""

from dataclasses import dataclass

from django.db.models import Count
from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from keepword.conversations.contacts import contacts_visible_to
from keepword.kit.storable import storable
from keepword.people.models import Agent, Company, CompanyDomain
from keepword.web.companies.finding import MOST, companies_named
from keepword.web.desk import surroundings
from keepword.web.people.admitting import AgentRequest, for_agents
from keepword.web.rendering import answer

LONGEST = 120
SHOWN_DOMAINS = 3


@dataclass(frozen=True, slots=True)
class Row:
    address: str
    name: str
    domains: str
    people: int
    has_note: bool


@for_agents
@require_safe
def show(request: AgentRequest) -> HttpResponse:
    """`q` is a part of a name or of a domain."""
    query = storable(request.GET.get("q", "")).strip()[:LONGEST]
    found = companies_named(query, agent=request.user)
    context = surroundings(request, section="companies") | {
        "query": query,
        "rows": _rows(found[:MOST], agent=request.user),
        "is_cut": len(found) > MOST,
    }
    return answer(request, page="web/companies/list.html", part="web/companies/_found.html", context=context)


def _rows(companies: list[Company], *, agent: Agent) -> list[Row]:
    """Two queries for all."""
    domains: dict[int, list[str]] = {one.pk: [] for one in companies}
    for number, name in (
        CompanyDomain.objects.filter(company__in=companies).order_by("id").values_list("company_id", "name")
    ):
        domains[number].append(name)
    people = contacts_visible_to(agent).filter(company__in=companies).values_list("company_id")
    counts = dict(people.annotate(count=Count("id")).order_by())
    return [
        Row(
            address=reverse("web:company", args=[one.pk]),
            name=one.name,
            domains=", ".join(domains[one.pk][:SHOWN_DOMAINS]),
            people=counts.get(one.pk, 0),
            has_note=bool(one.note),
        )
        for one in companies
    ]
