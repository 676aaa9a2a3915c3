"""One's passkeys: /settings/security/passkeys."""

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from keepword.people.accounts.devices import browser_of, system_of
from keepword.people.accounts.factors import StillNeeded, factors_of
from keepword.people.accounts.passkeys import NotProved, add, offer, remove
from keepword.web.errors import refusal
from keepword.web.fields import DeskForm
from keepword.web.people.admitting import AgentRequest, for_agents
from keepword.web.people.passkeys import answer_in, question, site_of
from keepword.web.people.proving import freshly_proved
from keepword.web.settings.security.app import after_adding, still_needed


class NameForm(DeskForm):
    name = forms.CharField(label=gettext_lazy("Name of the device"), max_length=80, required=False)


@never_cache
@for_agents
@require_http_methods(["GET", "HEAD", "POST"])
@freshly_proved
def show(request: AgentRequest) -> HttpResponse:
    """The question for a new one as JSON; its answer as a form."""
    if request.method != "POST":
        return question(offer(request.user, site=site_of(request)))
    before = factors_of(request.user)
    try:
        add(request.user, **answer_in(request), name=_name_in(request), site=site_of(request))
    except NotProved:
        reason = _("The device did not make one that we can use, or it took too long. Go back and try again.")
        return refusal(request, title=_("No passkey was added"), reason=reason)
    is_again = factors_of(request.user).passkeys == before.passkeys
    return after_adding(request, before=before, is_again=is_again)


@for_agents
@require_POST
@freshly_proved
def removal(request: AgentRequest, number: int) -> HttpResponse:
    try:
        remove(request.user, number=number, by=request.user.as_actor)
    except StillNeeded:
        return still_needed(request)
    return redirect(f"{reverse('web:security')}?saved=yes")


def _name_in(request: AgentRequest) -> str:
    """Who gives none reads later on which system it was made."""
    form = NameForm(request.POST)
    agent = request.META.get("HTTP_USER_AGENT", "")
    made_on = system_of(agent) or browser_of(agent) or _("Passkey")
    return (form.cleaned_data["name"].strip() if form.is_valid() else "") or made_on
