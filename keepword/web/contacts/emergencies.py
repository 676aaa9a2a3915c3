"""Who called us without need is offered it no more: /contacts/<id>/emergencies."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from keepword.people.permissions import MANAGE_CONTACTS
from keepword.promises.emergencies.refusing import allow, refuse
from keepword.web.contacts.finding import contact_for
from keepword.web.people.admitting import AgentRequest, for_agents


@for_agents(may=MANAGE_CONTACTS)
@require_POST
def show(request: AgentRequest, number: int) -> HttpResponse:
    """`offered` is "no" or "yes"; anything else changes nothing."""
    contact = contact_for(request, number)
    if request.POST.get("offered") == "no":
        refuse(contact, by=request.user)
    elif request.POST.get("offered") == "yes":
        allow(contact, by=request.user.as_actor)
    return redirect(f"{reverse('web:one-contact', args=[contact.pk])}#emergencies")
