"""Coming in by another service: /sign-in/with/<id>, and the way back from there."""

import json
from dataclasses import asdict
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from keepword.brands.models import Organisation
from keepword.events.auditing import note
from keepword.kit.sealing import SealBroken, seal, unseal
from keepword.people.accounts import oidc, saml
from keepword.people.accounts.arriving import NobodyHere, agent_for
from keepword.people.accounts.oidc import Errand, Known, ProviderTrouble
from keepword.people.employing import Particulars
from keepword.people.models.provider import SAML, SignInProvider
from keepword.people.models.session import PROVIDER
from keepword.web.people.entering import enter, go_on, onward_of, place_of
from keepword.web.people.refusing import refused
from keepword.web.people.saml import place_in

COOKIE = "keepword-errand"
PURPOSE = "errand"
SECONDS = 600
NOBODY = _("Nobody who works here has the address that this service gave us. Ask an administrator.")


@never_cache
@require_safe
def leave(request: HttpRequest, number: int) -> HttpResponse:
    """To the provider. What we remember goes along in a sealed cookie: a stranger's visit writes nothing here."""
    provider = get_object_or_404(SignInProvider, pk=number, is_on=True)
    try:
        if provider.kind == SAML:
            there, asked = saml.begin(provider, place=place_in(request, provider))
            errand: dict[str, Any] = {"request": asked}
        else:
            there, remembered_errand = oidc.begin(provider, back=back_to(request, provider))
            errand = {"errand": asdict(remembered_errand)}
    except ProviderTrouble as trouble:
        return refused(request, provider=provider, reason=trouble.reason)
    response = redirect(there)
    remember(response, request, words=errand | {"next": onward_of(request)})
    return response


@never_cache
@require_safe
def come_back(request: HttpRequest, number: int) -> HttpResponse:
    """From the provider. Without the cookie it is not this browser that left, and nothing happens."""
    provider = get_object_or_404(SignInProvider, pk=number, is_on=True)
    kept = remembered(request)
    if kept is None or not {"code", "ticket"} & request.GET.keys():
        return refused(request, provider=provider, reason=_("The sign-in was cancelled, or it took too long."))
    try:
        known = _heard(request, kept=kept, provider=provider)
    except ProviderTrouble as trouble:
        return refused(request, provider=provider, reason=trouble.reason)
    return let_in(request, known, provider=provider, onward=kept["next"])


def _heard(request: HttpRequest, *, kept: dict[str, Any], provider: SignInProvider) -> Known:
    """Raises ProviderTrouble."""
    if provider.kind == SAML:
        return saml.finish(provider, ticket=request.GET.get("ticket", ""), request=kept.get("request", ""))
    if "errand" not in kept:
        raise ProviderTrouble(_("This answer belongs to another sign-in. Begin again."))
    return oidc.finish(
        provider,
        errand=Errand(**kept["errand"]),
        state=request.GET.get("state", ""),
        code=request.GET.get("code", "")[:4000],
        back=back_to(request, provider),
    )


def let_in(request: HttpRequest, known: Known, *, provider: SignInProvider, onward: str) -> HttpResponse:
    try:
        agent = agent_for(known, provider=provider, joining=lambda who: _particulars(who, provider=provider))
    except NobodyHere:
        note("agent.sign_in_failed", address=place_of(request), agent=None)
        return refused(request, provider=provider, reason=NOBODY)
    step = enter if provider.checks_factors else go_on
    response = step(request, agent, way=PROVIDER, onward=onward)
    response.delete_cookie(COOKIE, path="/sign-in")
    return response


def back_to(request: HttpRequest, provider: SignInProvider) -> str:
    """Our address that the provider has to know."""
    path = reverse("web:provider-return", args=[provider.pk])
    return settings.PUBLIC_ADDRESS + path if settings.PUBLIC_ADDRESS else request.build_absolute_uri(path)


def remember(response: HttpResponse, request: HttpRequest, *, words: dict[str, object]) -> None:
    sealed = seal(json.dumps(words), purpose=PURPOSE)
    secure = settings.SESSION_COOKIE_SECURE or request.is_secure()
    response.set_cookie(COOKIE, sealed, max_age=SECONDS, path="/sign-in", httponly=True, samesite="Lax", secure=secure)


def remembered(request: HttpRequest) -> dict[str, Any] | None:
    try:
        return dict(json.loads(unseal(request.COOKIES.get(COOKIE, ""), purpose=PURPOSE)))
    except SealBroken:
        return None


def _particulars(known: Known, *, provider: SignInProvider) -> Particulars:
    """In the organisation's language and time zone, until they choose their own."""
    house = Organisation.objects.get()
    return Particulars(
        name=known.name or known.email.partition("@")[0],
        public_name="",
        email=known.email,
        role=provider.joins_as,
        language=house.language,
        time_zone=house.time_zone,
    )
