"""Keys for programs."""

from django.db import models

from keepword.people.models.agent import Agent


class ApiToken(models.Model):
    """A bearer token of an agent. Only its SHA-256 is kept: a copy of the database opens no door."""

    agent = models.ForeignKey(Agent, on_delete=models.CASCADE, related_name="tokens")
    name = models.CharField(max_length=80, blank=True)
    digest = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()
    last_used_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"token {self.pk} of agent {self.agent_id}"
