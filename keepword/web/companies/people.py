"""Who belongs to a company: /companies/<id>/people, /contacts/<id>/company."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST

from keepword.conversations.contacts import contacts_visible_to
from keepword.kit.storable import storable
from keepword.people.companies.belonging import belong, outside_with_its_domains
from keepword.people.permissions import MANAGE_CONTACTS
from keepword.web import times
from keepword.web.companies.finding import MOST, companies_named, company_for
from keepword.web.contacts.finding import contact_for
from keepword.web.contacts.showing import about
from keepword.web.desk import surroundings
from keepword.web.people.admitting import AgentRequest, for_agents
from keepword.web.people.numbers import number_in
from keepword.web.rendering import answer

AT_ONCE = 500


@for_agents(may=MANAGE_CONTACTS)
@require_POST
def create(request: AgentRequest, number: int) -> HttpResponse:
    """`contact` joins; with `all`, everybody who writes from its domains and belongs to nobody."""
    company = company_for(request, number)
    if request.POST.get("all"):
        them = list(outside_with_its_domains(company, among=contacts_visible_to(request.user))[:AT_ONCE])
    else:
        them = [contact_for(request, number_in(request, "contact"))]
    for contact in them:
        belong(contact, to=company, by=request.user.as_actor)
    return redirect("web:company", company.pk)


@for_agents(may=MANAGE_CONTACTS)
@require_http_methods(["GET", "HEAD", "POST"])
def of_contact(request: AgentRequest, number: int) -> HttpResponse:
    """Choose it: `company` is its id, "" for none. `q` finds one."""
    contact = contact_for(request, number)
    if request.method == "POST":
        chosen = company_for(request, number_in(request, "company")) if request.POST.get("company") else None
        belong(contact, to=chosen, by=request.user.as_actor)
        return redirect("web:one-contact", contact.pk)
    query = storable(request.GET.get("q", "")).strip()[:120]
    context = surroundings(request, section="contacts") | about(contact, reader=times.reader())
    context |= {"query": query, "companies": companies_named(query, agent=request.user)[:MOST]}
    return answer(request, page="web/companies/choose.html", part="web/companies/_choices.html", context=context)
