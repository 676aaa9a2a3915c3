"""One person: /contacts/<id>, what we know of them and everything with them; /contacts/<id>/correction."""

from typing import Any

from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from keepword.care.models import Gift
from keepword.channels.chat.visiting import is_stand_in
from keepword.conversations.companies import companies_visible_to
from keepword.conversations.models.inbox import visible_inbox_ids
from keepword.conversations.opportunities.listing import opportunities_of
from keepword.kit import pages
from keepword.people.companies.belonging import suggested_for
from keepword.people.correcting import correct
from keepword.people.meeting import AlreadyKnown, Newcomer, add_addresses
from keepword.people.models import Agent, Contact, Identity
from keepword.people.permissions import MANAGE_CONTACTS
from keepword.promises.emergencies.refusing import calls_of
from keepword.segments.listing import segments_of
from keepword.web import times
from keepword.web.care.rows import rows_of
from keepword.web.commerce.purchases import purchases_of
from keepword.web.contacts.finding import contact_for, seen
from keepword.web.contacts.form import PersonForm
from keepword.web.contacts.likely import likely, merged_into
from keepword.web.contacts.timeline import timeline_of
from keepword.web.conversations.contact import Address, Fact, language_name
from keepword.web.desk import surroundings
from keepword.web.initials import initials_of
from keepword.web.opportunities.rows import rows_of as opportunity_rows
from keepword.web.own_fields.showing import group_of
from keepword.web.people.admitting import AgentRequest, for_agents
from keepword.web.rendering import answer

GIFTS = 10  # the newest


class CorrectionForm(PersonForm):
    """Addresses are added here; what they have stays. Only for whoever sees every inbox: else an address that is
    refused would tell whom the others know."""

    def __init__(self, *args: Any, contact: Contact, agent: Agent, **kwargs: Any) -> None:
        zone = contact.time_zone if contact.is_zone_certain else ""
        initial = {"name": contact.name, "language": contact.language, "time_zone": zone}
        known = {"known_language": contact.language, "known_zone": zone}
        super().__init__(*args, initial=initial, **known, **kwargs)
        self.fields["emails"].label = _("Another mail address")
        self.fields["numbers"].label = _("Another telephone number")
        if visible_inbox_ids(agent) is not None:
            del self.fields["emails"], self.fields["numbers"]


@for_agents
@require_safe
def show(request: AgentRequest, number: int) -> HttpResponse:
    contact = contact_for(request, number)
    if contact.pk != number:  # they were merged: the old address leads on
        return redirect("web:one-contact", contact.pk)
    reader = times.reader()
    try:
        line = timeline_of(contact, agent=request.user, reader=reader, before=request.GET.get("before"))
    except pages.BadCursor as error:
        raise Http404 from error
    context = surroundings(request, section="contacts") | about(contact, reader=reader) | {"timeline": line}
    context |= {"is_deep": "before" in request.GET, "is_added": "added" in request.GET}
    context |= _sameness(contact, request=request) | {"own_fields": group_of(contact)}
    context |= {"bought": purchases_of(contact, reader=reader)}
    sold = opportunities_of(contact, agent=request.user)
    context |= {"opportunities": opportunity_rows(sold, agent=request.user)}
    seen_gifts = Gift.objects.visible_to(request.user).filter(contact=contact).with_people().order_by("-id")
    context |= {"gifts": rows_of(seen_gifts[:GIFTS], agent=request.user)}
    context |= {"calls": _calls(contact, agent=request.user, reader=reader)}
    context |= _company(context["addresses"], contact=contact, agent=request.user)
    shown = answer(request, page="web/contacts/show.html", part="web/contacts/_timeline.html", context=context)
    return seen(shown, contact=contact, request=request)


def _sameness(contact: Contact, *, request: AgentRequest) -> dict[str, Any]:
    """Who went on in this contact, and, for whoever may merge them, who may be the same person."""
    merged = merged_into(contact)
    just_now = request.GET.get("merged", "")
    return {
        "merged": merged,
        "just_merged": next((one for one in merged if str(one.number) == just_now), None),
        "likely": likely(contact, agent=request.user) if request.user.may(MANAGE_CONTACTS) else [],
    }


def _calls(contact: Contact, *, agent: Agent, reader: times.Reader) -> dict[str, Any] | None:
    """None for whoever never called us in an emergency, and may."""
    calls = calls_of(contact, agent=agent)
    if not calls.count and not calls.is_refused:
        return None
    last = reader.long_date(calls.last_at) if calls.last_at else ""
    return {"count": calls.count, "last": last, "is_refused": calls.is_refused}


def _company(addresses: list[Address], *, contact: Contact, agent: Agent) -> dict[str, Any]:
    """Theirs, or one that their domain speaks for, of those that the agent may know."""
    if contact.company_id:
        return {"company": contact.company, "likely_company": None}
    likely = suggested_for(one.value for one in addresses) if agent.may(MANAGE_CONTACTS) else None
    is_known = likely is not None and companies_visible_to(agent).filter(pk=likely.pk).exists()
    return {"company": None, "likely_company": likely if is_known else None}


@for_agents(may=MANAGE_CONTACTS)
@require_http_methods(["GET", "HEAD", "POST"])
def correction(request: AgentRequest, number: int) -> HttpResponse:
    contact = contact_for(request, number)
    form = CorrectionForm(request.POST or None, contact=contact, agent=request.user)
    if request.method == "POST" and form.is_valid() and _corrected(contact, form=form, by=request.user):
        return redirect("web:one-contact", contact.pk)
    context = surroundings(request, section="contacts") | about(contact, reader=times.reader()) | {"form": form}
    shown = render(request, "web/contacts/correct.html", context, status=422 if form.is_bound else 200)
    return seen(shown, contact=contact, request=request)


@transaction.atomic
def _corrected(contact: Contact, *, form: CorrectionForm, by: Agent) -> bool:
    """False where the form says why not."""
    said = form.cleaned_data
    try:
        add_addresses(contact, Newcomer("", said.get("emails", ()), said.get("numbers", ())), by=by.as_actor)
    except AlreadyKnown as error:
        form.refuse(error, agent=by)
        return False
    # What is only guessed stays a guess when nobody chose another.
    zone = said["time_zone"] or ("" if contact.is_zone_certain else contact.time_zone)
    correct(contact, name=said["name"], language=said["language"], time_zone=zone, by=by.as_actor)
    return True


def about(contact: Contact, *, reader: times.Reader) -> dict[str, Any]:
    """What the head of each of their pages says. One query, and one more for whoever is in a segment."""
    known = Identity.objects.filter(contact=contact).order_by("id").values_list("value", "died_at")
    addresses = [Address(value, died_at is not None) for value, died_at in known if not is_stand_in(value)]
    name = contact.name or (addresses[0].value if addresses else _("Somebody without a name"))
    return {
        "contact": contact,
        "name": name,
        "initials": initials_of(name),
        "addresses": addresses,
        "segments": segments_of(contact),
        "facts": _facts(contact, reader=reader),
    }


def _facts(contact: Contact, *, reader: times.Reader) -> list[Fact]:
    language = [Fact(_("Language"), language_name(contact.language))] if contact.language else []
    zone = [Fact(_("Time zone"), _zone(contact))] if contact.time_zone else []
    return [*language, *zone, Fact(_("Known since"), reader.long_date(contact.created_at))]


def _zone(contact: Contact) -> str | SafeString:
    place = contact.time_zone.replace("_", " ")
    return place if contact.is_zone_certain else _("%(place)s, as it seems") % {"place": place}
