"""One signature, as customers will read it: /settings/signatures/new and /settings/signatures/<id>."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from keepword.conversations.models import Signature
from keepword.conversations.signing.defining import ThereIsOne, Wanted, bring_back, change, define, retire
from keepword.conversations.signing.filling import BRAND, NAME, TEAM, TITLE, VARIABLES, fill
from keepword.kit.html import from_text, make_safe
from keepword.kit.markdown import render
from keepword.people.models import Agent
from keepword.people.permissions import MANAGE_SETTINGS
from keepword.web.errors import refusal
from keepword.web.people.admitting import AgentRequest, for_agents
from keepword.web.people.pressing import once_a_page
from keepword.web.settings.shell import settings_page
from keepword.web.settings.signatures.form import SignatureForm


@dataclass(frozen=True, slots=True)
class Preview:
    """Under a letter of whoever looks, and under one that nobody wrote."""

    named: SafeString
    unnamed: SafeString


@for_agents(may=MANAGE_SETTINGS)
@require_http_methods(["GET", "HEAD", "POST"])
@once_a_page
def new(request: AgentRequest) -> HttpResponse:
    form = SignatureForm(request.POST or None)
    if _is_to_be_saved(request, form=form) and _is_saved(request, form=form, signature=None):
        return _saved()
    return _page(request, form=form, signature=None)


@for_agents(may=MANAGE_SETTINGS)
@require_http_methods(["GET", "HEAD", "POST"])
@once_a_page
def show(request: AgentRequest, number: int) -> HttpResponse:
    used = Signature.objects.in_use()  # house: words of the whole organisation
    signature = get_object_or_404(used, pk=number)
    form = SignatureForm(request.POST or None, signature=signature)
    if _is_to_be_saved(request, form=form) and _is_saved(request, form=form, signature=signature):
        return _saved()
    return _page(request, form=form, signature=signature)


@for_agents(may=MANAGE_SETTINGS)
@require_POST
def removal(request: AgentRequest, number: int) -> HttpResponse:
    """`removed` is "no" to bring it back."""
    signature = get_object_or_404(Signature, pk=number)  # house: as above
    if request.POST.get("removed") != "no":
        retire(signature, by=request.user.as_actor)
        return _saved()
    try:
        bring_back(signature, by=request.user.as_actor)
    except ThereIsOne:
        return refusal(request, title=_("It cannot come back"), reason=_there_is_one())
    return _saved()


def _is_to_be_saved(request: AgentRequest, *, form: SignatureForm) -> bool:
    return request.method == "POST" and "preview" not in request.POST and form.is_valid()


def _is_saved(request: AgentRequest, *, form: SignatureForm, signature: Signature | None) -> bool:
    """Otherwise the form says why not."""
    try:
        if signature is None:
            define(form.wanted(), by=request.user.as_actor)
        else:
            change(signature, to=form.wanted(), by=request.user.as_actor)
    except ThereIsOne:
        form.add_error("language", _there_is_one())
    return not form.errors


def _there_is_one() -> str:
    return _("There is another signature for this brand, team and language.")


def _saved() -> HttpResponse:
    return redirect(f"{reverse('web:signatures')}?saved=yes")


def _page(request: AgentRequest, *, form: SignatureForm, signature: Signature | None) -> HttpResponse:
    is_wrong = form.is_bound and not form.is_valid()
    wanted = form.wanted() if form.is_bound and not is_wrong else _as_kept(signature)
    context = {
        "form": form,
        "signature": signature,
        "variables": VARIABLES,
        "preview": _preview(wanted, by=request.user) if wanted and not is_wrong else None,
        "tag": wanted.language if wanted else "",
    }
    name = "web/settings/signatures/edit.html"
    return settings_page(request, name, tab="signatures", context=context, status=422 if is_wrong else 200)


def _as_kept(signature: Signature | None) -> Wanted | None:
    return Wanted(signature.brand, signature.text, signature.team, signature.language) if signature else None


def _preview(wanted: Wanted, *, by: Agent) -> Preview:
    house = {BRAND: wanted.brand.name, TEAM: wanted.team.name if wanted.team else ""}
    named = {} if wanted.brand.sender_name == "brand" else {NAME: by.shown_name, TITLE: by.title}
    return Preview(shown(fill(wanted.text, values=house | named)), shown(fill(wanted.text, values=house)))


def shown(text: str) -> SafeString:
    """A signature as a page prints it."""
    words = render(text)
    return mark_safe(make_safe(words.html or from_text(words.text), pictures={}).html)  # noqa: S308  made safe here
