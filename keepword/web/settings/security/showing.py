"""How one signs in, and where one is signed in: /settings/security."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from keepword.people.accounts.factors import factors_of, is_required
from keepword.people.accounts.sessions import end_one, end_others, seats_of
from keepword.people.models.session import PASSKEY, PASSWORD, PROVIDER
from keepword.web import times
from keepword.web.people.admitting import AgentRequest, for_agents
from keepword.web.people.proving import is_fresh
from keepword.web.settings.shell import settings_page

WAYS: dict[str, str | Promise] = {
    PASSWORD: _("by password"),
    PASSKEY: _("by passkey"),
    PROVIDER: _("by another service"),
}


@for_agents
@require_safe
def show(request: AgentRequest) -> HttpResponse:
    context = {
        "factors": factors_of(request.user),
        "passkeys": request.user.passkeys.order_by("id"),
        "is_fresh": is_fresh(request),
        "is_required": is_required(),
        "seats": seats_of(request.user, here=request.session.session_key),
        "ways": WAYS,
        "moment": times.reader().moment,
        "ended": request.GET.get("ended", ""),
    }
    return settings_page(request, "web/settings/security/show.html", tab="security", context=context)


@for_agents
@require_POST
def sessions(request: AgentRequest) -> HttpResponse:
    """One of them ends, or with `others` all but this."""
    by = request.user.as_actor
    if "others" in request.POST:
        end_others(request.user, here=request.session.session_key, by=by)
    else:
        end_one(request.user, name=request.POST.get("name", ""), by=by)
    return redirect(f"{reverse('web:security')}?ended=yes#sessions")
