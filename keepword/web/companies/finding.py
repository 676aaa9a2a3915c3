"""The one way by which a screen comes to a company."""

from django.http import Http404

from keepword.conversations.companies import companies_visible_to
from keepword.people.companies.defining import key_of
from keepword.people.models import Agent, Company, CompanyDomain
from keepword.web.conversations.finding import LARGEST
from keepword.web.people.admitting import AgentRequest

MOST = 50


def company_for(request: AgentRequest, number: int) -> Company:
    """The company, if the agent may know it; for a stranger it does not exist (404)."""
    found = companies_visible_to(request.user).filter(pk=number).first() if number <= LARGEST else None
    if found is None:
        raise Http404
    return found


def companies_named(query: str, *, agent: Agent) -> list[Company]:
    """Those with these words in their name or a domain, of whom the agent may know; "" means all. By name, at most
    fifty, and one more when there are more."""
    seen, key = companies_visible_to(agent), key_of(query)
    with_domain = CompanyDomain.objects.filter(name__contains=key).values("company_id")
    named = (seen.filter(key__contains=key) | seen.filter(pk__in=with_domain)) if key else seen
    return list(named.order_by("key")[: MOST + 1])
