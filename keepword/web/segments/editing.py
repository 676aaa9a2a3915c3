"""A segment is set up and put right: /segments/new, /segments/<id>/correction."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from keepword.conversations.views.rules import BadRule, Rule
from keepword.people.models import Segment
from keepword.people.permissions import MANAGE_VIEWS
from keepword.segments.defining import BadName, Draft, change, define
from keepword.segments.keeping import asked_by
from keepword.segments.listing import Count, preview
from keepword.segments.saying import in_words
from keepword.web.contacts.listing import rows_of
from keepword.web.desk import surroundings
from keepword.web.people.admitting import AgentRequest, for_agents
from keepword.web.people.pressing import once_a_page
from keepword.web.segments.finding import said, segment_for
from keepword.web.segments.lines import Line, fields_offered, lines_of, lines_sent, own_fields, rules_of


@dataclass(slots=True)
class Form:
    name: str
    lines: list[Line]
    own: dict[str, str]
    error: str = ""


@for_agents(may=MANAGE_VIEWS)
@require_http_methods(["GET", "HEAD", "POST"])
@once_a_page
def new(request: AgentRequest) -> HttpResponse:
    return _edit(request, segment=None)


@for_agents(may=MANAGE_VIEWS)
@require_http_methods(["GET", "HEAD", "POST"])
def correction(request: AgentRequest, number: int) -> HttpResponse:
    return _edit(request, segment=segment_for(number))


def _edit(request: AgentRequest, *, segment: Segment | None) -> HttpResponse:
    own = own_fields()
    if request.method != "POST":
        kept = asked_by(segment) if segment else ()
        form = Form(segment.name if segment else "", lines_of(kept, own=own), own)
        return _page(request, form=form, asked=kept, segment=segment)
    form = Form(request.POST.get("name", "").strip(), lines_sent(request.POST, own=own), own)
    asked = rules_of(form.lines)
    if request.POST.get("do") == "save" and not any(line.error for line in form.lines):
        saved = _saved(request, form=form, asked=asked, segment=segment)
        if saved is not None:
            return redirect(f"{reverse('web:segment', args=[saved.pk])}?saved=yes")
    return _page(request, form=form, asked=asked, segment=segment)


def _saved(request: AgentRequest, *, form: Form, asked: Sequence[Rule], segment: Segment | None) -> Segment | None:
    """None when something is wrong, which the form says."""
    draft = Draft(form.name, asked)
    try:
        if segment is None:
            return define(draft, by=request.user)
        change(segment, to=draft, by=request.user)
    except BadName as error:
        form.error = _why(error)
        return None
    except BadRule as error:
        for line in form.lines:
            line.error = _("Something that was chosen here is no longer there.") if line.field == error.field else ""
        return None
    return segment


def _why(error: BadName) -> str:
    return {
        "empty": _("Give the segment a name."),
        "taken": _("There is another segment of this name."),
        "many": _("These are too many segments. Remove one first."),
    }[error.why]


def _page(request: AgentRequest, *, form: Form, asked: Sequence[Rule], segment: Segment | None) -> HttpResponse:
    is_wrong = request.POST.get("do") == "save"
    for line in [] if is_wrong else form.lines:
        line.error = ""  # it is still being written
    context: dict[str, Any] = surroundings(request, section="contacts") | {
        "form": form,
        "segment": segment,
        "fields": fields_offered(form.own),
        "says": in_words(asked, own_fields=form.own),
        "preview": None,
        "back_address": reverse("web:segment", args=[segment.pk]) if segment else reverse("web:segments"),
    }
    if asked and not is_wrong:
        found = preview(asked, agent=request.user)
        context |= {"preview": found, "preview_says": said(Count(found.number)), "examples": rows_of(found.newest)}
    return render(request, "web/segments/edit.html", context, status=422 if is_wrong else 200)
