"""/chat/<brand>/<ticket>/letter: nobody is there to chat, so a visitor leaves a message. It becomes what the contact
form makes: an ordinary conversation, answered by mail, with a receipt."""

from typing import Any

from django import forms
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from keepword.channels.chat.tickets import Ticket
from keepword.channels.form.accepting import NotTaken
from keepword.channels.form.limiting import count, may_send
from keepword.channels.form.submitting import Written, sent_before, submit
from keepword.conversations.models import Message
from keepword.kit import clock, tokens
from keepword.kit.languages import tag_of
from keepword.people.placing import known_zone
from keepword.promises.acknowledging import acknowledge_now
from keepword.promises.telling import told
from keepword.widget.asking import PersonForm, advice_of, files_in
from keepword.widget.languages import language_of
from keepword.widget.opening import Room, room_of, ticket_named
from keepword.widget.rendering import show as render
from keepword.widget.states import state_of, zone_in
from keepword.widget.taking import CannotTake


class LetterForm(PersonForm):
    text = forms.CharField(max_length=50_000, error_messages={"required": _("Please write a few words.")})
    zone = forms.CharField(required=False)

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields["email"].required = True
        self.fields["email"].error_messages["required"] = _(
            "Please give us your e-mail address: our answer goes there."
        )


@csrf_exempt  # the ticket of the form is what another site does not know; there is no cookie to abuse
@require_POST
def leave(request: HttpRequest, slug: str, ticket: str) -> HttpResponseBase:
    room = room_of(slug)
    known = ticket_named(ticket, room=room)
    language = language_of(request, otherwise=room.brand.language)
    with translation.override(language):
        try:
            message = _taken(request, room=room, ticket=known, language=tag_of(language))
        except CannotTake as trouble:
            return _again(request, room=room, ticket=ticket, trouble=trouble)
        acknowledge_now(message)
        return _thanks(request, room=room, message=message, language=tag_of(language))


def _taken(request: HttpRequest, *, room: Room, ticket: Ticket, language: str) -> Message:
    """The same message for a form that is sent twice. Raises CannotTake."""
    form = LetterForm(request.POST)
    if not form.is_valid():
        raise CannotTake(advice_of(form))
    try:
        written = _written(form, request=request, ticket=ticket, language=language)
    except NotTaken as refused:
        raise CannotTake(str(refused)) from refused
    before = sent_before(written, inbox=room.inbox)
    if before is not None:
        return before
    sender = str(request.META.get("REMOTE_ADDR", ""))
    if not may_send(sender):
        words = _("Many messages came from your network in a short time. Please send it again in ten minutes.")
        raise CannotTake(str(words), status=429)
    message = submit(written, inbox=room.inbox)
    count(sender)
    return message


def _written(form: LetterForm, *, request: HttpRequest, ticket: Ticket, language: str) -> Written:
    said = form.cleaned_data
    return Written(
        number=ticket.number,
        address=said["email"],
        name=" ".join(said["name"].split()),
        subject="",
        text=said["text"].replace("\r\n", "\n"),
        language=language,
        time_zone=known_zone(said["zone"]),
        files=files_in(request),
    )


def _thanks(request: HttpRequest, *, room: Room, message: Message, language: str) -> HttpResponseBase:
    conversation = message.conversation
    conversation.inbox = room.inbox
    zone = conversation.contact.time_zone or "UTC"
    conversation.refresh_from_db(fields=["waiting_since"])
    promised = told(conversation, now=clock.now(), language=language, zone=zone)
    return render(
        request,
        "left.html",
        room=room,
        reference=conversation.reference,
        address=message.sender_address,
        promised=promised.words if promised else "",
    )


def _again(request: HttpRequest, *, room: Room, ticket: str, trouble: CannotTake) -> HttpResponseBase:
    """With all that was typed, but the files: a browser does not keep them."""
    typed = {name: request.POST.get(name, "") for name in ("name", "email", "text")}
    return render(
        request,
        "chat.html",
        room=room,
        status=trouble.status,
        state=state_of(room, zone=zone_in(request)),
        ticket=ticket,
        number=tokens.unguessable(),
        words=[],
        trouble=trouble.words,
        letter=typed,
        is_letter=True,
    )
