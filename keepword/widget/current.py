"""/chat/<brand>/state: whether somebody is there now, asked by the page while nobody has written yet."""

from django.http import HttpRequest, JsonResponse
from django.utils import translation
from django.views.decorators.http import require_safe

from keepword.widget.languages import language_of
from keepword.widget.opening import room_of
from keepword.widget.states import state_of, zone_in


@require_safe
def show(request: HttpRequest, slug: str) -> JsonResponse:
    room = room_of(slug)
    with translation.override(language_of(request, otherwise=room.brand.language)):
        state = state_of(room, zone=zone_in(request))
    response = JsonResponse({"is_live": state.is_live, "words": state.words})
    response.headers["Cache-Control"] = "private, no-store"
    return response
