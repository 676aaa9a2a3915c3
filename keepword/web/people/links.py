"""Ways in for whoever has no password (any more): /forgotten-password, /invitation/<key> and /new-password/<key>."""

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from keepword.channels.email.link_letters import can_be_sent
from keepword.people.inviting import forgot, set_password
from keepword.people.keys import INVITATION, NEW_PASSWORD, agent_with
from keepword.people.models import Agent
from keepword.people.throttling import TooOften, begin
from keepword.web.fields import DeskForm
from keepword.web.people import throttled


class ForgottenForm(DeskForm):
    email = forms.EmailField(
        label=_("E-mail address"), max_length=254, widget=forms.EmailInput(attrs={"autocomplete": "username"})
    )


class PasswordForm(DeskForm):
    password = forms.CharField(
        label=_("New password"),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("At least 10 letters."),
    )

    def __init__(self, *args: Any, agent: Agent, **kwargs: Any) -> None:
        self.agent = agent
        super().__init__(*args, **kwargs)

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        validate_password(password, user=self.agent)
        return password


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def forgotten(request: HttpRequest) -> HttpResponse:
    """The same page for every address: a stranger does not learn which exist."""
    form = ForgottenForm(request.POST or None)
    context = {"form": form, "can_be_sent": can_be_sent(), "was_asked": False}
    if request.method == "POST" and form.is_valid():
        place = str(request.META.get("REMOTE_ADDR", ""))
        try:
            begin(account=f"link:{form.cleaned_data['email']}", address=place)
        except TooOften as error:
            return throttled.show(request, until=error.until)
        forgot(form.cleaned_data["email"])
        context["was_asked"] = True
    status = 422 if form.errors else 200
    return render(request, "web/entrance/forgotten.html", context, status=status)


def invitation(request: HttpRequest, key: str) -> HttpResponse:
    return _set(request, key=key, purpose=INVITATION)


def new_password(request: HttpRequest, key: str) -> HttpResponse:
    return _set(request, key=key, purpose=NEW_PASSWORD)


@sensitive_post_parameters("password")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def _set(request: HttpRequest, *, key: str, purpose: str) -> HttpResponse:
    """Looking at the page uses nothing up: mail scanners open links before people do."""
    agent = agent_with(key, purpose=purpose)
    if agent is None:
        return render(request, "web/entrance/link_over.html", {"can_be_sent": can_be_sent()}, status=404)
    form = PasswordForm(request.POST or None, agent=agent)
    if request.method == "POST" and form.is_valid():
        if set_password(agent, form.cleaned_data["password"]):
            return redirect(f"{reverse('web:sign-in')}?set=yes")
        return render(request, "web/entrance/link_over.html", {"can_be_sent": can_be_sent()}, status=404)
    context = {"form": form, "person": agent, "is_invitation": purpose == INVITATION}
    status = 422 if form.errors else 200
    response = render(request, "web/entrance/set_password.html", context, status=status)
    response.headers["Referrer-Policy"] = "no-referrer"  # the address is the key
    return response
