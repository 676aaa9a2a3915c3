"""Where an agent is signed in."""

from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models

from keepword.people.models.agent import Agent

PASSWORD, PASSKEY, PROVIDER = "password", "passkey", "provider"


class DeskSession(AbstractBaseSession):
    """One browser. `agent` is None until somebody has signed in there; then `way` says how they came in (PASSWORD,
    PASSKEY, PROVIDER), `device` what the browser calls itself, `address` from which IP address it was seen last, and
    `seen_at` when, to within a few minutes."""

    agent = models.ForeignKey(Agent, null=True, on_delete=models.CASCADE, related_name="sessions")
    way = models.CharField(max_length=20, default=PASSWORD)
    device = models.CharField(max_length=300, blank=True)
    address = models.CharField(max_length=45, blank=True)
    signed_in_at = models.DateTimeField(null=True)
    seen_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["agent", "-seen_at"], name="session_agent_seen")]

    def __str__(self) -> str:
        return f"session of agent {self.agent_id}"

    @classmethod
    def get_session_store_class(cls) -> None:
        """Nobody asks a row for its store here: the store asks for rows (`recognising.py`)."""
        raise NotImplementedError
