"""What was told, so that it is told once."""

from django.db import models
from django.db.models import Q

ATTAINMENT, CSAT = "attainment", "csat"
MEASURES = [ATTAINMENT, CSAT]


class ChannelDrift(models.Model):
    """A channel fell behind the others in one measure, from `since_at` until `ended_at`, None while it does. `n`,
    `hits` and those of the others are as they were when it was seen."""

    channel = models.CharField(max_length=20)
    measure = models.CharField(max_length=12)
    hits = models.PositiveIntegerField()
    n = models.PositiveIntegerField()
    other_hits = models.PositiveIntegerField()
    other_n = models.PositiveIntegerField()
    since_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(measure__in=MEASURES), name="drift_measure"),
            models.UniqueConstraint(
                fields=["channel", "measure"], name="drift_told_once", condition=Q(ended_at__isnull=True)
            ),
        ]

    def __str__(self) -> str:
        return f"drift {self.pk} of {self.channel}"
