"""A note is taken back: /notes/<id>/removal, and for a minute /notes/<id>/restoration."""

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from keepword.conversations.notes.taking_back import TooLate, bring_back, bringer_of, take_back
from keepword.conversations.notes.whose import WORDLESS, Gone, Held
from keepword.people.permissions import DELETE, NOTE
from keepword.web.notes.shown import Refused, after, note_for, refused
from keepword.web.people.admitting import AgentRequest, demand, for_agents


@for_agents(may=NOTE)
@require_POST
def removal(request: AgentRequest, number: int) -> HttpResponse:
    """The writer's own; that of others, or of nobody, takes the permission to delete."""
    note = note_for(request, number)
    if note.agent_id != request.user.pk:
        demand(request, DELETE)
    try:
        take_back(note, by=request.user)
    except Gone:
        return refused(request, note, because=gone())
    except Held:
        return refused(request, note, because=held())
    return after(request, note)


@for_agents(may=NOTE)
@require_POST
def restoration(request: AgentRequest, number: int) -> HttpResponse:
    """For whoever took it back. Twice is once."""
    note = note_for(request, number)
    if not WORDLESS & set(note.warnings):
        return after(request, note)
    if bringer_of(note) != request.user.pk:
        return refused(request, note, because=_too_late())
    try:
        bring_back(note, by=request.user)
    except TooLate:
        return refused(request, note, because=_too_late())
    except Held:
        return refused(request, note, because=held())
    return after(request, note)


def gone() -> Refused:
    return Refused(_("This note has no words any more"), _("It was taken back, or its words were deleted."))


def held() -> Refused:
    why = _(
        "Everything in this conversation is to be kept: somebody holds it. When the hold ends, notes can be changed."
    )
    return Refused(_("This conversation is held"), why)


def _too_late() -> Refused:
    why = _("A note can be brought back for a minute, by whoever took it back. Its words are gone now.")
    return Refused(_("This cannot be undone"), why)
