"""Whom people write for."""

from django.db import models
from django.db.models import Q

from keepword.people.models.agent import Agent


class Company(models.Model):
    """`key` is the name as it is compared (folded). `note` is what works for them, for colleagues. `made_by` sees it
    while nobody belongs to it yet; None for somebody who is gone."""

    name = models.CharField(max_length=120)
    key = models.CharField(max_length=120, unique=True)
    note = models.TextField(blank=True, default="")
    made_by = models.ForeignKey(Agent, null=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "companies"
        constraints = [models.CheckConstraint(condition=~Q(key=""), name="company_named")]

    def __str__(self) -> str:
        return self.name


class CompanyDomain(models.Model):
    """Who writes from it may belong to the company: suggested, and never done by itself. Folded."""

    company = models.ForeignKey(Company, on_delete=models.CASCADE, related_name="domains")
    name = models.CharField(max_length=253, unique=True)

    def __str__(self) -> str:
        return self.name
