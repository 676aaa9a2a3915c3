"""/chat/<brand>/person: "so that we can answer if you must go". Asked once."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import translation
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from keepword.channels.chat.introducing import introduce
from keepword.widget.asking import PersonForm, advice_of
from keepword.widget.languages import language_of
from keepword.widget.opening import room_of, visit_in


@csrf_exempt  # as in `words`
@require_POST
def introduce_visitor(request: HttpRequest, slug: str) -> HttpResponse:
    room = room_of(slug)
    visit = visit_in(request, room=room)
    with translation.override(language_of(request, otherwise=room.brand.language)):
        form = PersonForm(request.POST)
        if not form.is_valid():
            return JsonResponse({"advice": advice_of(form)}, status=422)
        introduce(visit, name=form.cleaned_data["name"], email=form.cleaned_data["email"])
    return HttpResponse(status=204)
