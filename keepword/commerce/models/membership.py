"""Somebody's place in a loyalty programme."""

from typing import Self

from django.db import models
from django.db.models import Q

from keepword.people.models import Contact


class MembershipQuerySet(models.QuerySet["Membership"]):
    def visible_to(self, people: models.QuerySet[Contact] | None) -> Self:
        """As for orders."""
        return self if people is None else self.filter(contact__in=people)


class Membership(models.Model):
    """One address in one programme: contacts that became one person may hold two. `points` is None where the programme
    has none; `rewards` are those at hand, in the programme's words. `told_at` as for an order."""

    programme = models.CharField(max_length=100)
    address = models.CharField(max_length=320)
    contact = models.ForeignKey(Contact, on_delete=models.PROTECT, related_name="+")
    tier = models.CharField(max_length=60, blank=True, default="")
    points = models.BigIntegerField(null=True)
    rewards = models.JSONField(default=list, blank=True)
    member_since = models.DateField(null=True)
    told_at = models.DateTimeField()

    objects = MembershipQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["address", "programme"], name="membership_once"),
            models.CheckConstraint(condition=~Q(programme=""), name="membership_programme"),
            models.CheckConstraint(condition=~Q(address=""), name="membership_address"),
        ]

    def __str__(self) -> str:
        return f"membership {self.pk}"
