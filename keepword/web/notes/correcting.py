"""Other words for a note: /notes/<id>/correction."""

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from keepword.conversations.models import Attachment, Message
from keepword.conversations.notes.correcting import ChangedMeanwhile, correct
from keepword.conversations.notes.whose import WORDLESS, Gone, Held, count_of, may_correct
from keepword.conversations.replying import NothingToSay
from keepword.conversations.teamwork.mentioning import NotForThem
from keepword.kit.reversing import address_of
from keepword.people.permissions import NOTE
from keepword.web.conversations.letters import Editing
from keepword.web.conversations.notes import not_for_them
from keepword.web.notes.shown import Refused, after, alone, letter, note_for, place_of, refused
from keepword.web.notes.taking_back import gone, held
from keepword.web.people.admitting import AgentRequest, for_agents

LARGEST = 9  # digits


@for_agents(may=NOTE)
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: AgentRequest, number: int) -> HttpResponse:
    note = note_for(request, number)
    if not may_correct(note.agent_id, agent=request.user):
        return refused(request, note, because=_not_yours())
    if request.method == "POST":
        return _corrected(request, note)
    if WORDLESS & set(note.warnings):
        return refused(request, note, because=gone())
    return alone(request, note, shown=letter(request, note, editing=_editing(request, note, text=note.text)))


def _corrected(request: AgentRequest, note: Message) -> HttpResponse:
    """What cannot be taken comes back in the form, as it was typed."""
    seen, without = request.POST.get("seen", ""), request.POST.getlist("without")
    read = int(seen) if seen.isascii() and seen.isdigit() and len(seen) <= LARGEST else None
    try:
        correct(note, text=request.POST.get("text", ""), by=request.user, seen=read, without=without)
    except NothingToSay:
        return _again(request, note, why=_("Write something, or take the whole note back."))
    except NotForThem as error:
        return _again(request, note, why=not_for_them(error.names))
    except ChangedMeanwhile as error:
        return _overtaken(request, error.message)
    except Gone:
        return _again(request, note, why=gone().why)
    except Held:
        return _again(request, note, why=held().why)
    return after(request, note)


def _overtaken(request: AgentRequest, note: Message) -> HttpResponse:
    why = _(
        "It was changed since you opened it, so nothing was kept yet. Save again to put your words in their place."
    )
    return _again(request, note, why=why, newer=note.text)


def _again(request: AgentRequest, note: Message, *, why: str, newer: str = "") -> HttpResponse:
    editing = _editing(request, note, text=request.POST.get("text", ""), why=why, newer=newer)
    return alone(request, note, shown=letter(request, note, editing=editing), status=422)


def _editing(request: AgentRequest, note: Message, *, text: str, why: str = "", newer: str = "") -> Editing:
    files = Attachment.objects.visible_to(request.user).filter(message=note.pk).order_by("id")
    return Editing(
        address=address_of("web:note-correction", note.pk),
        cancel_address=place_of(note),
        shown_address=address_of("web:note", note.pk),
        colleagues_address=address_of("web:colleagues", note.conversation_id),
        text=text,
        seen=count_of(note),
        files=list(files.values_list("token", "name")),
        going=request.POST.getlist("without"),
        why=why,
        newer=newer,
    )


def _not_yours() -> Refused:
    return Refused(_("This note is a colleague's"), _("Only who wrote a note can put it right."))
