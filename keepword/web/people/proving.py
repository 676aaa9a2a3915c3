"""Who changes how they sign in proves again who they are, when the last proof is older than ten minutes:
/settings/security/proof."""

from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from keepword.events.auditing import note
from keepword.kit import clock
from keepword.people.accounts.factors import factors_of
from keepword.people.models import Agent
from keepword.people.throttling import TooOften, begin, succeed
from keepword.web.fields import DeskForm
from keepword.web.people import throttled
from keepword.web.people.admitting import AgentRequest, for_agents
from keepword.web.people.entering import PROVED_AT, onward_of, place_of
from keepword.web.people.second_step import fits
from keepword.web.settings.shell import settings_page

FRESH = timedelta(minutes=10)


class ProofForm(DeskForm):
    """One of the two."""

    password = forms.CharField(
        label=gettext_lazy("Password"),
        required=False,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password", "autofocus": True}),
    )
    code = forms.CharField(
        label=gettext_lazy("Or a code of your app"),
        required=False,
        max_length=30,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "dir": "ltr"}),
    )


def freshly_proved(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """For views that are `for_agents`. A form that was sent is not repeated after the proof: they press again."""

    @wraps(view)
    def checked(request: AgentRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if is_fresh(request):
            return view(request, *args, **kwargs)
        following = request.get_full_path() if request.method in ("GET", "HEAD") else reverse("web:security")
        return redirect(f"{reverse('web:proof')}?{urlencode({'next': following})}")

    return checked


def is_fresh(request: AgentRequest) -> bool:
    age = clock.now().timestamp() - request.session.get(PROVED_AT, 0)
    return bool(0 <= age <= FRESH.total_seconds())


@sensitive_post_parameters("password", "code")
@never_cache
@for_agents
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: AgentRequest) -> HttpResponse:
    form = ProofForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            if _proves(request, **form.cleaned_data):
                return proved(request)
        except TooOften as error:
            return throttled.show(request, until=error.until)
        form.add_error(None, _("That does not fit. Try again."))
    context = {"form": form, "next": onward_of(request), "factors": factors_of(request.user)}
    context["has_password"] = request.user.has_usable_password()
    status = 422 if form.is_bound else 200
    return settings_page(request, "web/settings/security/proof.html", tab="security", context=context, status=status)


def proved(request: AgentRequest) -> HttpResponse:
    request.session[PROVED_AT] = int(clock.now().timestamp())
    return redirect(onward_of(request))


def _proves(request: AgentRequest, *, password: str, code: str) -> bool:
    """Raises TooOften."""
    if password:
        return _fits(request.user, password=password, place=place_of(request))
    return bool(code) and fits(request, request.user, code=code)


def _fits(agent: Agent, *, password: str, place: str) -> bool:
    who = {"account": agent.email, "address": place}
    begin(**who)
    if agent.check_password(password):
        succeed(**who)
        return True
    note("agent.sign_in_failed", address=place, agent=agent.pk)
    return False
