"""As whom we answer."""

from django.db import models
from django.db.models import Q

SENDER_NAMES = ["person_at_brand", "person", "brand"]


class Organisation(models.Model):
    """The one organisation of this database."""

    name = models.CharField(max_length=120)
    language = models.CharField(max_length=10, default="en")
    time_zone = models.CharField(max_length=64, default="UTC")
    created_at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(id=1), name="organisation_is_one")]

    def __str__(self) -> str:
        return self.name


class Brand(models.Model):
    """A name under which customers know us. `accent` is a colour as #rrggbb, "" for ours.

    `sender_name`: "Mina at Brand", "Mina" or "Brand" stands before the address of what we send.
    """

    name = models.CharField(max_length=120)
    slug = models.SlugField(max_length=60, unique=True)
    language = models.CharField(max_length=10, default="en")
    accent = models.CharField(max_length=7, blank=True)
    sender_name = models.CharField(max_length=20, default="person_at_brand")
    signature = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(sender_name__in=SENDER_NAMES), name="brand_sender_name"),
        ]

    def __str__(self) -> str:
        return self.name
