"""A role that this organisation made for itself."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower


class RoleQuerySet(models.QuerySet["Role"]):
    def in_use(self) -> Self:
        return self.filter(removed_at__isnull=True)


class Role(models.Model):
    """`permissions` are names of `people/permissions.py`. Whoever holds a role that is removed keeps it: nothing is
    taken from anybody unasked."""

    name = models.CharField(max_length=80)
    permissions = models.JSONField(default=list, blank=True)
    made_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True)

    objects = RoleQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="role_named"),
            models.UniqueConstraint(Lower("name"), condition=Q(removed_at__isnull=True), name="role_name"),
        ]

    def __str__(self) -> str:
        return self.name
