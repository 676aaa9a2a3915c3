"""Coming in with a passkey: /sign-in/passkey alone, /sign-in/second-step/passkey after a password, and
/settings/security/proof/passkey. Each is asked for its question (GET, JSON), and takes the answer as a form."""

import json
from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from keepword.events.auditing import note
from keepword.people.accounts.passkeys import LONGEST, NotProved, Question, Site, ask, ask_again, confirm, whose
from keepword.people.models.session import PASSKEY
from keepword.web.errors import refusal
from keepword.web.fields import DeskForm
from keepword.web.people.admitting import AgentRequest, for_agents
from keepword.web.people.entering import enter, halfway, onward_of, place_of
from keepword.web.people.proving import proved


class AnswerForm(DeskForm):
    """What the browser says that the device signed, as JSON."""

    ticket = forms.CharField(max_length=1000)
    response = forms.CharField(max_length=LONGEST)

    def clean_response(self) -> dict[str, Any]:
        try:
            answer = json.loads(self.cleaned_data["response"])
        except ValueError as error:
            raise ValidationError("JSON") from error
        if not isinstance(answer, dict):
            raise ValidationError("JSON")
        return answer


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def alone(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        return question(ask(site=site_of(request)))
    try:
        agent = whose(**answer_in(request), site=site_of(request))
    except NotProved:
        return not_proved(request)
    return enter(request, agent, way=PASSKEY, onward=onward_of(request))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def after_password(request: HttpRequest) -> HttpResponse:
    found = halfway(request)
    if found is None:
        return redirect("web:sign-in")
    agent, state = found
    if request.method != "POST":
        return question(ask_again(agent, site=site_of(request)))
    try:
        confirm(agent, **answer_in(request), site=site_of(request))
    except NotProved:
        return not_proved(request, agent=agent.pk)
    return enter(request, agent, way=state.way, onward=state.onward)


@never_cache
@for_agents
@require_http_methods(["GET", "HEAD", "POST"])
def proof(request: AgentRequest) -> HttpResponse:
    if request.method != "POST":
        return question(ask_again(request.user, site=site_of(request)))
    try:
        confirm(request.user, **answer_in(request), site=site_of(request))
    except NotProved:
        return not_proved(request, agent=request.user.pk)
    return proved(request)


def question(asked: Question) -> JsonResponse:
    return JsonResponse({"options": asked.options, "ticket": asked.ticket})


def answer_in(request: HttpRequest) -> dict[str, Any]:
    """Raises NotProved for what no browser sends."""
    form = AnswerForm(request.POST)
    if not form.is_valid():
        raise NotProved
    return dict(form.cleaned_data)


def site_of(request: HttpRequest) -> Site:
    """The public address where one is set, so that a passkey fits whichever way the request took to us."""
    origin = settings.PUBLIC_ADDRESS or f"{request.scheme}://{request.get_host()}"
    parts = urlsplit(origin)
    return Site(host=parts.hostname or "", origin=f"{parts.scheme}://{parts.netloc}")


def not_proved(request: HttpRequest, *, agent: int | None = None) -> HttpResponse:
    note("agent.sign_in_failed", address=place_of(request), agent=agent)
    reason = _("The passkey is not one that we know, or it took too long. Go back and try again.")
    return refusal(request, title=_("This passkey does not fit"), reason=reason)
