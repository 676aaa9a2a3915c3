"""Other services that people come in by: /settings/access/providers/…"""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from keepword.people.accounts.providers import keep, remove
from keepword.people.models.provider import OIDC, SAML, SignInProvider
from keepword.web.people.admitting import AgentRequest, for_administrators
from keepword.web.people.pressing import once_a_page
from keepword.web.people.providers import back_to
from keepword.web.people.proving import freshly_proved
from keepword.web.people.saml import place_in
from keepword.web.settings.security.provider_forms import form_for
from keepword.web.settings.shell import settings_page


@sensitive_post_parameters("secret")
@for_administrators
@require_http_methods(["GET", "HEAD", "POST"])
@freshly_proved
@once_a_page
def new(request: AgentRequest) -> HttpResponse:
    """`kind` of the address is "saml", or nothing for OpenID Connect."""
    return _page(request, provider=SignInProvider(kind=SAML if request.GET.get("kind") == SAML else OIDC))


@sensitive_post_parameters("secret")
@for_administrators
@require_http_methods(["GET", "HEAD", "POST"])
@freshly_proved
def show(request: AgentRequest, number: int) -> HttpResponse:
    return _page(request, provider=get_object_or_404(SignInProvider, pk=number))


@for_administrators
@require_POST
@freshly_proved
def removal(request: AgentRequest, number: int) -> HttpResponse:
    """Twice is once: it is gone then."""
    provider = SignInProvider.objects.filter(pk=number).first()
    if provider is not None:
        remove(provider, by=request.user.as_actor)
    return redirect(f"{reverse('web:access')}?saved=yes")


def _page(request: AgentRequest, *, provider: SignInProvider) -> HttpResponse:
    form = form_for(provider, posted=request.POST or None)
    if request.method == "POST" and form.is_valid():
        answers = dict(form.cleaned_data)
        secret = answers.pop("secret", "")
        kept = keep(provider, secret=secret, to=answers, by=request.user.as_actor)
        return redirect(f"{reverse('web:provider', args=[kept.pk])}?saved=yes")
    context = {"form": form, "provider": provider, "is_saml": provider.kind == SAML}
    if provider.pk:
        context |= {"back": back_to(request, provider), "place": place_in(request, provider)}
    status = 422 if form.is_bound else 200
    return settings_page(request, "web/settings/security/provider.html", tab="access", context=context, status=status)
