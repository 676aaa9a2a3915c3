"""An authenticator app, and codes on paper: /settings/security/app and /settings/security/recovery-codes."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from keepword.people.accounts import app
from keepword.people.accounts.app import keeps
from keepword.people.accounts.factors import Factors, StillNeeded, factors_of
from keepword.people.accounts.recovery import make_codes
from keepword.web.errors import refusal
from keepword.web.people.admitting import AgentRequest, for_agents
from keepword.web.people.proving import freshly_proved
from keepword.web.people.second_step import added, app_form, offer
from keepword.web.settings.shell import settings_page


@sensitive_post_parameters("code", "sealed")
@never_cache
@for_agents
@require_http_methods(["GET", "HEAD", "POST"])
@freshly_proved
def show(request: AgentRequest) -> HttpResponse:
    before = factors_of(request.user)
    form, seed = app_form(request, request.user)
    is_again = keeps(request.user, seed=seed)
    if request.method == "POST" and form.is_valid() and added(form, request.user, seed=seed):
        return after_adding(request, before=before, is_again=is_again)
    context = {"form": form, **offer(request.user, seed=seed)}
    status = 422 if form.is_bound else 200
    return settings_page(request, "web/settings/security/app.html", tab="security", context=context, status=status)


@for_agents
@require_POST
@freshly_proved
def removal(request: AgentRequest) -> HttpResponse:
    try:
        app.remove(request.user, by=request.user.as_actor)
    except StillNeeded:
        return still_needed(request)
    return redirect(f"{reverse('web:security')}?saved=yes")


def after_adding(request: AgentRequest, *, before: Factors, is_again: bool) -> HttpResponse:
    """Codes for the drawer go with the first factor. Who pressed twice sees the second answer alone, so that one has
    them, too; whoever has others besides has their codes already."""
    if not before.has_any or (is_again and before.count == 1):
        return codes_page(request)
    return redirect(f"{reverse('web:security')}?saved=yes")


@never_cache
@for_agents
@require_POST
@freshly_proved
def codes(request: AgentRequest) -> HttpResponse:
    """New ones. Codes alone are no second step."""
    return codes_page(request) if factors_of(request.user).has_any else redirect("web:security")


def codes_page(request: AgentRequest) -> HttpResponse:
    """The one time that they are shown."""
    context = {"codes": make_codes(request.user), "onward": reverse("web:security")}
    return settings_page(request, "web/settings/security/codes.html", tab="security", context=context)


def still_needed(request: AgentRequest) -> HttpResponse:
    reason = _("Everybody here needs a second step. Add another one first, then remove this one.")
    return refusal(request, title=_("This one is still needed"), reason=reason)
