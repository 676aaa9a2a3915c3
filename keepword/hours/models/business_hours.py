"""When we are there: calendars, and every version that they ever had."""

from django.db import models
from django.db.models import Q


class BusinessHoursQuerySet(models.QuerySet["BusinessHours"]):
    def in_use(self) -> "BusinessHoursQuerySet":
        """Those that can be chosen."""
        return self.filter(is_retired=False)


class BusinessHours(models.Model):
    """A calendar that brands, teams, inboxes and agents keep. `current` is the version in force, None only while the
    calendar is being defined."""

    name = models.CharField(max_length=120)
    is_retired = models.BooleanField(default=False)
    current = models.ForeignKey("HoursVersion", null=True, on_delete=models.PROTECT, related_name="+")

    objects = BusinessHoursQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["name"], condition=Q(is_retired=False), name="hours_name")]

    def __str__(self) -> str:
        return self.name


class HoursVersion(models.Model):
    """What a calendar said from `made_at` on, until its next number. Never changed: what was measured by it stays
    true.

    JSON, all times in minutes of the wall-clock day (an end past 1440 is a night over midnight):
    `week`: seven lists of [start, end], Monday first.
    `exceptions`: [{"on": "2026-12-24", "slots": [[540, 720]], "name": "", "is_yearly": true}], no slots is closed.
    `holidays`: {"2026-12-25": "Christmas Day"} of country and subdivision, as they were known when it was made.
    `switched_off`: the names of those that we work on.
    """

    business_hours = models.ForeignKey(BusinessHours, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    zone = models.CharField(max_length=64)
    is_always = models.BooleanField(default=False)
    week = models.JSONField(default=list)
    exceptions = models.JSONField(default=list)
    country = models.CharField(max_length=2, blank=True)
    subdivision = models.CharField(max_length=12, blank=True)
    holidays = models.JSONField(default=dict)
    switched_off = models.JSONField(default=list)
    made_at = models.DateTimeField()
    made_by = models.PositiveBigIntegerField(null=True)  # an agent's id: agents live on a floor above

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["business_hours", "number"], name="hours_version_number"),
            models.CheckConstraint(condition=Q(number__gte=1), name="hours_version_counts_from_one"),
        ]

    def __str__(self) -> str:
        return f"{self.business_hours_id}/{self.number}"

    @property
    def region(self) -> str:
        """ISO 3166: "DE", "DE-BE", or "" for none."""
        return f"{self.country}-{self.subdivision}" if self.subdivision else self.country
