"""What was told, so that it is told once."""

from datetime import UTC, date, datetime, time, timedelta

from django.db import models
from django.db.models import Q

ATTAINMENT, CSAT = "attainment", "csat"
MEASURES = [ATTAINMENT, CSAT]
DAY = timedelta(days=1)


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


class ChannelDay(models.Model):
    """All channels on one day of UTC, as far as it had gone when it was counted: `groups` as of
    `channel_days/tallying.packed`."""

    day_on = models.DateField(unique=True)
    groups = models.JSONField(default=list)
    counted_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"channels on {self.day_on}"

    @property
    def is_whole(self) -> bool:
        return self.counted_at >= start_of(self.day_on) + DAY

    @property
    def end(self) -> datetime:
        """Until when it is counted."""
        return min(start_of(self.day_on) + DAY, self.counted_at)


def start_of(day: date) -> datetime:
    """Days are those of UTC: no clock there is ever changed."""
    return datetime.combine(day, time(), UTC)
