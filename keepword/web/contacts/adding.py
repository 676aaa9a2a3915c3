"""Somebody who never wrote becomes a customer by hand: /contacts/new."""

from typing import Any

from django import forms
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from keepword.conversations.companies import companies_visible_to
from keepword.conversations.contacts import contacts_visible_to
from keepword.conversations.fields.knowing import Known, fields_about
from keepword.conversations.fields.putting import WrongValues, put_on_contact
from keepword.conversations.models.inbox import visible_inbox_ids
from keepword.conversations.models.own_field import CONTACT
from keepword.kit.storable import storable
from keepword.people.companies.belonging import belong
from keepword.people.companies.defining import LONGEST_NAME, key_of
from keepword.people.meeting import AlreadyKnown, NobodyNamed, meet
from keepword.people.merging.candidates import alike
from keepword.people.merging.likeness import Looks
from keepword.people.models import Agent, Company, Contact
from keepword.people.noting import LONGEST, note
from keepword.people.permissions import MANAGE_CONTACTS
from keepword.web.contacts.form import PersonForm
from keepword.web.contacts.likely import Choice, choices_of
from keepword.web.desk import surroundings
from keepword.web.own_fields.form import FieldsForm
from keepword.web.people.admitting import AgentRequest, for_agents
from keepword.web.people.pressing import once_a_page

OFFERED = 100  # companies, while somebody types; another is found by its whole name


class NewContactForm(PersonForm):
    company = forms.CharField(
        label=gettext_lazy("Company"),
        max_length=LONGEST_NAME,
        required=False,
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off", "list": "companies-known"}),
    )
    note = forms.CharField(
        label=gettext_lazy("What works for this customer"),
        max_length=LONGEST,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
        help_text=gettext_lazy("Only colleagues read it, and the person when they ask for their data."),
    )

    def __init__(self, *args: Any, agent: Agent, **kwargs: Any) -> None:
        self.agent = agent
        super().__init__(*args, **kwargs)

    def clean_company(self) -> Company | None:
        written = self.cleaned_data["company"]
        found = companies_visible_to(self.agent).filter(key=key_of(written)).first() if written else None
        if written and found is None:
            why = _("You have no company “%(name)s”. Choose one of the list, or leave it empty and add it later.")
            raise forms.ValidationError(why % {"name": written})
        return found


@for_agents(may=MANAGE_CONTACTS)
@require_http_methods(["GET", "HEAD", "POST"])
@once_a_page
def new(request: AgentRequest) -> HttpResponse:
    """`q` is what was searched for in vain. Where `anyway` is sent, likeness to somebody else does not hold it up."""
    if visible_inbox_ids(request.user) is not None:  # else it would tell whom the others know
        return _page(request, form=None, status=200 if request.method in ("GET", "HEAD") else 422)
    own = FieldsForm(request.POST or None, known=[Known(field) for field in fields_about(CONTACT)])
    form = NewContactForm(request.POST or None, agent=request.user, initial=_initial(request))
    if request.method != "POST" or not form.is_valid():
        return _page(request, form=form, own=own, status=422 if form.is_bound else 200)
    similar = [] if request.POST.get("anyway") else _similar(form, agent=request.user)
    made = None if similar else _made(form, own=own, by=request.user)
    if made is None:
        return _page(request, form=form, own=own, similar=similar, status=422)
    return redirect(f"{reverse('web:one-contact', args=[made.pk])}?added=yes")


def _initial(request: AgentRequest) -> dict[str, str]:
    """A search that found nobody is a name, an address or a number."""
    query = storable(request.GET.get("q", "")).strip()[:200]
    if "@" in query:
        return {"emails": query}
    return {"numbers": query} if any(one.isdigit() for one in query) else {"name": query}


def _similar(form: NewContactForm, *, agent: Agent) -> list[Choice]:
    """Who looks like the same person. Whoever has one of the addresses is told by `_made`."""
    said = form.cleaned_data
    company = said["company"].pk if said["company"] else None
    looks = Looks(said["name"].strip(), said["emails"], said["numbers"], company)
    return choices_of(alike(looks, among=contacts_visible_to(agent)))


@transaction.atomic
def _made(form: NewContactForm, *, own: FieldsForm, by: Agent) -> Contact | None:
    """None where the form says why not."""
    said = form.cleaned_data
    try:
        with transaction.atomic():
            contact = meet(form.newcomer(), by=by.as_actor)
            put_on_contact(contact, said=own.said(), by=by.as_actor)
    except NobodyNamed:
        form.add_error("name", _("Write at least a name, a mail address or a telephone number."))
        return None
    except AlreadyKnown as error:
        form.refuse(error, agent=by)
        return None
    except WrongValues as wrong:
        own.refuse(wrong)
        return None
    if said["company"]:
        belong(contact, to=said["company"], by=by.as_actor)
    if said["note"].strip():
        note(contact, text=said["note"], by=by)
    return contact


def _page(
    request: AgentRequest,
    *,
    form: NewContactForm | None,
    own: FieldsForm | None = None,
    similar: list[Choice] | None = None,
    status: int,
) -> HttpResponse:
    companies = companies_visible_to(request.user).order_by("key").values_list("name", flat=True)[:OFFERED]
    context = surroundings(request, section="contacts")
    context |= {"form": form, "own": own, "similar": similar or [], "companies": companies if form else []}
    return render(request, "web/contacts/new.html", context, status=status)
