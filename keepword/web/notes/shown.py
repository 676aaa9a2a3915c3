"""One note as the thread has it: /notes/<id>. It is printed alone after what was done to it."""

from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_safe

from keepword.conversations.calls.reading import calls_of
from keepword.conversations.models import Attachment, Message
from keepword.conversations.models.message import NOTE
from keepword.conversations.notes.whose import notes_visible_to
from keepword.events.auditing import saw
from keepword.kit.once_sent import once_sent
from keepword.kit.reversing import address_of
from keepword.web import times
from keepword.web.conversations.choices import photo_address
from keepword.web.conversations.letters import Editing, Letter, letter_of
from keepword.web.conversations.said import READ, Kept, Said
from keepword.web.desk import surroundings
from keepword.web.errors import refusal
from keepword.web.notes.marks import marks_of
from keepword.web.people.admitting import AgentRequest, for_agents
from keepword.web.rendering import answer, wants_part

PAGE, PART = "web/notes/correction.html", "web/conversations/_letter.html"


@dataclass(frozen=True, slots=True)
class Refused:
    """What could not be done, as title of a page and in a sentence."""

    title: str
    why: str


@for_agents
@require_safe
def show(request: AgentRequest, number: int) -> HttpResponse:
    return after(request, note_for(request, number))


def note_for(request: AgentRequest, number: int) -> Message:
    """For a stranger there is none (404)."""
    return get_object_or_404(notes_visible_to(request.user).select_related("agent"), pk=number)


def after(request: AgentRequest, note: Message) -> HttpResponse:
    """What was done is to be seen: the note for a script, which then has the focus; else its place in the thread."""
    if not wants_part(request) or request.headers.get("HX-Target") == "work":
        return redirect(place_of(note))
    return alone(request, note, shown=replace(letter(request, note), takes_focus=True))


def alone(request: AgentRequest, note: Message, *, shown: Letter, status: int = 200) -> HttpResponse:
    """As a part of the thread, or on a page of its own."""
    context: dict[str, Any] = {"item": shown}
    if not wants_part(request):
        context |= surroundings(request)
    page = answer(request, page=PAGE, part=PART, context=context, status=status)
    who_and_what = {"agent": request.user.pk, "conversation": note.conversation_id, "inbox": note.inbox_id}
    return once_sent(page, partial(saw, **who_and_what))


def refused(request: AgentRequest, note: Message, *, because: Refused) -> HttpResponse:
    """Said at the note that it is about."""
    if not wants_part(request) or request.headers.get("HX-Target") == "work":
        return refusal(request, title=because.title, reason=because.why)
    return alone(request, note, shown=replace(letter(request, note), refusal=because.why), status=422)


def letter(request: AgentRequest, note: Message, *, editing: Editing | None = None) -> Letter:
    agent, reader = request.user, times.reader()
    now = Message.everywhere.visible_to(agent).filter(pk=note.pk)
    said = Said(*now.values_list(*READ).get())._replace(kind=NOTE)
    files = Attachment.objects.visible_to(agent).filter(message=note.pk).order_by("id")
    photo = photo_address(note.agent.photo) if note.agent else ""
    shown = letter_of(
        said,
        [Kept._make(one) for one in files.values_list(*Kept._fields)],
        conversation=note.conversation,
        reader=reader,
        photos={note.agent_id: photo} if note.agent_id and photo else {},
        call=calls_of([note.pk] if "call" in note.recipients else ()).get(note.pk),
        note=marks_of([said], agent=agent, reader=reader).get(note.pk),
    )
    return replace(shown, editing=editing)


def place_of(note: Message) -> str:
    """Where it stands: the thread, or its side conversation."""
    address = address_of("web:conversation", note.conversation_id)
    if note.aside_id:
        return f"{address}?aside={note.aside_id}#message-{note.pk}"
    return f"{address}?message={note.pk}#message-{note.pk}"
