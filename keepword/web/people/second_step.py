"""After the password, what somebody has besides: /sign-in/second-step, and /sign-in/first-factor for whoever has
nothing yet where everybody needs it."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from keepword.events.auditing import note
from keepword.people.accounts import app, recovery, totp
from keepword.people.accounts.factors import factors_of
from keepword.people.models import Agent
from keepword.people.throttling import TooOften, begin, succeed
from keepword.web.fields import DeskForm
from keepword.web.people import throttled
from keepword.web.people.entering import Halfway, enter, halfway, place_of
from keepword.web.people.picturing import picture_of

ONE_TIME = {"autocomplete": "one-time-code", "inputmode": "numeric", "dir": "ltr", "autofocus": True}


class CodeForm(DeskForm):
    """Of the app, or one on paper."""

    code = forms.CharField(
        label=gettext_lazy("Code"),
        max_length=30,
        help_text=gettext_lazy("From your authenticator app, or one of your recovery codes."),
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "dir": "ltr", "autofocus": True}),
    )


class AppForm(DeskForm):
    """The first code of an app that is being added. `sealed` is its seed, see `app.sealed_for`."""

    sealed = forms.CharField(widget=forms.HiddenInput, max_length=400)
    code = forms.CharField(
        label=gettext_lazy("Code that the app shows"), max_length=12, widget=forms.TextInput(attrs=ONE_TIME)
    )


@sensitive_post_parameters("code")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: HttpRequest) -> HttpResponse:
    found = halfway(request)
    if found is None:
        return redirect("web:sign-in")
    agent, state = found
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            if fits(request, agent, code=form.cleaned_data["code"]):
                return enter(request, agent, way=state.way, onward=state.onward)
        except TooOften as error:
            return throttled.show(request, until=error.until)
        form.add_error("code", _("This code does not fit, or it was used already. Wait for the next one."))
    context = {"form": form, "factors": factors_of(agent)}
    return render(request, "web/entrance/second_step.html", context, status=422 if form.errors else 200)


def fits(request: HttpRequest, agent: Agent, *, code: str) -> bool:
    """A code of the app or one on paper, counted like a password. Raises TooOften."""
    who = {"account": f"factor:{agent.pk}", "address": place_of(request)}
    begin(**who)
    if app.accepts(agent, code=code) or recovery.spend(agent, code=code):
        succeed(**who)
        return True
    note("agent.sign_in_failed", address=who["address"], agent=agent.pk)
    return False


@sensitive_post_parameters("code", "sealed")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def first(request: HttpRequest) -> HttpResponse:
    """An app is set up at the door; then they are in, with codes for the drawer."""
    found = halfway(request)
    if found is None or factors_of(found[0]).has_any:
        return redirect("web:sign-in")
    agent, state = found
    form, seed = app_form(request, agent)
    if request.method == "POST" and form.is_valid() and added(form, agent, seed=seed):
        return _in_with_codes(request, agent, state=state)
    context = {"form": form, **offer(agent, seed=seed)}
    return render(request, "web/entrance/first_factor.html", context, status=422 if form.errors else 200)


def app_form(request: HttpRequest, agent: Agent) -> tuple[AppForm, str]:
    """With the seed that it is about: a new one, or that of the page before."""
    seed = app.offered_to(agent, sealed=request.POST.get("sealed", "")) or totp.new_seed()
    form = AppForm(request.POST or None, initial={"sealed": app.sealed_for(agent, seed=seed)})
    return form, seed


def added(form: AppForm, agent: Agent, *, seed: str) -> bool:
    """The form says when not."""
    is_theirs = app.offered_to(agent, sealed=form.cleaned_data["sealed"]) is not None
    if is_theirs and app.add(agent, seed=seed, code=form.cleaned_data["code"]):
        return True
    form.add_error("code", _("This code does not fit. Check that the clock of your phone is right, and try the next."))
    return False


def offer(agent: Agent, *, seed: str) -> dict[str, object]:
    """What the page shows of a seed: the picture, and the letters to type. House-wide name first: people have many."""
    address = totp.address_of(seed, account=agent.email, house="Keepword")
    return {"picture": picture_of(address), "letters": " ".join(seed[at : at + 4] for at in range(0, len(seed), 4))}


def _in_with_codes(request: HttpRequest, agent: Agent, *, state: Halfway) -> HttpResponse:
    codes = recovery.make_codes(agent)
    enter(request, agent, way=state.way, onward=state.onward)
    return render(request, "web/entrance/codes.html", {"codes": codes, "onward": state.onward})
