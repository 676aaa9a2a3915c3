"""The way to somebody while we are closed, and who may not take it any more."""

from datetime import timedelta

from django.db import models
from django.db.models import Q

from keepword.brands.models import Brand
from keepword.kit.languages import code_of, tag_of
from keepword.people.models import Agent, Contact, Team

SHORTEST, LONGEST = 5, 240  # minutes


class EmergencyRoute(models.Model):
    """How a brand is called in an emergency; without a row it is not. `words` is the sentence that says what an
    emergency is, by the tag of its language. On call are `people`, or where nobody is named, all of `team`.
    `target_minutes`: day and night, until somebody answers. `phone`: shown to customers, "" for none."""

    brand = models.OneToOneField(Brand, on_delete=models.CASCADE, related_name="+")
    is_on = models.BooleanField(default=False)
    words = models.JSONField(default=dict, blank=True)
    target_minutes = models.PositiveSmallIntegerField(default=30)
    team = models.ForeignKey(Team, null=True, on_delete=models.SET_NULL, related_name="+")
    people = models.ManyToManyField(Agent, related_name="+", blank=True)
    phone = models.CharField(max_length=40, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(target_minutes__gte=SHORTEST, target_minutes__lte=LONGEST), name="emergency_target"
            )
        ]

    def __str__(self) -> str:
        return f"emergency route of brand {self.brand_id}"

    @property
    def target(self) -> timedelta:
        return timedelta(minutes=self.target_minutes)

    def sentence(self, language: str) -> str:
        """In this language (a tag), else in the brand's, else in any that there is."""
        known: dict[str, str] = self.words
        own = tag_of(code_of(self.brand.language) or "")
        return known.get(language) or known.get(own) or next(iter(known.values()), "")


class EmergencyRefusal(models.Model):
    """Somebody called us without need, and is offered it no more. `by` is None for somebody who is gone."""

    contact = models.OneToOneField(Contact, on_delete=models.CASCADE, related_name="+")
    by = models.ForeignKey(Agent, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"emergency refusal of contact {self.contact_id}"
