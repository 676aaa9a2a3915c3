"""Other services that know who somebody is."""

from django.db import models
from django.db.models import Q

from keepword.people.models.agent import Agent
from keepword.people.permissions import BUILT_IN

OIDC, SAML = "oidc", "saml"


class SignInProvider(models.Model):
    """One that agents may come in by. `address` is the issuer (OIDC) or the entity id (SAML); `metadata` is the XML of
    a SAML provider. `joins_as` is the built-in role of whoever comes for the first time, "" to let in nobody who does
    not work here already; `domains` are those whose addresses may, for at a public provider that would be the world.
    `checks_factors`: it asks for a second step itself, so we do not. `checks_addresses`: each mail address that it
    names is its owner's, also where it does not say so."""

    kind = models.CharField(max_length=10, default=OIDC)
    name = models.CharField(max_length=80)
    address = models.CharField(max_length=500)
    client_id = models.CharField(max_length=300, blank=True)
    sealed_secret = models.CharField(max_length=2000, blank=True)
    metadata = models.TextField(blank=True)
    joins_as = models.CharField(max_length=20, blank=True)
    domains = models.JSONField(default=list, blank=True)
    checks_factors = models.BooleanField(default=False)
    checks_addresses = models.BooleanField(default=False)
    is_on = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=[OIDC, SAML]), name="provider_kind"),
            models.CheckConstraint(condition=Q(joins_as__in=["", *sorted(BUILT_IN)]), name="provider_joins_as"),
        ]

    def __str__(self) -> str:
        return self.name


class ProviderIdentity(models.Model):
    """An agent as a provider knows them: by `subject`, which stays when their mail address changes."""

    provider = models.ForeignKey(SignInProvider, on_delete=models.CASCADE, related_name="identities")
    agent = models.ForeignKey(Agent, on_delete=models.CASCADE, related_name="identities")
    subject = models.CharField(max_length=300)
    linked_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["provider", "subject"], name="provider_identity_once")]

    def __str__(self) -> str:
        return f"agent {self.agent_id} at provider {self.provider_id}"
