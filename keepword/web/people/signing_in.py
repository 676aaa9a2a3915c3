"""In and out: /sign-in and /sign-out."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.forms import AuthenticationForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from keepword.conversations.founding import is_founded
from keepword.events.auditing import note
from keepword.people.accounts.sessions import left
from keepword.people.models import Agent, SignInProvider
from keepword.people.models.session import PASSWORD
from keepword.people.throttling import TooOften, begin, succeed
from keepword.web.fields import dress
from keepword.web.people import throttled
from keepword.web.people.admitting import page_of
from keepword.web.people.entering import go_on, onward_of, place_of
from keepword.web.rendering import wants_part


class SignInForm(AuthenticationForm):
    """One sentence for every failure: a stranger does not learn which addresses exist."""

    error_messages = {
        "invalid_login": _("The address and the password do not fit together. Check both and try again."),
        "inactive": _("The address and the password do not fit together. Check both and try again."),
    }

    def __init__(self, request: HttpRequest | None = None, *args: Any, **kwargs: Any) -> None:
        super().__init__(request, *args, **{"label_suffix": ""} | kwargs)
        self.fields["username"].label = _("E-mail address")
        self.fields["username"].widget = forms.EmailInput(attrs={"autocomplete": "username", "autofocus": True})
        self.fields["password"].label = _("Password")
        for field in self.fields.values():
            dress(field)


@sensitive_post_parameters("password")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: HttpRequest) -> HttpResponse:
    if wants_part(request):
        return _leave_the_page(request)
    if request.method == "POST":
        return _sign_in(request)
    if request.user.is_authenticated:
        return redirect(onward_of(request))
    # Without an organisation nobody could sign in: the first visitor sets it up.
    if not is_founded():
        return redirect("web:setup")
    return _form(request, form=SignInForm(request))


def _sign_in(request: HttpRequest) -> HttpResponse:
    form = SignInForm(request, data=request.POST)
    who = {"account": request.POST.get("username", ""), "address": place_of(request)}
    try:
        begin(**who)
    except TooOften as error:
        return throttled.show(request, until=error.until)
    if not form.is_valid():
        _note_failure(**who)
        return _form(request, form=form, status=422)
    succeed(**who)
    return go_on(request, form.get_user(), way=PASSWORD, onward=onward_of(request))


def _note_failure(*, account: str, address: str) -> None:
    """Whom it was tried for, if there is somebody; never what was typed, which may be a password."""
    agent = Agent.objects.filter(email__iexact=account[:254]).values_list("id", flat=True).first()
    note("agent.sign_in_failed", address=address, agent=agent)


def _form(request: HttpRequest, *, form: SignInForm, status: int = 200) -> HttpResponse:
    following = request.POST.get("next", request.GET.get("next", ""))
    context = {"form": form, "next": following, "was_set": request.GET.get("set") == "yes"}
    context |= {"providers": SignInProvider.objects.filter(is_on=True).order_by("name", "id")}
    return render(request, "web/entrance/sign_in.html", context, status=status)


def _leave_the_page(request: HttpRequest) -> HttpResponse:
    """A part of an open page was asked for, but the session has ended: the whole page goes to the door, and comes
    back to where it was."""
    page = page_of(request)
    onward = f"?{urlencode({'next': page})}" if page else ""
    return HttpResponse(status=204, headers={"HX-Redirect": settings.LOGIN_URL + onward})


@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    agent = request.user
    logout(request)
    if isinstance(agent, Agent):
        left(agent)
    return redirect("web:sign-in")
