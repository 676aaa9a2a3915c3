"""What is written, aimed at and read."""

from typing import Self

from django.db import models
from django.db.models import Q

from keepword.people.models import Agent

PROMISE, RULES, DOUBT = "promise", "rules", "doubt"
PARTS = [PROMISE, RULES, DOUBT]  # in the order in which they are read; goals stand behind the first
FIRST_ANSWERS, PROMISES_KEPT, CSAT = "first_answers", "promises_kept", "csat"
FIGURES = [FIRST_ANSWERS, PROMISES_KEPT, CSAT]


class Wording(models.Model):
    """One version of a part, in Markdown; the newest of its language stands. `language` is one of those of the desk.
    An empty `text` gives that language up again. `by` is None for somebody who is gone."""

    part = models.CharField(max_length=10)
    language = models.CharField(max_length=10)
    text = models.TextField(blank=True)
    by = models.ForeignKey(Agent, null=True, on_delete=models.SET_NULL, related_name="+", db_index=False)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["part", "language", "-id"], name="wording_newest")]
        constraints = [models.CheckConstraint(condition=Q(part__in=PARTS), name="wording_part")]

    def __str__(self) -> str:
        return f"wording {self.pk} of {self.part}"


class GoalQuerySet(models.QuerySet["Goal"]):
    def standing(self) -> Self:
        """What is due first, first; what has no date, last."""
        return self.filter(dropped_at=None).order_by(models.F("by_on").asc(nulls_last=True), "id")


class Goal(models.Model):
    """`words` say it, in whatever language. `figure` is "" or one of FIGURES, which says where we are by itself; then
    `target` is the share to reach, in hundredths: 95 means 95 %. Without a figure it is only said."""

    words = models.CharField(max_length=300)
    figure = models.CharField(max_length=20, blank=True)
    target = models.PositiveSmallIntegerField(null=True)
    by_on = models.DateField(null=True)
    dropped_at = models.DateTimeField(null=True)
    changed_at = models.DateTimeField()

    objects = GoalQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(words=""), name="goal_words"),
            models.CheckConstraint(
                condition=Q(figure="", target=None) | Q(figure__in=FIGURES, target__gte=1, target__lte=100),
                name="goal_figure",
            ),
        ]

    def __str__(self) -> str:
        return f"goal {self.pk}"


class Reading(models.Model):
    """How far one agent has read: all that was written until `at`."""

    agent = models.OneToOneField(Agent, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"reading of agent {self.agent_id}"


class Care(models.Model):
    """Who looks after it, and the day on which it is looked at again; one row. `told_on`: for which day they were
    reminded."""

    owner = models.ForeignKey(Agent, null=True, on_delete=models.SET_NULL, related_name="+")
    review_on = models.DateField(null=True)
    told_on = models.DateField(null=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(id=1), name="care_is_one")]

    def __str__(self) -> str:
        return "care"
