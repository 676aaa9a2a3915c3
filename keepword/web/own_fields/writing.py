"""Own fields are written into: /contacts/<id>/fields, /conversations/<id>/fields."""

from collections.abc import Callable

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from keepword.conversations.fields.knowing import Known, known_in, known_of_company, known_of_contact
from keepword.conversations.fields.putting import (
    Said,
    WrongValues,
    put_on_company,
    put_on_contact,
    put_on_conversation,
)
from keepword.conversations.models.own_field import CONVERSATION
from keepword.people.permissions import CHANGE, MANAGE_CONTACTS
from keepword.web.companies.finding import company_for
from keepword.web.contacts.finding import contact_for
from keepword.web.conversations.finding import conversation_for
from keepword.web.desk import surroundings
from keepword.web.own_fields.form import FieldsForm
from keepword.web.people.admitting import AgentRequest, for_agents
from keepword.web.rendering import answer


@for_agents(may=MANAGE_CONTACTS)
@require_http_methods(["GET", "HEAD", "POST"])
def of_contact(request: AgentRequest, number: int) -> HttpResponse:
    contact = contact_for(request, number)
    back = reverse("web:one-contact", args=[contact.pk])

    def put(said: Said) -> None:
        put_on_contact(contact, said=said, by=request.user.as_actor)

    return _page(request, known=known_of_contact(contact), put=put, back=back, name=str(contact))


@for_agents(may=MANAGE_CONTACTS)
@require_http_methods(["GET", "HEAD", "POST"])
def of_company(request: AgentRequest, number: int) -> HttpResponse:
    company = company_for(request, number)

    def put(said: Said) -> None:
        put_on_company(company, said=said, by=request.user.as_actor)

    back = reverse("web:company", args=[company.pk])
    return _page(request, known=known_of_company(company), put=put, back=back, name=company.name)


@for_agents(may=CHANGE)
@require_http_methods(["GET", "HEAD", "POST"])
def of_conversation(request: AgentRequest, number: int) -> HttpResponse:
    conversation = conversation_for(request, number)
    known = [one for one in known_in(conversation) if one.field.about == CONVERSATION]
    back = reverse("web:conversation", args=[conversation.pk])

    def put(said: Said) -> None:
        put_on_conversation(conversation, said=said, by=request.user.as_actor)

    name = conversation.subject or conversation.reference
    return _page(request, known=known, put=put, back=back, name=name)


def _page(
    request: AgentRequest, *, known: list[Known], put: Callable[[Said], None], back: str, name: str
) -> HttpResponse:
    form = FieldsForm(request.POST if request.method == "POST" else None, known=known)
    if request.method == "POST":
        try:
            put(form.said())
            return redirect(_safe(request, back=back))
        except WrongValues as wrong:
            form.refuse(wrong)
    context = surroundings(request) | {
        "form": form,
        "heading": _("Fields"),
        "name": name,
        "back_address": _safe(request, back=back),
        "address": request.path,
    }
    status = 422 if form.is_bound else 200
    return answer(
        request, page="web/own_fields/edit.html", part="web/own_fields/_edit.html", context=context, status=status
    )


def _safe(request: AgentRequest, *, back: str) -> str:
    """A contact's fields are written into beside a conversation, too: `conversation` says which to go back to."""
    number = request.GET.get("conversation", "") or request.POST.get("conversation", "")
    if number.isascii() and number.isdecimal() and len(number) < 19:  # noqa: PLR2004
        return reverse("web:conversation", args=[int(number)])
    return back
