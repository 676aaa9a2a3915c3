"""What somebody has besides their password."""

from django.db import models
from django.db.models import Q

from keepword.people.models.agent import Agent


class AuthenticatorApp(models.Model):
    """An app that shows a new code every half minute (TOTP, RFC 6238). `last_step` is the time step of the code that
    was accepted last: each is good once."""

    agent = models.OneToOneField(Agent, on_delete=models.CASCADE, related_name="authenticator_app")
    sealed_seed = models.CharField(max_length=300)
    last_step = models.BigIntegerField()
    added_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"app of agent {self.agent_id}"


class Passkey(models.Model):
    """A key pair (WebAuthn) whose private half never leaves the owner's device. `credential_id` and `public_key`
    (with its id and maker: "attested credential data") are base64url. `sign_count` is what the device counted last,
    0 for one that does not count."""

    agent = models.ForeignKey(Agent, on_delete=models.CASCADE, related_name="passkeys")
    name = models.CharField(max_length=80)
    credential_id = models.CharField(max_length=1400, unique=True)
    public_key = models.TextField()
    sign_count = models.BigIntegerField(default=0)
    added_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"passkey of agent {self.agent_id}"


class RecoveryCode(models.Model):
    """A code on paper, good once, for whoever lost everything else. Only its digest is kept."""

    agent = models.ForeignKey(Agent, on_delete=models.CASCADE, related_name="recovery_codes")
    digest = models.CharField(max_length=64, unique=True)
    used_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"recovery code of agent {self.agent_id}"


class SignInRules(models.Model):
    """How everybody here signs in: one row, or none as long as nobody changed anything."""

    needs_second_factor = models.BooleanField(default=False)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(id=1), name="sign_in_rules_are_one")]

    def __str__(self) -> str:
        return "rules of signing in"
