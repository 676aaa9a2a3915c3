"""One company: /companies/<id>, its people and everything with them."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from keepword.conversations.companies import conversations_with
from keepword.conversations.contacts import contacts_visible_to
from keepword.conversations.fields.knowing import known_of_company
from keepword.conversations.models import Conversation
from keepword.people.companies.belonging import outside_with_its_domains
from keepword.people.models import Company
from keepword.people.permissions import MANAGE_CONTACTS
from keepword.web import times
from keepword.web.companies.finding import company_for
from keepword.web.contacts.likely import choices
from keepword.web.conversations import status
from keepword.web.desk import surroundings
from keepword.web.own_fields.showing import Group
from keepword.web.own_fields.wording import row_of
from keepword.web.people.admitting import AgentRequest, for_agents

PEOPLE, MATTERS = 50, 30


@for_agents
@require_safe
def show(request: AgentRequest, number: int) -> HttpResponse:
    company = company_for(request, number)
    seen = contacts_visible_to(request.user)
    people = list(seen.filter(company=company).order_by("name", "id")[: PEOPLE + 1])
    outside = list(outside_with_its_domains(company, among=seen)[:PEOPLE]) if request.user.may(MANAGE_CONTACTS) else []
    reader = times.reader()
    matters = conversations_with(company, agent=request.user)[:MATTERS]
    context = surroundings(request, section="companies") | {
        "company": company,
        "domains": list(company.domains.order_by("id").values_list("name", flat=True)),
        "people": choices(people[:PEOPLE]),
        "is_cut": len(people) > PEOPLE,
        "outside": choices(outside),
        "matters": [_matter(one, reader=reader) for one in matters],
        "search_address": f"{reverse('web:search')}?q=company:%22{company.name}%22",
        "own_fields": _fields(company),
    }
    return render(request, "web/companies/show.html", context)


def _fields(company: Company) -> Group | None:
    """None while nobody set up a field of companies."""
    known = known_of_company(company)
    address = reverse("web:company-fields", args=[company.pk])
    return Group("company", [row_of(one) for one in known], address, MANAGE_CONTACTS) if known else None


def _matter(conversation: Conversation, *, reader: times.Reader) -> dict[str, Any]:
    return {
        "address": reverse("web:conversation", args=[conversation.pk]),
        "subject": conversation.subject or _("Without a subject"),
        "preview": conversation.preview,
        "language": conversation.language,
        "status": status.of(conversation, reader=reader),
        "who": str(conversation.contact) if conversation.contact.name else "",
        "inbox": conversation.inbox.name,
        "when": reader.day_or_clock(conversation.last_activity_at),
    }
