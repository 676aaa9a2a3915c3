"""One person: /contacts/<id>, what we know of them and everything with them; /contacts/<id>/correction."""

from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from keepword.care.models import Gift
from keepword.channels.chat.visiting import is_stand_in
from keepword.conversations.companies import companies_visible_to
from keepword.conversations.opportunities.listing import opportunities_of
from keepword.kit import pages
from keepword.people.companies.belonging import suggested_for
from keepword.people.correcting import correct
from keepword.people.models import Agent, Contact, Identity
from keepword.people.permissions import MANAGE_CONTACTS
from keepword.promises.emergencies.refusing import calls_of
from keepword.segments.listing import segments_of
from keepword.web import times
from keepword.web.care.rows import rows_of
from keepword.web.choosing import time_zones
from keepword.web.commerce.purchases import purchases_of
from keepword.web.contacts.finding import contact_for, seen
from keepword.web.contacts.likely import likely, merged_into
from keepword.web.contacts.timeline import timeline_of
from keepword.web.conversations.contact import Address, Fact, language_name
from keepword.web.desk import surroundings
from keepword.web.fields import DeskForm
from keepword.web.initials import initials_of
from keepword.web.opportunities.rows import rows_of as opportunity_rows
from keepword.web.own_fields.showing import group_of
from keepword.web.people.admitting import AgentRequest, for_agents
from keepword.web.rendering import answer

GIFTS = 10  # the newest
TAG = r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$"  # as BCP 47 writes a language, a script and a place


def _zones() -> list[tuple[str, Any]]:
    return [("", gettext_lazy("Guess it from what they write")), *time_zones()]


class CorrectionForm(DeskForm):
    name = forms.CharField(label=gettext_lazy("Name"), max_length=200, required=False)
    language = forms.RegexField(
        TAG,
        label=gettext_lazy("Language"),
        max_length=20,
        required=False,
        help_text=gettext_lazy("As a code: de, pt-BR, zh-Hant. Leave it empty if you do not know."),
        error_messages={"invalid": gettext_lazy("Write a code like de, pt-BR or zh-Hant.")},
    )
    time_zone = forms.ChoiceField(label=gettext_lazy("Time zone"), choices=_zones, required=False)

    def __init__(self, *args: Any, contact: Contact, **kwargs: Any) -> None:
        zone = contact.time_zone if contact.is_zone_certain else ""
        initial = {"name": contact.name, "language": contact.language, "time_zone": zone}
        super().__init__(*args, initial=initial, **kwargs)
        self.fields["name"].widget.attrs |= {"dir": "auto", "autocomplete": "off"}
        choices = self.fields["time_zone"].choices  # type: ignore[attr-defined]
        if zone and zone not in dict(choices):
            self.fields["time_zone"].choices = [*choices, (zone, zone)]  # type: ignore[attr-defined]


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
    context |= {"is_deep": "before" in request.GET, "is_saved": "saved" in request.GET}
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
    form = CorrectionForm(request.POST or None, contact=contact)
    if request.method == "POST" and form.is_valid():
        # What is only guessed stays a guess when nobody chose another.
        said = form.cleaned_data
        if not said["time_zone"] and not contact.is_zone_certain:
            said["time_zone"] = contact.time_zone
        correct(contact, **said, by=request.user.as_actor)
        return redirect("web:one-contact", contact.pk)
    context = surroundings(request, section="contacts") | about(contact, reader=times.reader()) | {"form": form}
    shown = render(request, "web/contacts/correct.html", context, status=422 if form.is_bound else 200)
    return seen(shown, contact=contact, request=request)


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
    return [*language, *zone, Fact(_("First wrote"), reader.long_date(contact.created_at))]


def _zone(contact: Contact) -> str | SafeString:
    place = contact.time_zone.replace("_", " ")
    return place if contact.is_zone_certain else _("%(place)s, as it seems") % {"place": place}
