"""What stands under our letters."""

from typing import Self

from django.db import models
from django.db.models import Q

from keepword.brands.models import Brand
from keepword.people.models import Team


class SignatureQuerySet(models.QuerySet["Signature"]):
    def in_use(self) -> Self:
        return self.filter(retired_at__isnull=True)


class Signature(models.Model):
    """`team` is None for all that write as the brand; `language` is BCP 47, "" for every language. `text` is Markdown
    with variables, see `signing/filling.py`. A retired one stands under nothing and can be brought back. Where no row
    fits there is `Brand.signature`."""

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="+", db_index=False)
    team = models.ForeignKey(Team, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    language = models.CharField(max_length=20, blank=True)
    text = models.TextField()
    retired_at = models.DateTimeField(null=True)

    objects = SignatureQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["brand"], name="signature_brand")]
        constraints = [
            models.UniqueConstraint(
                fields=["brand", "team", "language"],
                name="signature_of_a_team_once",
                condition=Q(retired_at__isnull=True, team__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["brand", "language"],
                name="signature_of_all_once",
                condition=Q(retired_at__isnull=True, team__isnull=True),
            ),
            models.CheckConstraint(condition=~Q(text=""), name="signature_says_something"),
        ]

    def __str__(self) -> str:
        return f"signature {self.pk}"
