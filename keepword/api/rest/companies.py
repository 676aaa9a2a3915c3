"""Whom people write for."""

from collections import defaultdict
from datetime import datetime
from typing import Annotated, Any

from django.http import Http404, HttpRequest, HttpResponse
from ninja import Query
from pydantic import Field

from keepword.api.answering import answer, created
from keepword.api.authorising import agent_of
from keepword.api.documenting import Router, Shape
from keepword.api.problems import wrong
from keepword.api.repeating import once
from keepword.api.rest.contacts import ContactItem, items_of
from keepword.api.rest.contacts import found as contact_found
from keepword.api.rest.describing import Cursor, Given, Id, Limit, Words, documented, only_known
from keepword.conversations.companies import companies_visible_to
from keepword.kit import pages
from keepword.people.companies.belonging import belong
from keepword.people.companies.defining import LONGEST_NOTE, BadCompany, Draft, change, define, key_of
from keepword.people.models import Agent, Company, CompanyDomain
from keepword.people.permissions import MANAGE_CONTACTS

router = Router(tags=["Companies"])
contact_router = Router(tags=["Contacts"])
Name = Annotated[Words, Field(min_length=1, max_length=120)]
Domains = Annotated[list[Annotated[Words, Field(max_length=253)]], Field(max_length=50)]
Note = Annotated[Words, Field(max_length=LONGEST_NOTE)]


class CompanyItem(Shape):
    id: int
    name: str
    domains: list[str]
    note: str
    created_at: datetime


class CompanyPage(Shape):
    items: list[CompanyItem]
    next: str | None = Field(description="The `cursor` of the page after; null at the end.")


class CompanyPaging(Shape):
    name: Annotated[Words | None, Field(max_length=120, description="Exactly this one, in any case.")] = None
    limit: Limit = 50
    cursor: Cursor | None = None


class NewCompany(Given):
    name: Name
    domains: Domains = []
    note: Note = ""


class CompanyCorrection(Given):
    """What is left out stays as it is."""

    name: Name | None = None
    domains: Domains | None = None
    note: Note | None = None


class Belonging(Given):
    company: Id | None = Field(description="null: to none.")


@router.get("", response=documented(200, CompanyPage, 400, 422), summary="List companies")
def list_companies(request: HttpRequest, paging: Query[CompanyPaging]) -> HttpResponse:
    """Those of whose people you may know one, the newest first."""
    only_known(request, CompanyPaging)
    companies = companies_visible_to(agent_of(request)).order_by("-id")
    if paging.name is not None:
        companies = companies.filter(key=key_of(paging.name))
    if paging.cursor is not None:
        companies = companies.filter(id__lt=pages.decode_id(paging.cursor))
    rows = list(companies[: paging.limit + 1])
    shown = rows[: paging.limit]
    following = pages.encode_id(shown[-1].pk) if len(rows) > paging.limit else None
    return answer({"items": _items(shown), "next": following})


@router.post("", response=documented(201, CompanyItem, 403, 400, 409, 413, 415, 422), summary="Add a company")
def create_company(request: HttpRequest, new: NewCompany) -> HttpResponse:
    """You see it while nobody belongs to it yet."""
    agent = agent_of(request, may=MANAGE_CONTACTS)
    made, is_repeated = once(request, said=[request.body], make=lambda: _define(new, by=agent))
    company = found(made, agent=agent)
    return created(_items([company])[0], address=f"/api/v1/companies/{made}", is_repeated=is_repeated)


def _define(new: NewCompany, *, by: Agent) -> int:
    """Raises Problem."""
    try:
        return define(Draft(new.name, new.domains, new.note), by=by).pk
    except BadCompany as error:
        raise _refusal(error) from error


@router.get("/{int:company_id}", response=documented(200, CompanyItem, 404), summary="Read a company")
def read_company(request: HttpRequest, company_id: int) -> HttpResponse:
    """One company with its domains."""
    return answer(_items([found(company_id, agent=agent_of(request))])[0])


@router.patch(
    "/{int:company_id}",
    response=documented(200, CompanyItem, 403, 400, 404, 413, 415, 422),
    summary="Change a company",
)
def patch_company(request: HttpRequest, company_id: int, new: CompanyCorrection) -> HttpResponse:
    """`domains` replaces those that it has."""
    company = found(company_id, agent=agent_of(request))
    agent = agent_of(request, may=MANAGE_CONTACTS)
    now = _items([company])[0]
    said = {name: now[name] if value is None else value for name, value in new.model_dump().items()}
    try:
        change(company, to=Draft(**said), by=agent)
    except BadCompany as error:
        raise _refusal(error) from error
    return answer(_items([found(company_id, agent=agent)])[0])


@contact_router.put(
    "/{int:contact_id}/company",
    response=documented(200, ContactItem, 403, 400, 404, 413, 415, 422),
    summary="Say which company a contact belongs to",
)
def put_contact_company(request: HttpRequest, contact_id: int, new: Belonging) -> HttpResponse:
    """At most one."""
    contact = contact_found(request, contact_id=contact_id)
    agent = agent_of(request, may=MANAGE_CONTACTS)
    company = companies_visible_to(agent).filter(pk=new.company).first() if new.company else None
    if new.company and company is None:
        raise wrong("/company", "There is no such company, or none that you may know.")
    belong(contact, to=company, by=agent.as_actor)
    return answer(items_of([contact])[0])


def found(number: int, *, agent: Agent) -> Company:
    """Raises Http404 for one that the agent may not know."""
    company = companies_visible_to(agent).filter(pk=number).first()
    if company is None:
        raise Http404
    return company


def _items(companies: list[Company]) -> list[dict[str, Any]]:
    domains: defaultdict[int, list[str]] = defaultdict(list)
    rows = CompanyDomain.objects.filter(company__in=companies).order_by("id").values_list("company_id", "name")
    for number, name in rows:
        domains[number].append(name)
    return [
        {"id": one.pk, "name": one.name, "domains": domains[one.pk], "note": one.note, "created_at": one.made_at}
        for one in companies
    ]


def _refusal(error: BadCompany) -> Exception:
    pointer = "/name" if error.why in ("name", "taken") else "/domains"
    return wrong(pointer, WHY[error.why] % {"what": error.what})


WHY = {
    "name": "It needs a name.",
    "taken": "There is another company of this name.",
    "domain": "%(what)s is no domain.",
    "free": "Anybody can have a mailbox at %(what)s.",
    "domain_taken": "Another company has the domain %(what)s.",
    "domains": "These are too many domains.",
}
