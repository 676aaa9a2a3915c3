"""Passwords that did not fit, counted."""

from django.db import models


class FailedSignIn(models.Model):
    """How often somebody failed of late, by account, by address, and by both together.

    `key` is a digest of what is counted: a copy of the database names nobody. `closed_until` is when the next attempt
    counts at all, None when it may be made now. `known_until` is set for an account at an address where it signed in
    before. What is older than `forget_at` is as if it had never been.
    """

    key = models.CharField(max_length=64, unique=True)
    count = models.PositiveIntegerField(default=0)
    closed_until = models.DateTimeField(null=True)
    known_until = models.DateTimeField(null=True)
    forget_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"{self.count} failures"
