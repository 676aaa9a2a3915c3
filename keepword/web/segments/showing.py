"""One segment and who is in it: /segments/<id>, and as a file: /segments/<id>/export."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from keepword.events import log
from keepword.kit import clock, pages
from keepword.kit.tables import as_csv
from keepword.people.models import Agent, Contact, Identity, Segment
from keepword.people.permissions import EXPORT, MANAGE_VIEWS
from keepword.segments.defining import BadName, bring_back, retire
from keepword.segments.listing import chosen_in, members
from keepword.web.contacts.listing import rows_of
from keepword.web.conversations.finding import LARGEST
from keepword.web.desk import surroundings
from keepword.web.people.admitting import AgentRequest, for_agents
from keepword.web.segments.finding import context_of, segment_for
from keepword.web.segments.lines import own_fields

PAGE = 50
COLUMNS = ("name", "addresses", "language", "time_zone", "company")


@for_agents
@require_safe
def show(request: AgentRequest, number: int) -> HttpResponse:
    segment = segment_for(number)
    contacts = _page(segment, agent=request.user, before=request.GET.get("before", ""))
    context = surroundings(request, section="contacts")
    context |= context_of(segment, agent=request.user, own=own_fields())
    context |= _people(contacts, segment=segment)
    context |= {"is_deep": "before" in request.GET, "is_saved": "saved" in request.GET}
    return render(request, "web/segments/show.html", context)


def _page(segment: Segment, *, agent: Agent, before: str) -> list[Contact]:
    people = members(segment, agent=agent)
    try:
        return list(people.filter(id__lt=pages.decode_id(before))[: PAGE + 1] if before else people[: PAGE + 1])
    except pages.BadCursor as error:
        raise Http404 from error


def _people(contacts: list[Contact], *, segment: Segment) -> dict[str, Any]:
    shown = contacts[:PAGE]
    by_hand = chosen_in(segment, among=shown)
    following = ""
    if len(contacts) > PAGE:
        address = reverse("web:segment", args=[segment.pk])
        following = f"{address}?{urlencode({'before': pages.encode_id(shown[-1].pk)})}"
    rows = [(row, one.pk in by_hand) for row, one in zip(rows_of(shown), shown, strict=True)]
    return {"people": rows, "next_address": following}


@for_agents(may=EXPORT)
@require_POST
def export(request: AgentRequest, number: int) -> HttpResponse:
    """Whom the agent may know. By a form, so that no link of a stranger makes anybody take it out."""
    segment = segment_for(number)
    with transaction.atomic():
        log.record("list.exported", actor=request.user.as_actor, list="segment", segment=segment.pk)
    content = as_csv(COLUMNS, _lines(segment, agent=request.user))
    name = f"segment-{segment.pk}-{clock.now():%Y-%m-%d}.csv"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "private, no-store"}
    return HttpResponse(content, content_type="text/csv; charset=utf-8", headers=headers)


def _lines(segment: Segment, *, agent: Agent) -> Iterator[list[str]]:
    people = members(segment, agent=agent).select_related("company")
    few: list[Contact] = []
    for contact in people.iterator(chunk_size=500):
        few.append(contact)
        if len(few) == 500:  # noqa: PLR2004
            yield from _some(few)
            few = []
    yield from _some(few)


def _some(contacts: list[Contact]) -> Iterator[list[str]]:
    addresses: dict[int, list[str]] = {one.pk: [] for one in contacts}
    known = Identity.objects.filter(contact__in=contacts).order_by("id")
    for number, value in known.values_list("contact_id", "value"):
        addresses[number].append(value)
    for one in contacts:
        company = one.company.name if one.company else ""
        yield [one.name, ", ".join(addresses[one.pk]), one.language, one.time_zone, company]


@for_agents(may=MANAGE_VIEWS)
@require_POST
def removal(request: AgentRequest, number: int) -> HttpResponse:
    segment = Segment.objects.filter(pk=min(number, LARGEST)).first()
    if segment is None:
        raise Http404
    retire(segment, by=request.user)  # twice is once
    return redirect(f"{reverse('web:segments')}?removed={segment.pk}")


@for_agents(may=MANAGE_VIEWS)
@require_POST
def restoration(request: AgentRequest, number: int) -> HttpResponse:
    segment = Segment.objects.filter(pk=min(number, LARGEST)).first()
    if segment is None:
        raise Http404
    try:
        bring_back(segment, by=request.user)
    except BadName:  # another is called so meanwhile: it stays where it is
        return redirect("web:segments")
    return redirect("web:segment", segment.pk)
