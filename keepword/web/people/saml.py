"""SAML: what the provider has to know of us, and the form that a browser brings from it."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from keepword.people.accounts import saml
from keepword.people.accounts.oidc import ProviderTrouble
from keepword.people.models.provider import SAML, SignInProvider
from keepword.web.people.refusing import refused

LONGEST = 500_000


@require_safe
def metadata(request: HttpRequest, number: int) -> HttpResponse:
    """No secret: the provider's administrators may open it in a browser."""
    provider = get_object_or_404(SignInProvider, pk=number, kind=SAML)
    written = saml.own_metadata(provider, place=place_in(request, provider))
    return HttpResponse(written, content_type="application/samlmetadata+xml")


@csrf_exempt  # it comes from the provider's page; what it brings is signed, and counts in the browser that asked
@never_cache
@require_POST
def answers(request: HttpRequest, number: int) -> HttpResponse:
    """Our cookies do not travel with a form of another site, so a page of ours goes on from here, with them."""
    provider = get_object_or_404(SignInProvider, pk=number, is_on=True, kind=SAML)
    try:
        answer = request.POST.get("SAMLResponse", "")[:LONGEST]
        ticket = saml.check(provider, answer=answer, place=place_in(request, provider))
    except saml.Unasked as trouble:
        if request.POST.get("RelayState") == saml.ASKED:
            # It leaves out whose question it answers, and would be asked for ever.
            return refused(request, provider=provider, reason=trouble.reason)
        anew = reverse("web:provider-sign-in", args=[provider.pk])
        return render(request, "web/entrance/going_on.html", {"onward": anew})
    except ProviderTrouble as trouble:
        return refused(request, provider=provider, reason=trouble.reason)
    onward = f"{reverse('web:provider-return', args=[provider.pk])}?{urlencode({'ticket': ticket})}"
    return render(request, "web/entrance/going_on.html", {"onward": onward})


def place_in(request: HttpRequest, provider: SignInProvider) -> saml.Place:
    return saml.Place(
        origin=settings.PUBLIC_ADDRESS or f"{request.scheme}://{request.get_host()}",
        metadata=reverse("web:saml-metadata", args=[provider.pk]),
        answers=reverse("web:saml-answers", args=[provider.pk]),
    )
