"""What an administrator says of another service. Valid only when it could be asked, or read: what is wrong is said
here, and not at somebody's first sign-in."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from keepword.people.accounts.oidc import ProviderTrouble, discover
from keepword.people.accounts.saml import read_metadata
from keepword.people.models.provider import SAML, SignInProvider
from keepword.people.permissions import ADMINISTRATOR, ROLE_WORDS
from keepword.web.fields import DeskForm

JOINING = [("", _("Nobody: only who works here already"))]
JOINING += [(role, words) for role, words in ROLE_WORDS.items() if role != ADMINISTRATOR]


class ProviderForm(DeskForm):
    name = forms.CharField(label=_("Name on the button"), max_length=80)
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
    is_on = forms.BooleanField(label=_("People may come in by it"), required=False, initial=True)

    def clean_domains(self) -> list[str]:
        said = self.cleaned_data["domains"].lower().replace(",", " ").split()
        return sorted({one.removeprefix("@") for one in said})

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("joins_as") and not cleaned.get("domains"):
            self.add_error("domains", _("Say which domains: without them anybody with an account there could join."))
        return cleaned


class OidcForm(ProviderForm):
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
    checks_addresses = forms.BooleanField(
        label=_("Every address that it names is its owner's"),
        required=False,
        help_text=_("For a service of your own that does not say so, as Microsoft Entra. Never for a public one."),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if "address" in cleaned and not self.errors:
            try:
                discover(cleaned["address"])
            except ProviderTrouble as trouble:
                self.add_error("address", str(trouble.reason))
        return cleaned


class SamlForm(ProviderForm):
    metadata = forms.CharField(
        label=_("What it says of itself (metadata, XML)"),
        max_length=200_000,
        help_text=_("Open the address of its metadata, and paste all of it here."),
        widget=forms.Textarea(attrs={"rows": 8, "dir": "ltr", "spellcheck": "false"}),
    )

    def clean(self) -> dict[str, Any]:
        """Its name for itself (entity id) stands in the metadata."""
        cleaned = super().clean()
        if "metadata" in cleaned:
            try:
                cleaned["address"] = str(read_metadata(cleaned["metadata"])["entityId"])[:500]
            except ProviderTrouble as trouble:
                self.add_error("metadata", str(trouble.reason))
        return cleaned


def form_for(provider: SignInProvider, *, posted: QueryDict | None) -> ProviderForm:
    """With what is kept; a new OpenID Connect one must bring its secret."""
    kind = SamlForm if provider.kind == SAML else OidcForm
    now = {name: getattr(provider, name) for name in kind.base_fields if name != "secret"}
    form = kind(posted, initial=now | {"domains": ", ".join(provider.domains)})
    if "secret" in form.fields:
        form.fields["secret"].required = provider.pk is None
    return form
