"""Two rows of one person: /contacts/<id>/merging, who it may be, and what is done about it."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from keepword.conversations.contacts import contacts_visible_to
from keepword.conversations.finding.naming import contacts_named
from keepword.kit.storable import storable
from keepword.people.merging.merging import CannotMergeContacts, merge
from keepword.people.merging.telling_apart import take_back, tell_apart, told_apart_from
from keepword.people.merging.unmerging import CannotUnmergeContacts, unmerge
from keepword.people.models import Agent, Contact, ContactMerge
from keepword.people.permissions import MANAGE_CONTACTS
from keepword.web import times
from keepword.web.contacts.finding import contact_for
from keepword.web.contacts.likely import Choice, choices, likely
from keepword.web.contacts.showing import about
from keepword.web.desk import surroundings
from keepword.web.errors import refusal
from keepword.web.people.admitting import AgentRequest, for_agents
from keepword.web.people.numbers import number_in
from keepword.web.rendering import answer

LONGEST = 200
MOST = 12


@for_agents(may=MANAGE_CONTACTS)
@require_safe
def show(request: AgentRequest, number: int) -> HttpResponse:
    """`q` finds somebody by name or address; without it those who look like the same person. The part is the list
    alone."""
    contact = contact_for(request, number)
    query = storable(request.GET.get("q", "")).strip()[:LONGEST]
    context = surroundings(request, section="contacts") | about(contact, reader=times.reader())
    context |= {
        "query": query,
        "choices": _found(contact, query=query, agent=request.user) if query else likely(contact, agent=request.user),
        "apart": _told_apart(contact, agent=request.user),
    }
    return answer(request, page="web/contacts/merge.html", part="web/contacts/_choices.html", context=context)


@for_agents(may=MANAGE_CONTACTS)
@require_POST
def create(request: AgentRequest, number: int) -> HttpResponse:
    """`contact` is the other one; it goes on in this one, or the other way round with `way` "into". What was done
    already is done."""
    here, there = contact_for(request, number), contact_for(request, number_in(request, "contact"))
    kept, other = (there, here) if request.POST.get("way") == "into" else (here, there)
    if kept.pk == other.pk:  # pressed twice
        return redirect("web:one-contact", kept.pk)
    try:
        made = merge(other, into=kept, by=request.user)
    except CannotMergeContacts as error:
        return refusal(request, title=_("These two cannot be merged"), reason=_why(error.why))
    return redirect(f"{reverse('web:one-contact', args=[kept.pk])}?merged={made.pk}")


@for_agents(may=MANAGE_CONTACTS)
@require_POST
def undo(request: AgentRequest, number: int) -> HttpResponse:
    """`merged` is which merge."""
    contact = contact_for(request, number)
    made = get_object_or_404(ContactMerge, pk=number_in(request, "merged"), kept=contact)
    try:
        unmerge(made, by=request.user)
    except CannotUnmergeContacts:
        reason = _("This person was merged or erased since then.")
        return refusal(request, title=_("This merge cannot be undone"), reason=reason)
    return redirect("web:one-contact", contact.pk)


@for_agents(may=MANAGE_CONTACTS)
@require_POST
def distinction(request: AgentRequest, number: int) -> HttpResponse:
    """`contact` is somebody else, and is not suggested any more; with `taken_back` they may be the same after all."""
    here, there = contact_for(request, number), contact_for(request, number_in(request, "contact"))
    act = take_back if request.POST.get("taken_back") else tell_apart
    act(here, other=there, by=request.user)
    return redirect("web:contact-merging" if request.POST.get("taken_back") else "web:one-contact", here.pk)


def _found(contact: Contact, *, query: str, agent: Agent) -> list[Choice]:
    numbers = contacts_named(query, agent=agent)[: MOST + 1]
    people = contacts_visible_to(agent).filter(erased_at=None).exclude(pk=contact.pk).in_bulk(numbers)
    shown = [people[one] for one in numbers if one in people][:MOST]
    return choices(shown)


def _told_apart(contact: Contact, *, agent: Agent) -> list[Choice]:
    people = list(contacts_visible_to(agent).filter(id__in=told_apart_from(contact)).order_by("id")[:MOST])
    return choices(people)


def _why(why: str) -> str:
    reasons: dict[str, Any] = {
        "itself": _("It is the same contact."),
        "merged": _("One of them was merged into another one already."),
        "erased": _("One of them is erased. That cannot be joined with anybody."),
    }
    return str(reasons[why])
