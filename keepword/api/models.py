"""What the API remembers of requests that may be repeated."""

from django.db import models

from keepword.people.models import Agent


class KeptRequest(models.Model):
    """A create that came with an Idempotency-Key, kept for a day.

    `digest` is the SHA-256 of what was asked, `made` the id of what it made. The answer itself is not kept, it is
    read again from what was made: a customer's words are stored once.
    """

    agent = models.ForeignKey(Agent, on_delete=models.CASCADE, related_name="+", db_index=False)
    key = models.CharField(max_length=255)
    digest = models.CharField(max_length=64)
    made = models.BigIntegerField()
    created_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["agent", "key"], name="kept_request_once")]

    def __str__(self) -> str:
        return f"kept request {self.pk} of agent {self.agent_id}"
