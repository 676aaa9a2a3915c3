"""What is kept of the contact form: how often somebody sent it."""

from django.db import models


class Submission(models.Model):
    """One sent form, for the rate limit. `sender` is a keyed digest of the network address, never the address."""

    sender = models.CharField(max_length=32)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["sender", "at"], name="submission_sender")]

    def __str__(self) -> str:
        return f"submission {self.pk}"
