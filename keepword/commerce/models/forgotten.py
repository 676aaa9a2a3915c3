"""That something was erased, without what it was."""

from django.db import models


class Forgotten(models.Model):
    """`digest` is a keyed digest of the number of an order, of a membership or of an address, see `forgetting.py`:
    nobody reads back what it was. `at` is when it was erased."""

    digest = models.CharField(max_length=64, primary_key=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return "something that was erased"
