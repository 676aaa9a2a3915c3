"""What we aim at: service targets, and for which conversations."""

from typing import Self

from django.db import models
from django.db.models import Q

from keepword.conversations.models.conversation import PRIORITIES

FIRST_RESPONSE, NEXT_RESPONSE, RESOLUTION, UPDATE = "first_response", "next_response", "resolution", "update"
KINDS = [FIRST_RESPONSE, NEXT_RESPONSE, RESOLUTION, UPDATE]


class SlaPolicyQuerySet(models.QuerySet["SlaPolicy"]):
    def in_force(self) -> Self:
        """In the order in which they are tried."""
        return self.filter(retired_at__isnull=True).order_by("place", "id")


class SlaPolicy(models.Model):
    """One version of a policy. A change retires it and makes another, so that a clock keeps the words of its day.

    The first by `place` whose conditions all hold counts. JSON: `conditions`: {"inboxes": [1], "tags": ["vip"]}, see
    `terms.Conditions`; what is left out holds always. `warn_at`: shares in percent. `escalations`:
    [{"at": 80, "what": "team", "to": 3}], at a share or at 100 for a breach, see `escalating.py`.
    """

    name = models.CharField(max_length=120)
    place = models.PositiveSmallIntegerField(default=0)
    is_business = models.BooleanField(default=True)
    pauses_for_customer = models.BooleanField(default=True)
    conditions = models.JSONField(default=dict, blank=True)
    warn_at = models.JSONField(default=list, blank=True)
    escalations = models.JSONField(default=list, blank=True)
    made_at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True)
    replaces = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="+")

    objects = SlaPolicyQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(retired_at__isnull=True) | Q(retired_at__gte=models.F("made_at")), name="policy_retired"
            )
        ]

    def __str__(self) -> str:
        return self.name


class SlaTarget(models.Model):
    """How many seconds for one kind of clock at one priority; none is no target."""

    policy = models.ForeignKey(SlaPolicy, on_delete=models.CASCADE, related_name="targets")
    priority = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=20)
    seconds = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["policy", "priority", "kind"], name="target_once"),
            models.CheckConstraint(condition=Q(kind__in=KINDS), name="target_kind"),
            models.CheckConstraint(condition=Q(priority__in=list(PRIORITIES.values())), name="target_priority"),
            models.CheckConstraint(condition=Q(seconds__gte=1), name="target_seconds"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} of {self.policy_id}"
