"""Forms that did what they were sent for."""

from django.db import models


class PressedForm(models.Model):
    """`key` is a sealed digest of who sent what from which page: a copy of the database tells nobody what was written.
    `location` is where the first press led, "" while it is at work. Forgotten after `forget_at`."""

    key = models.CharField(max_length=64, unique=True)
    location = models.CharField(max_length=500, blank=True)
    forget_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"form {self.pk}"
