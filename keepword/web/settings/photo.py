"""One's own photo, put there or taken away: /settings/photo."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from keepword.kit.pictures.pieces import NotAPicture
from keepword.people.photos import MOST_BYTES, TooLarge, put_photo, take_photo_away
from keepword.web.errors import refusal
from keepword.web.people.admitting import AgentRequest, for_agents
from keepword.web.people.pressing import once_a_page


@for_agents
@require_POST
@once_a_page
def change(request: AgentRequest) -> HttpResponse:
    """`photo` is the file; `taken` "yes" takes away the one that is there."""
    if request.POST.get("taken") == "yes":
        take_photo_away(request.user)
        return redirect(f"{reverse('web:settings')}?saved=yes")
    upload = request.FILES.get("photo")
    if upload is None:
        return redirect("web:settings")
    try:
        put_photo(request.user, content=upload.read(MOST_BYTES + 1))
    except TooLarge:
        reason = _("It may have 1 MB and 4,000 by 4,000 pixels. Make it smaller and try again.")
        return _refused(reason, request=request)
    except NotAPicture:
        return _refused(_("It is no JPEG, PNG or WebP file that we could read to its end."), request=request)
    return redirect(f"{reverse('web:settings')}?saved=yes")


def _refused(reason: str, *, request: AgentRequest) -> HttpResponse:
    return refusal(request, title=_("This photo cannot be used"), reason=reason)
