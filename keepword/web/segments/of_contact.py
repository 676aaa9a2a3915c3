"""The segments of one contact, and what is said of them by hand: /contacts/<id>/segments."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from keepword.people.models import Contact, Segment
from keepword.people.permissions import MANAGE_CONTACTS
from keepword.segments.choosing import keep_out, leave_to_conditions, put_in
from keepword.segments.listing import choices_of, segments_of
from keepword.web import times
from keepword.web.contacts.finding import contact_for, seen
from keepword.web.contacts.showing import about
from keepword.web.desk import surroundings
from keepword.web.people.admitting import AgentRequest, for_agents
from keepword.web.segments.finding import segment_for
from keepword.web.settings.paging import paged

LONGEST_NUMBER = 18  # digits


@dataclass(frozen=True, slots=True)
class Row:
    """`choice` is "in", "out" or "": the conditions say."""

    segment: Segment
    is_in: bool
    choice: str


@for_agents(may=MANAGE_CONTACTS)
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: AgentRequest, number: int) -> HttpResponse:
    contact = contact_for(request, number)
    if request.method == "POST":
        _choose(request, contact=contact)
        return redirect("web:contact-segments", contact.pk)
    context = surroundings(request, section="contacts") | about(contact, reader=times.reader())
    pager = paged(request, Segment.objects.in_use().order_by("name", "id"))
    context |= {"rows": _rows(contact, segments=pager.rows), "pager": pager}
    return seen(render(request, "web/segments/contact.html", context), contact=contact, request=request)


def _rows(contact: Contact, *, segments: list[Segment]) -> list[Row]:
    held, choices = {number for number, _ in segments_of(contact)}, choices_of(contact)
    words = {True: "in", False: "out"}
    return [Row(one, one.pk in held, words.get(choices[one.pk], "") if one.pk in choices else "") for one in segments]


def _choose(request: AgentRequest, *, contact: Contact) -> None:
    """A number that is none chooses nothing."""
    number = request.POST.get("segment", "")
    act = {"in": put_in, "out": keep_out, "": leave_to_conditions}.get(request.POST.get("choice", ""))
    if act is not None and number.isascii() and number.isdecimal() and len(number) <= LONGEST_NUMBER:
        act(contact, segment=segment_for(int(number)), by=request.user)
