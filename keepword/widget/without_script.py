"""/chat/<brand>/<ticket>: the same chat for a browser without a script. It reads and writes by ordinary forms."""

from django.http import Http404, HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import translation
from django.utils.translation import get_language
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from keepword.channels.chat.models import Visit
from keepword.channels.chat.posting import confirm
from keepword.channels.chat.reading import Reading, read_for
from keepword.channels.chat.saying import OutOfOrder
from keepword.channels.chat.tickets import NoTicket, Ticket
from keepword.channels.chat.visiting import touch, visit_of
from keepword.kit import tokens
from keepword.kit.languages import tag_of
from keepword.widget.languages import language_of
from keepword.widget.opening import Room, room_of, ticket_named
from keepword.widget.rendering import show as render
from keepword.widget.shown import words_of
from keepword.widget.states import State, state_of, state_of_visit, zone_in
from keepword.widget.taking import CannotTake, take


@csrf_exempt  # the ticket in the address is what another site does not know; there is no cookie to abuse
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: HttpRequest, slug: str, ticket: str) -> HttpResponseBase:
    room = room_of(slug)
    known = ticket_named(ticket, room=room)
    language = language_of(request, otherwise=room.brand.language)
    with translation.override(language):
        if request.method != "POST":
            return _page(request, room=room, ticket=known, text=ticket)
        try:
            take(request, room=room, ticket=known, language=language)
        except (CannotTake, OutOfOrder) as trouble:
            return _page(request, room=room, ticket=known, text=ticket, trouble=trouble)
        except NoTicket as error:
            raise Http404 from error
        return _to_the_end(slug, ticket=ticket)


def _to_the_end(slug: str, *, ticket: str) -> HttpResponseRedirect:
    page = reverse("widget:visit", args=[slug, ticket])
    return redirect(f"{page}?language={tag_of(get_language() or '')}#end")


def _page(
    request: HttpRequest, *, room: Room, ticket: Ticket, text: str, trouble: Exception | None = None
) -> HttpResponseBase:
    visit = _visit(ticket)
    reading = read_for(visit) if visit else None
    if visit and reading and reading.messages:
        confirm(visit, to=reading.messages[-1].pk)
        touch(visit)
    response = render(
        request,
        "chat.html",
        room=room,
        status=getattr(trouble, "status", 422) if trouble else 200,
        ticket=text,
        number=tokens.unguessable(),
        state=_state(request, room=room, visit=visit, reading=reading),
        words=words_of(reading, visit=visit, ticket=text, zone="") if visit and reading else [],
        goes_on_by_mail=bool(reading and reading.goes_on_by_mail),
        is_held=True,
        is_known=visit is not None,
        trouble=getattr(trouble, "words", ""),
        typed=request.POST.get("text", "") if trouble else "",
    )
    response.headers["Referrer-Policy"] = "same-origin"
    return response


def _state(request: HttpRequest, *, room: Room, visit: Visit | None, reading: Reading | None) -> State:
    if visit is None or reading is None:
        return state_of(room, zone=zone_in(request))
    return State(True, state_of_visit(visit, conversation=reading.conversation))


def _visit(ticket: Ticket) -> Visit | None:
    """None where nothing was said yet. Raises Http404 for a chat that was ended."""
    try:
        return visit_of(ticket)
    except NoTicket as error:
        if Visit.objects.filter(number=ticket.number).exists():
            raise Http404 from error
        return None
