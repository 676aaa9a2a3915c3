"""Other services that people come in by: /settings/access/providers/…"""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from keepword.people.accounts.oidc import ProviderTrouble, discover
from keepword.people.accounts.providers import keep, remove
from keepword.people.models.provider import SignInProvider
from keepword.people.permissions import ADMINISTRATOR, ROLE_WORDS
from keepword.web.fields import DeskForm
from keepword.web.people.admitting import AgentRequest, for_administrators
from keepword.web.people.providers import back_to
from keepword.web.people.proving import freshly_proved
from keepword.web.settings.shell import settings_page

JOINING = [("", _("Nobody: only who works here already"))]
JOINING += [(role, words) for role, words in ROLE_WORDS.items() if role != ADMINISTRATOR]


class ProviderForm(DeskForm):
    """Valid only when the provider could be asked: what is wrong is said here and not at somebody's first sign-in."""

    name = forms.CharField(label=_("Name on the button"), max_length=80)
    address = forms.URLField(
        label=_("Address of the provider (issuer)"),
        max_length=500,
        assume_scheme="https",
        help_text=_("As its handbook names it, without /.well-known/openid-configuration."),
        widget=forms.URLInput(attrs={"dir": "ltr"}),
    )
    client_id = forms.CharField(label=_("Client id"), max_length=300, widget=forms.TextInput(attrs={"dir": "ltr"}))
    secret = forms.CharField(
        label=_("Client secret"),
        max_length=500,
        required=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
        help_text=_("It is kept sealed. Leave it empty to keep the one that is there."),
    )
    joins_as = forms.ChoiceField(label=_("Whoever comes for the first time joins as"), choices=JOINING, required=False)
    domains = forms.CharField(
        label=_("… with an address of these domains"),
        max_length=500,
        required=False,
        help_text=_("Separated by commas, as leafloom.example."),
        widget=forms.TextInput(attrs={"dir": "ltr"}),
    )
    checks_factors = forms.BooleanField(
        label=_("It asks for a second step itself"),
        required=False,
        help_text=_("Then we do not ask for another."),
    )
    checks_addresses = forms.BooleanField(
        label=_("Every address that it names is its owner's"),
        required=False,
        help_text=_("For a service of your own that does not say so, as Microsoft Entra. Never for a public one."),
    )
    is_on = forms.BooleanField(label=_("People may come in by it"), required=False, initial=True)

    def __init__(self, *args: Any, is_new: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["secret"].required = is_new

    def clean_domains(self) -> list[str]:
        said = self.cleaned_data["domains"].lower().replace(",", " ").split()
        return sorted({one.removeprefix("@") for one in said})

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("joins_as") and not cleaned.get("domains"):
            self.add_error("domains", _("Say which domains: without them anybody with an account there could join."))
        if "address" in cleaned and not self.errors:
            try:
                discover(cleaned["address"])
            except ProviderTrouble as trouble:
                self.add_error("address", str(trouble.reason))
        return cleaned


@sensitive_post_parameters("secret")
@for_administrators
@freshly_proved
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: AgentRequest) -> HttpResponse:
    return _page(request, provider=SignInProvider())


@sensitive_post_parameters("secret")
@for_administrators
@freshly_proved
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: AgentRequest, number: int) -> HttpResponse:
    return _page(request, provider=get_object_or_404(SignInProvider, pk=number))


@for_administrators
@freshly_proved
@require_POST
def removal(request: AgentRequest, number: int) -> HttpResponse:
    remove(get_object_or_404(SignInProvider, pk=number), by=request.user.as_actor)
    return redirect(f"{reverse('web:access')}?saved=yes")


def _page(request: AgentRequest, *, provider: SignInProvider) -> HttpResponse:
    now = {name: getattr(provider, name) for name in ProviderForm.base_fields if name != "secret"}
    now["domains"] = ", ".join(provider.domains)
    form = ProviderForm(request.POST or None, initial=now, is_new=provider.pk is None)
    if request.method == "POST" and form.is_valid():
        answers = dict(form.cleaned_data)
        kept = keep(provider, secret=answers.pop("secret"), to=answers, by=request.user.as_actor)
        return redirect(f"{reverse('web:provider', args=[kept.pk])}?saved=yes")
    context = {"form": form, "provider": provider, "back": back_to(request, provider) if provider.pk else ""}
    status = 422 if form.is_bound else 200
    return settings_page(request, "web/settings/security/provider.html", tab="access", context=context, status=status)
