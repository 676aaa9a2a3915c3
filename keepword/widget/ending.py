"""/chat/<brand>/end: the visitor is done, and nobody who sits down here after them reads it."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from keepword.channels.chat.ending import end
from keepword.widget.opening import room_of, visit_in


@csrf_exempt  # as in `words`
@require_POST
def end_chat(request: HttpRequest, slug: str) -> HttpResponse:
    end(visit_in(request, room=room_of(slug)))
    return HttpResponse(status=204)
