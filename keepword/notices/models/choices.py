"""What an agent wants to hear, by which way, and when not."""

from django.db import models
from django.db.models import Q

from keepword.notices.deciding import DAILY, HOURLY
from keepword.people.models import Agent

LAST_MINUTE = 24 * 60 - 1


class Choices(models.Model):
    """Without a row, or without an entry in `kinds`, what `kinds.py` says holds. `kinds` is a name of a kind to
    `{"page": bool, "push": bool, "mail": "none" | "now" | "digest"}`.

    `quiet_from` and `quiet_to` are minutes of the agent's own day, both None for no quiet hours; `quiet_days` are
    numbers of whole days, Monday 0. `digest_at` is a minute of the day. `shows_words`: what comes to a device may name
    the subject. `page_open_at` is when a page of theirs was last known to be open, None for never.
    """

    agent = models.OneToOneField(Agent, on_delete=models.CASCADE, related_name="+")
    kinds = models.JSONField(default=dict, blank=True)
    quiet_from = models.PositiveSmallIntegerField(null=True)
    quiet_to = models.PositiveSmallIntegerField(null=True)
    quiet_days = models.JSONField(default=list, blank=True)
    digest = models.CharField(max_length=10, default=DAILY)
    digest_at = models.PositiveSmallIntegerField(default=8 * 60)
    shows_words = models.BooleanField(default=False)
    page_open_at = models.DateTimeField(null=True)
    focus_until = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(digest__in=[HOURLY, DAILY]), name="choices_digest"),
            models.CheckConstraint(condition=Q(digest_at__lte=LAST_MINUTE), name="choices_digest_at"),
            models.CheckConstraint(
                condition=Q(quiet_from=None, quiet_to=None)
                | Q(quiet_from__isnull=False, quiet_to__isnull=False, quiet_from__lte=LAST_MINUTE)
                & Q(quiet_to__lte=LAST_MINUTE),
                name="choices_quiet",
            ),
        ]

    def __str__(self) -> str:
        return f"choices of agent {self.agent_id}"
