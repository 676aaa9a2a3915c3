"""A company is set up and put right: /companies/new, /companies/<id>/correction."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_http_methods

from keepword.people.companies.belonging import belong
from keepword.people.companies.defining import LONGEST_NAME, LONGEST_NOTE, BadCompany, Draft, change, define
from keepword.people.models import Company
from keepword.people.permissions import MANAGE_CONTACTS
from keepword.web.companies.finding import company_for
from keepword.web.contacts.finding import contact_for
from keepword.web.desk import surroundings
from keepword.web.fields import DeskForm
from keepword.web.people.admitting import AgentRequest, for_agents
from keepword.web.people.pressing import once_a_page

LONGEST_NUMBER = 18  # digits


class CompanyForm(DeskForm):
    name = forms.CharField(label=pgettext_lazy("of a thing", "Name"), max_length=LONGEST_NAME)
    domains = forms.CharField(
        label=gettext_lazy("Domains"),
        required=False,
        max_length=4000,
        help_text=gettext_lazy("What stands behind the @ of their addresses, separated by commas or spaces."),
    )
    note = forms.CharField(
        label=gettext_lazy("Note"),
        required=False,
        max_length=LONGEST_NOTE,
        help_text=gettext_lazy("What works for this company. Only colleagues read it."),
        widget=forms.Textarea(attrs={"rows": 6, "dir": "auto"}),
    )

    def draft(self) -> Draft:
        said = self.cleaned_data
        return Draft(said["name"], said["domains"].replace(",", " ").replace(";", " ").split(), said["note"])


@for_agents(may=MANAGE_CONTACTS)
@require_http_methods(["GET", "HEAD", "POST"])
@once_a_page
def new(request: AgentRequest) -> HttpResponse:
    """`contact` belongs to it from the beginning."""
    form = CompanyForm(request.POST or None, initial={"name": request.GET.get("name", "")[:LONGEST_NAME]})
    number = request.POST.get("contact", "") or request.GET.get("contact", "")
    known = number.isascii() and number.isdecimal() and len(number) <= LONGEST_NUMBER
    contact = contact_for(request, int(number)) if known else None
    if request.method == "POST" and form.is_valid():
        try:
            company = define(form.draft(), by=request.user)
        except BadCompany as error:
            _refuse(form, error)
        else:
            if contact is not None:
                belong(contact, to=company, by=request.user.as_actor)
            return redirect("web:company", company.pk)
    back = reverse("web:companies")
    return _page(request, form=form, heading=_("New company"), back=back, contact=contact)


@for_agents(may=MANAGE_CONTACTS)
@require_http_methods(["GET", "HEAD", "POST"])
def correction(request: AgentRequest, number: int) -> HttpResponse:
    company = company_for(request, number)
    form = CompanyForm(request.POST or None, initial=_initial(company))
    if request.method == "POST" and form.is_valid():
        try:
            change(company, to=form.draft(), by=request.user)
            return redirect("web:company", company.pk)
        except BadCompany as error:
            _refuse(form, error)
    return _page(request, form=form, heading=company.name, back=reverse("web:company", args=[company.pk]))


def _initial(company: Company) -> dict[str, str]:
    domains = company.domains.order_by("id").values_list("name", flat=True)
    return {"name": company.name, "note": company.note, "domains": ", ".join(domains)}


def _refuse(form: CompanyForm, error: BadCompany) -> None:
    words = {
        "name": _("Give the company a name."),
        "taken": _("There is another company of this name, perhaps one of whose people you see none."),
        "domain": _("“%(what)s” is no domain. Write it like big-customer.example."),
        "free": _("Anybody can have a mailbox at %(what)s, so it says nothing about a company."),
        "domain_taken": _("Another company has the domain %(what)s."),
        "domains": _("These are too many domains."),
    }
    where = "name" if error.why in ("name", "taken") else "domains"
    form.add_error(where, words[error.why] % {"what": error.what})


def _page(request: AgentRequest, *, form: CompanyForm, heading: str, back: str, contact: Any = None) -> HttpResponse:
    context = surroundings(request, section="companies")
    context |= {"form": form, "heading": heading, "back_address": back, "contact": contact}
    return render(request, "web/companies/edit.html", context, status=422 if form.is_bound else 200)
