"""/chat/<brand>: the chat as a page of its own, and as the frame on a shop's page. Nothing is kept of whoever only
looks: their ticket costs us a signature."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import translation
from django.views.decorators.http import require_safe

from keepword.channels.chat.tickets import ticket
from keepword.kit import clock, tokens
from keepword.widget.languages import language_of
from keepword.widget.opening import room_of
from keepword.widget.rendering import show as render
from keepword.widget.states import state_of, zone_in


@require_safe
def show(request: HttpRequest, slug: str) -> HttpResponseBase:
    room = room_of(slug)
    with translation.override(language_of(request, otherwise=room.brand.language)):
        return render(
            request,
            "chat.html",
            room=room,
            ticket=ticket(room.brand, now=clock.now()),
            number=tokens.unguessable(),
            state=state_of(room, zone=zone_in(request)),
            words=[],
        )
