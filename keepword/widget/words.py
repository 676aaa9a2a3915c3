"""/chat/<brand>/words: the visitor's page sends what was said, and reads what came since."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils import translation
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from keepword.channels.chat.models import Visit
from keepword.channels.chat.posting import confirm
from keepword.channels.chat.reading import Reading, read_for
from keepword.channels.chat.saying import OutOfOrder
from keepword.channels.chat.tickets import NoTicket
from keepword.channels.chat.visiting import touch
from keepword.widget.languages import language_of
from keepword.widget.opening import HEADER, Room, room_of, ticket_in, visit_in
from keepword.widget.shown import as_html, words_of
from keepword.widget.states import state_of_visit
from keepword.widget.taking import CannotTake, take

LATER = "120"  # seconds


@csrf_exempt  # who somebody is stands in a header that no other site can send; there is no cookie to abuse
@require_http_methods(["GET", "POST"])
def of_ticket(request: HttpRequest, slug: str) -> HttpResponse:
    room = room_of(slug)
    language = language_of(request, otherwise=room.brand.language)
    with translation.override(language):
        if request.method == "POST":
            return _private(_take(request, room=room, language=language))
        return _private(_read(request, room=room))


@csrf_exempt  # as above
@require_POST
def seen(request: HttpRequest, slug: str) -> HttpResponse:
    """The page has shown all up to this message."""
    visit = visit_in(request, room=room_of(slug))
    confirm(visit, to=_number(request.POST.get("to", "")))
    touch(visit)
    return HttpResponse(status=204)


def _take(request: HttpRequest, *, room: Room, language: str) -> JsonResponse:
    try:
        message = take(request, room=room, ticket=ticket_in(request, room=room), language=language)
    except OutOfOrder:
        return JsonResponse({"why": "order"}, status=409)
    except NoTicket as error:
        raise Http404 from error
    except CannotTake as trouble:
        response = JsonResponse({"advice": trouble.words}, status=trouble.status)
        if trouble.status == 429:
            response.headers["Retry-After"] = LATER
        return response
    visit = visit_in(request, room=room)
    reading = Reading(message.conversation, [message], goes_on_by_mail=False)
    return JsonResponse(_said(request, reading=reading, visit=visit), status=201)


def _read(request: HttpRequest, *, room: Room) -> JsonResponse:
    visit = visit_in(request, room=room)
    touch(visit)
    reading = read_for(visit, after=_number(request.GET.get("after", "")))
    return JsonResponse(_said(request, reading=reading, visit=visit))


def _said(request: HttpRequest, *, reading: Reading, visit: Visit) -> dict[str, Any]:
    words = words_of(reading, visit=visit, ticket=request.headers[HEADER], zone="")
    return {
        "html": as_html(words, request=request),
        "last": reading.messages[-1].pk if reading.messages else 0,
        "goes_on_by_mail": reading.goes_on_by_mail,
        "state": state_of_visit(visit, conversation=reading.conversation),
        "has_address": bool(visit.email),
    }


def _number(text: str) -> int:
    """Of a message; 0 for what is none."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else 0


def _private(response: HttpResponse) -> HttpResponse:
    response.headers["Cache-Control"] = "private, no-store"
    return response
